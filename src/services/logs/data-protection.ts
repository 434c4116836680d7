// Data protection policies: what of an event is hidden from those who read it, and who is told that it was there. Events are looked through
// as they come in, so what came before a policy stays as it is.
// Source: PutDataProtectionPolicy, CloudWatch Logs API Reference; "Data protection policies", "Audit findings reports", User Guide.

import type { Logs } from '../../../generated/aws/logs.ts'
import { customIdentifier, dataIdentifierName, findingsIn, managedIdentifier, maskText } from '../../engines/data-identifier.ts'
import type { DataIdentifier, NamedIdentifier } from '../../engines/data-identifier.ts'
import { noBucket, tellFindings } from '../../engines/finding-report.ts'
import type { FindingsDestination } from '../../engines/finding-report.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { jsonObject } from '../../std/json-object.ts'
import { AccountPolicy } from './account-policy-record.ts'
import { invalid } from './fault.ts'
import { groupNamed, LogGroup, requireStandard } from './group.ts'
import { metricOf } from './usage.ts'

interface Statement {
  readonly DataIdentifier?: unknown
  readonly Operation?: {
    readonly Audit?: { readonly FindingsDestination?: FindingsDestination }
    readonly Deidentify?: { readonly MaskConfig?: object }
  }
}

interface ProtectionPolicy {
  readonly Statement?: unknown
  readonly Configuration?: { readonly CustomDataIdentifier?: readonly { readonly Name: string, readonly Regex: string }[] }
}

/** What is looked for, and where it is told. */
interface Protection { readonly identifiers: readonly NamedIdentifier[], readonly destination: FindingsDestination }

/** @throws InvalidParameterException, NotImplemented for kinds of data that are not looked for */
export function checkProtection(text: string, call: Call): Protection {
  const policy = jsonObject(text) as ProtectionPolicy | undefined
  const statements = policy?.Statement
  const problem = (reason: string) => invalid(`Invalid data protection policy: ${reason}`, call)
  if (policy === undefined || !Array.isArray(statements) || statements.length !== 2) throw problem('two statements are required')
  const [audit, mask] = statements as [Statement, Statement]
  if (audit.Operation?.Audit === undefined) throw problem('the first statement must audit')
  if (mask.Operation?.Deidentify?.MaskConfig === undefined) throw problem('the second statement must de-identify with a MaskConfig')
  if (JSON.stringify(audit.DataIdentifier) !== JSON.stringify(mask.DataIdentifier)) {
    throw problem('both statements must have the same identifiers')
  }
  const { FindingsDestination: destination = {} } = audit.Operation.Audit
  if (destination.S3 !== undefined) throw call.fault('NotImplemented', noBucket)
  const identifiers = mask.DataIdentifier
  if (!Array.isArray(identifiers) || identifiers.length === 0) throw problem('DataIdentifier is required')
  const named = (identifiers as unknown[]).map(identifier => dataIdentifierName(String(identifier)))
  return { destination, identifiers: named.map(name => ({ name, identifier: identifierOf(name, policy, call) })) }
}

function identifierOf(name: string, { Configuration: configuration }: ProtectionPolicy, call: Call): DataIdentifier {
  const custom = configuration?.CustomDataIdentifier?.find(each => each.Name === name)
  if (custom !== undefined) {
    const found = customIdentifier(custom.Regex)
    if (found === undefined) throw invalid(`Invalid data protection policy: invalid Regex of ${name}`, call)
    return found
  }
  const managed = managedIdentifier(name)
  if (managed === undefined) throw call.fault('NotImplemented', `Data of the kind ${name} are not looked for here.`)
  return managed
}

export const PutDataProtectionPolicy: Logs['PutDataProtectionPolicy'] = ({ logGroupIdentifier, policyDocument: text }, call) => {
  const group = groupNamed(logGroupIdentifier, call)
  requireStandard(group, 'Data protection', call)
  checkProtection(text, call)
  const { dataProtection } = call.of(LogGroup).put({ ...group, dataProtection: { text, updatedAt: call.now() } })
  return { logGroupIdentifier, policyDocument: text, lastUpdatedTime: dataProtection!.updatedAt }
}

export const GetDataProtectionPolicy: Logs['GetDataProtectionPolicy'] = ({ logGroupIdentifier }, call) => {
  const { dataProtection } = groupNamed(logGroupIdentifier, call)
  return {
    logGroupIdentifier, ...(dataProtection !== undefined
      && { policyDocument: dataProtection.text, lastUpdatedTime: dataProtection.updatedAt }),
  }
}

export const DeleteDataProtectionPolicy: Logs['DeleteDataProtectionPolicy'] = ({ logGroupIdentifier }, call) => {
  const { dataProtection: _, ...group } = groupNamed(logGroupIdentifier, call)
  call.of(LogGroup).put(group)
}

/** Hides what the group's policy and the account's protect; undefined where none does. */
export function maskerFor(group: LogGroup, call: Call): ((message: string) => string) | undefined {
  const ofAccount = call.of(AccountPolicy).first({ within: ['DATA_PROTECTION_POLICY'] })
  const texts = [group.dataProtection?.text, ofAccount?.document].filter(text => text !== undefined)
  if (texts.length === 0) return undefined
  const known = call.cache('data identifiers', () => new Map<string, Protection>())
  const protections = texts.map(text => {
    const found = known.get(text) ?? checkProtection(text, call)
    known.set(text, found)
    return found
  })
  const identifiers = protections.flatMap(each => each.identifiers.map(({ identifier }) => identifier))
  return message => {
    const masked = maskText(message, identifiers, '*')
    if (masked === undefined) return message
    call.metrics.emit(metricOf('LogEventsWithFindings', { LogGroupName: group.name }, call), 1)
    for (const protection of protections) report(protection, message, group, call)
    return masked
  }
}

/** "CloudWatch Logs writes one findings report for each log event that contains sensitive data": once the events are there. */
function report({ identifiers, destination }: Protection, message: string, group: LogGroup, call: Call): void {
  const findings = findingsIn(message, identifiers)
  if (findings.length === 0 || Object.keys(destination).length === 0) return
  const resourceArn = `${call.arn(LogGroup, group)}:*`
  const at = call.now()
  const line = JSON.stringify({ auditTimestamp: `${new Date(at).toISOString().slice(0, 19)}Z`, resourceArn, dataIdentifiers: findings })
  const logStreamName = `${call.account}_${call.region}_${group.name.replace(/^\/|\//g, '_')}`
  call.afterCommit(() => tellFindings(destination, { line, logStreamName, at }, async (service, operation, input) => {
    try {
      await call.invoke(service, operation, input, { sourceArn: resourceArn })
      return undefined
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      return error.code
    }
  }))
}
