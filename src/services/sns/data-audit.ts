// Audits: a share of the messages that come into a topic is looked through, and what was found is told in CloudWatch Logs and to Firehose;
// so is, elsewhere, that nothing was found. Source: "Data protection policy operations in Amazon SNS", SNS Developer Guide; the form of a
// finding is that of "Audit findings reports", CloudWatch Logs User Guide, with the message's id and the publisher.

import { findingsIn } from '../../engines/data-identifier.ts'
import type { NamedIdentifier } from '../../engines/data-identifier.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import type { Message } from './message.ts'

interface AuditDestination {
  readonly CloudWatchLogs?: { readonly LogGroup?: string }
  readonly Firehose?: { readonly DeliveryStream?: string }
  readonly S3?: { readonly Bucket?: string }
}

export interface AuditOperation {
  /** 0 to 99 in a hundred. */
  readonly SampleRate?: string | number
  readonly FindingsDestination?: AuditDestination
  readonly NoFindingsDestination?: AuditDestination
}

interface Audited { readonly topicArn: string, readonly message: Message, readonly identifiers: readonly NamedIdentifier[] }

/** What is wrong with an audit, if anything. @throws NotImplemented for a bucket, whose objects' form is not documented */
export function auditProblem({ SampleRate: rate, FindingsDestination: found, NoFindingsDestination: none }: AuditOperation,
  call: Call): string | undefined {
  if (rate === undefined || !/^\d{1,2}$/.test(String(rate))) return 'SampleRate must be between 0 and 99'
  for (const destination of [found, none]) {
    if (destination?.S3 !== undefined) throw call.fault('NotImplemented',
      'Findings go to CloudWatch Logs and Firehose here, not to a bucket.')
    const group = destination?.CloudWatchLogs?.LogGroup
    if (group !== undefined && !group.startsWith('/aws/vendedlogs/')) return 'the name of a log group must start with /aws/vendedlogs/'
  }
  return found === undefined && none === undefined ? 'Audit needs FindingsDestination or NoFindingsDestination' : undefined
}

/** Inside the publication's transaction: tells once it is committed. A destination's refusal stands in the journal. */
export function audit(asked: AuditOperation, { topicArn, message, identifiers }: Audited, call: Call): void {
  if (call.random() * 100 >= Number(asked.SampleRate)) return
  const findings = findingsIn(message.body, identifiers)
  const destination = findings.length > 0 ? asked.FindingsDestination : asked.NoFindingsDestination
  if (destination === undefined) return
  const line = JSON.stringify({
    messageId: message.id, auditTimestamp: `${new Date(call.now()).toISOString().slice(0, 19)}Z`, callerPrincipal: call.principal.arn,
    resourceArn: topicArn, dataIdentifiers: findings,
  })
  call.afterCommit(() => tell(destination, line, topicArn, call))
}

async function tell({ CloudWatchLogs: logs, Firehose: firehose }: AuditDestination, line: string, sourceArn: string,
  call: Call): Promise<void> {
  const ask = async (service: string, operation: string, input: Readonly<Record<string, unknown>>): Promise<string | undefined> => {
    try {
      await call.invoke(service, operation, input, { sourceArn })
      return undefined
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      return error.code
    }
  }
  if (logs?.LogGroup !== undefined) {
    const logGroupName = logs.LogGroup
    const logStreamName = sourceArn.slice(sourceArn.lastIndexOf(':') + 1)
    const input = { logGroupName, logStreamName, logEvents: [{ timestamp: call.now(), message: line }] }
    if (await ask('logs', 'PutLogEvents', input) === 'ResourceNotFoundException') {
      await ask('logs', 'CreateLogStream', { logGroupName, logStreamName })
      await ask('logs', 'PutLogEvents', input)
    }
  }
  if (firehose?.DeliveryStream !== undefined) {
    await ask('firehose', 'PutRecord', { DeliveryStreamName: firehose.DeliveryStream, Record: { Data: Buffer.from(`${line}\n`) } })
  }
}
