// Where findings of sensitive data are told: a log group, a delivery stream. A log group's stream is made when it is first written to.
// Source: "Audit findings reports", CloudWatch Logs User Guide; "Data protection policy operations", Amazon SNS Developer Guide.

export interface FindingsDestination {
  readonly CloudWatchLogs?: { readonly LogGroup?: string }
  readonly Firehose?: { readonly DeliveryStream?: string }
  readonly S3?: { readonly Bucket?: string }
}

/** Asks another service. → the code of its refusal, undefined where it did what was asked */
export type Ask = (service: string, operation: string, input: Readonly<Record<string, unknown>>) => Promise<string | undefined>

/** A bucket gets objects whose names and form are not documented. */
export const noBucket = 'Findings go to CloudWatch Logs and Firehose here, not to a bucket.'

/** What the destinations refuse is lost, as everything that is only told. */
export async function tellFindings({ CloudWatchLogs: logs, Firehose: firehose }: FindingsDestination,
  { line, logStreamName, at }: { readonly line: string, readonly logStreamName: string, readonly at: number }, ask: Ask): Promise<void> {
  if (logs?.LogGroup !== undefined) {
    const place = { logGroupName: logs.LogGroup, logStreamName }
    const input = { ...place, logEvents: [{ timestamp: at, message: line }] }
    if (await ask('logs', 'PutLogEvents', input) === 'ResourceNotFoundException') {
      await ask('logs', 'CreateLogStream', place)
      await ask('logs', 'PutLogEvents', input)
    }
  }
  if (firehose?.DeliveryStream !== undefined) {
    await ask('firehose', 'PutRecord', { DeliveryStreamName: firehose.DeliveryStream, Record: { Data: Buffer.from(`${line}\n`) } })
  }
}
