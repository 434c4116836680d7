// Data protection policies: what a topic does with messages that hold sensitive data. On the way in, a publication that a statement denies
// is refused, what one hides is replaced before anyone gets it, and samples are told of (`data-audit.ts`); on the way out the same is done
// for the subscribers that a statement names. Source: "Amazon SNS message data protection", SNS Developer Guide.

import type { Sns } from '../../../generated/aws/sns.ts'
import { customIdentifier, dataIdentifierName, managedIdentifier, maskText } from '../../engines/data-identifier.ts'
import type { NamedIdentifier } from '../../engines/data-identifier.ts'
import type { Call } from '../../kernel/service.ts'
import { audit, auditProblem } from './data-audit.ts'
import type { AuditOperation } from './data-audit.ts'
import { invalid } from './fault.ts'
import { jsonObject } from '../../std/json-object.ts'
import type { Message } from './message.ts'
import { Topic, topicOf } from './topic.ts'

interface Statement {
  readonly DataDirection?: 'Inbound' | 'Outbound'
  readonly Principal?: readonly string[]
  readonly NoPrincipal?: readonly string[]
  readonly DataIdentifier?: readonly string[]
  readonly Operation?: {
    readonly Deny?: object
    readonly Audit?: AuditOperation
    readonly Deidentify?: { readonly MaskConfig?: { readonly MaskWithCharacter?: string }, readonly RedactConfig?: object }
  }
}

interface ProtectionPolicy {
  readonly Statement: readonly Statement[]
  readonly Configuration?: { readonly CustomDataIdentifier?: readonly { readonly Name: string, readonly Regex: string }[] }
}

interface Compiled extends Statement { readonly identifiers: readonly NamedIdentifier[] }

/** Who publishes, or who is subscribed. */
interface Party { readonly account: string, readonly arn?: string }

/** @throws InvalidParameter, NotImplemented for kinds of data that are not looked for */
export function checkDataProtection(text: string, call: Call): readonly Compiled[] {
  const problem = (reason: string): Error => invalid(`DataProtectionPolicy Reason: ${reason}`, call)
  const policy = jsonObject(text) as ProtectionPolicy | undefined
  if (policy === undefined) throw problem('failed to parse JSON')
  if (!Array.isArray(policy.Statement) || policy.Statement.length === 0) throw problem('Statement is required')
  return (policy.Statement as Statement[]).map(statement => {
    const { DataDirection: direction, DataIdentifier: identifiers, Operation: operation = {} } = statement
    if (direction !== 'Inbound' && direction !== 'Outbound') throw problem('invalid DataDirection')
    if (!Array.isArray(identifiers) || identifiers.length === 0) throw problem('DataIdentifier is required')
    const known = ['Deny', 'Audit', 'Deidentify'].filter(name => name in operation)
    if (known.length !== 1) throw problem('Operation must be one of Audit, Deidentify and Deny')
    if (operation.Audit !== undefined && direction === 'Outbound') throw problem('Audit is for inbound messages')
    const flaw = operation.Audit && auditProblem(operation.Audit, call)
    if (flaw !== undefined) throw problem(flaw)
    return { ...statement, identifiers: (identifiers as unknown[]).map(each => identifierOf(String(each), policy, call)) }
  })
}

function identifierOf(text: string, { Configuration: configuration }: ProtectionPolicy, call: Call): NamedIdentifier {
  const name = dataIdentifierName(text)
  const custom = configuration?.CustomDataIdentifier?.find(({ Name }) => Name === name)
  const identifier = custom === undefined ? managedIdentifier(name) : customIdentifier(custom.Regex)
  if (identifier !== undefined) return { name, identifier }
  if (custom !== undefined) throw invalid('DataProtectionPolicy Reason: invalid Regex of a custom data identifier', call)
  throw call.fault('NotImplemented', `Data of the kind ${name} are not looked for here.`)
}

export const PutDataProtectionPolicy: Sns['PutDataProtectionPolicy'] = ({ ResourceArn: arn, DataProtectionPolicy: text }, call) => {
  const { dataProtection: _, ...topic } = topicOf(arn, call)
  if (text !== '') checkDataProtection(text, call)
  call.of(Topic).put({ ...topic, ...(text !== '' && { dataProtection: text }) })
}

export const GetDataProtectionPolicy: Sns['GetDataProtectionPolicy'] = ({ ResourceArn: arn }, call) =>
  ({ DataProtectionPolicy: topicOf(arn, call).dataProtection ?? '' })

/** The message as the topic takes it in. @throws AuthorizationError for one that it must not take */
export function protectedMessage(topic: Topic, message: Message, call: Call): Message {
  const statements = statementsFor(topic, 'Inbound', call.principal, call)
  for (const { identifiers, Operation: { Audit: asked } = {} } of statements) {
    if (asked !== undefined) audit(asked, { topicArn: call.arn(Topic, topic), message, identifiers }, call)
  }
  const body = bodyThrough(statements, message.body)
  if (body === undefined) {
    throw call.fault('AuthorizationErrorException', 'Publish was denied: the message holds data that the data protection policy denies')
  }
  return withBody(message, body)
}

/** The message as a subscriber gets it; undefined for one that it must not get. @param owner the account that subscribed */
export function messageFor(owner: string, topic: Topic, message: Message, call: Call): Message | undefined {
  const body = bodyThrough(statementsFor(topic, 'Outbound', { account: owner }, call), message.body)
  return body === undefined ? undefined : withBody(message, body)
}

function withBody(message: Message, body: string): Message {
  return body === message.body ? message : { ...message, body }
}

function statementsFor({ dataProtection: text }: Topic, direction: string, party: Party, call: Call): readonly Compiled[] {
  if (text === undefined) return []
  const known = call.cache('data protection', () => new Map<string, readonly Compiled[]>())
  const statements = known.get(text) ?? checkDataProtection(text, call)
  known.set(text, statements)
  return statements.filter(each => each.DataDirection === direction && concerns(each, party))
}

function concerns({ Principal: named = ['*'], NoPrincipal: spared }: Statement, { account, arn }: Party): boolean {
  const isIn = (names: readonly string[]) =>
    names.some(name => name === '*' || name === arn || name === account || name.endsWith(`::${account}:root`))
  return spared === undefined ? isIn(named) : !isIn(spared)
}

/** Undefined where a statement denies it. */
function bodyThrough(statements: readonly Compiled[], text: string): string | undefined {
  let body = text
  for (const { identifiers, Operation: { Deny: deny, Deidentify: hide } = {} } of statements) {
    if (deny !== undefined && identifiers.some(({ identifier }) => identifier.spans(body).length > 0)) return undefined
    if (hide === undefined) continue
    const character = hide.RedactConfig !== undefined ? '' : hide.MaskConfig?.MaskWithCharacter ?? '#'
    body = maskText(body, identifiers.map(({ identifier }) => identifier), character) ?? body
  }
  return body
}
