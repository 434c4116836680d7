// What goes wrong with deliveries, told to the log stream that the destination names, by real calls of CloudWatch Logs.
// Source: "Monitor Amazon Data Firehose using CloudWatch Logs", Developer Guide.

import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { DeliveryStream } from './stream-record.ts'

export async function logProblem(stream: DeliveryStream, { code, message }: { readonly code: string, readonly message: string },
  call: Call): Promise<void> {
  const { destination } = stream
  const options = destination.kind === 's3' ? destination.s3.CloudWatchLoggingOptions : destination.http.CloudWatchLoggingOptions
  const { Enabled: isEnabled, LogGroupName: logGroupName, LogStreamName: logStreamName } = options ?? {}
  if (isEnabled !== true || logGroupName === undefined || logStreamName === undefined) return
  const target = destination.kind === 's3' ? destination.s3.BucketARN : destination.http.EndpointConfiguration.Url
  const text = JSON.stringify({
    deliveryStreamARN: call.arn(DeliveryStream, stream), destination: target, deliveryStreamVersionId: stream.version, message,
      errorCode: code,
  })
  try {
    await call.to('logs').PutLogEvents({ logGroupName, logStreamName, logEvents: [{ timestamp: call.now(), message: text }] })
  } catch (error) {
    // Where there is no such log stream, its refusal stands in the journal, and the records go their way.
    if (!(error instanceof Fault)) throw error
  }
}
