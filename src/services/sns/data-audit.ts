// Audits: a share of the messages that come into a topic is looked through, and what was found is told in CloudWatch Logs and to Firehose;
// so is, elsewhere, that nothing was found. Source: "Data protection policy operations in Amazon SNS", SNS Developer Guide; the form of a
// finding is that of "Audit findings reports", CloudWatch Logs User Guide, with the message's id and the publisher.

import { findingsIn } from '../../engines/data-identifier.ts'
import type { NamedIdentifier } from '../../engines/data-identifier.ts'
import { noBucket, tellFindings } from '../../engines/finding-report.ts'
import type { FindingsDestination } from '../../engines/finding-report.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import type { Message } from './message.ts'

export interface AuditOperation {
  /** 0 to 99 in a hundred. */
  readonly SampleRate?: string | number
  readonly FindingsDestination?: FindingsDestination
  readonly NoFindingsDestination?: FindingsDestination
}

interface Audited { readonly topicArn: string, readonly message: Message, readonly identifiers: readonly NamedIdentifier[] }

/** What is wrong with an audit, if anything. @throws NotImplemented for a bucket, whose objects' form is not documented */
export function auditProblem({ SampleRate: rate, FindingsDestination: found, NoFindingsDestination: none }: AuditOperation,
  call: Call): string | undefined {
  if (rate === undefined || !/^\d{1,2}$/.test(String(rate))) return 'SampleRate must be between 0 and 99'
  for (const destination of [found, none]) {
    if (destination?.S3 !== undefined) throw call.fault('NotImplemented', noBucket)
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

async function tell(destination: FindingsDestination, line: string, sourceArn: string, call: Call): Promise<void> {
  const logStreamName = sourceArn.slice(sourceArn.lastIndexOf(':') + 1)
  await tellFindings(destination, { line, logStreamName, at: call.now() }, async (service, operation, input) => {
    try {
      await call.invoke(service, operation, input, { sourceArn })
      return undefined
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      return error.code
    }
  })
}
