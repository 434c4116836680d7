// Data protection policies: what of an event is hidden from those who read it. Events are looked through as they come in, so what came
// before a policy stays as it is. Source: PutDataProtectionPolicy, CloudWatch Logs API Reference; "Data protection policies", User Guide.

import type { Logs } from '../../../generated/aws/logs.ts'
import { customIdentifier, dataIdentifierName, managedIdentifier, maskText } from '../../engines/data-identifier.ts'
import type { DataIdentifier } from '../../engines/data-identifier.ts'
import type { Call } from '../../kernel/service.ts'
import { jsonObject } from '../../std/json-object.ts'
import { AccountPolicy } from './account-policy-record.ts'
import { invalid } from './fault.ts'
import { groupNamed, LogGroup, requireStandard } from './group.ts'
import { metricOf } from './usage.ts'

interface Statement {
  readonly DataIdentifier?: unknown
  readonly Operation?: {
    readonly Audit?: { readonly FindingsDestination?: object }
    readonly Deidentify?: { readonly MaskConfig?: object }
  }
}

interface ProtectionPolicy {
  readonly Statement?: unknown
  readonly Configuration?: { readonly CustomDataIdentifier?: readonly { readonly Name: string, readonly Regex: string }[] }
}

/** @throws InvalidParameterException, NotImplemented for kinds of data that are not looked for */
export function checkProtection(text: string, call: Call): readonly DataIdentifier[] {
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
  if (Object.keys(audit.Operation.Audit.FindingsDestination ?? {}).length > 0) {
    throw call.fault('NotImplemented', 'Audit findings are counted in the metric LogEventsWithFindings; they are not delivered anywhere.')
  }
  const identifiers = mask.DataIdentifier
  if (!Array.isArray(identifiers) || identifiers.length === 0) throw problem('DataIdentifier is required')
  return (identifiers as unknown[]).map(identifier => identifierOf(dataIdentifierName(String(identifier)), policy, call))
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
  const known = call.cache('data identifiers', () => new Map<string, readonly DataIdentifier[]>())
  const identifiers = texts.flatMap(text => {
    const found = known.get(text) ?? checkProtection(text, call)
    known.set(text, found)
    return found
  })
  return message => {
    const masked = maskText(message, identifiers, '*')
    if (masked === undefined) return message
    call.metrics.emit(metricOf('LogEventsWithFindings', { LogGroupName: group.name }, call), 1)
    return masked
  }
}
