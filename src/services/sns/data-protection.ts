// Data protection policies: what a topic does with messages that hold sensitive data. Publications that a statement denies are refused;
// what one masks or redacts is replaced before anyone gets it. Source: "Amazon SNS message data protection", SNS Developer Guide.

import type { Sns } from '../../../generated/aws/sns.ts'
import type { Call } from '../../kernel/service.ts'
import { invalid } from './fault.ts'
import { jsonObject } from '../../std/json-object.ts'
import type { Message } from './message.ts'
import { Topic, topicOf } from './topic.ts'

interface Statement {
  readonly DataDirection?: 'Inbound' | 'Outbound'
  readonly DataIdentifier?: readonly string[]
  readonly Operation?: {
    readonly Deny?: object
    readonly Audit?: object
    readonly Deidentify?: { readonly MaskConfig?: { readonly MaskWithCharacter?: string }, readonly RedactConfig?: object }
  }
}

interface ProtectionPolicy {
  readonly Statement: readonly Statement[]
  readonly Configuration?: { readonly CustomDataIdentifier?: readonly { readonly Name: string, readonly Regex: string }[] }
}

/** Managed identifiers that are looked for, by the last part of their ARNs. */
const managed: Readonly<Record<string, RegExp>> = {
  EmailAddress: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g,
  IpAddress: /\b(?:\d{1,3}\.){3}\d{1,3}\b/g,
  CreditCardNumber: /\b(?:\d[ -]?){13,16}\b/g,
  'Ssn-US': /\b\d{3}-\d{2}-\d{4}\b/g,
  'PhoneNumber-US': /\(?\b\d{3}\)?[ -.]\d{3}[ -.]\d{4}\b/g,
}

/** @throws InvalidParameter */
export function checkDataProtection(text: string, call: Call): void {
  const problem = (reason: string): Error => invalid(`DataProtectionPolicy Reason: ${reason}`, call)
  const policy = jsonObject(text) as ProtectionPolicy | undefined
  if (policy === undefined) throw problem('failed to parse JSON')
  if (!Array.isArray(policy.Statement) || policy.Statement.length === 0) throw problem('Statement is required')
  for (const { DataDirection: direction, DataIdentifier: identifiers, Operation: operation } of policy.Statement) {
    if (direction !== 'Inbound' && direction !== 'Outbound') throw problem('invalid DataDirection')
    if (!Array.isArray(identifiers) || identifiers.length === 0) throw problem('DataIdentifier is required')
    const known = ['Deny', 'Audit', 'Deidentify'].filter(name => name in (operation ?? {}))
    if (known.length !== 1) throw problem('Operation must be one of Audit, Deidentify and Deny')
  }
  for (const { Regex: pattern } of policy.Configuration?.CustomDataIdentifier ?? []) {
    if (expression(pattern) === undefined) throw problem('invalid Regex of a custom data identifier')
  }
}

export const PutDataProtectionPolicy: Sns['PutDataProtectionPolicy'] = ({ ResourceArn: arn, DataProtectionPolicy: text }, call) => {
  const { dataProtection: _, ...topic } = topicOf(arn, call)
  if (text !== '') checkDataProtection(text, call)
  call.of(Topic).put({ ...topic, ...(text !== '' && { dataProtection: text }) })
}

export const GetDataProtectionPolicy: Sns['GetDataProtectionPolicy'] = ({ ResourceArn: arn }, call) =>
  ({ DataProtectionPolicy: topicOf(arn, call).dataProtection ?? '' })

/** The message as the topic takes it in. @throws AuthorizationError for one that it must not take */
export function protectedMessage({ dataProtection: text }: Topic, message: Message, call: Call): Message {
  if (text === undefined) return message
  const policy = JSON.parse(text) as ProtectionPolicy
  let { body } = message
  for (const statement of policy.Statement) {
    if (statement.DataDirection !== 'Inbound') continue
    const patterns = (statement.DataIdentifier ?? []).flatMap(identifier => patternOf(identifier, policy) ?? [])
    const { Deny: deny, Deidentify: hide } = statement.Operation ?? {}
    if (deny !== undefined && patterns.some(pattern => body.search(pattern) >= 0)) {
      throw call.fault('AuthorizationErrorException', 'Publish was denied: the message holds data that the data protection policy denies')
    }
    if (hide === undefined) continue
    const character = hide.RedactConfig !== undefined ? '' : hide.MaskConfig?.MaskWithCharacter ?? '#'
    for (const pattern of patterns) body = body.replace(pattern, found => character.repeat(found.length))
  }
  return body === message.body ? message : { ...message, body }
}

function patternOf(identifier: string, { Configuration: configuration }: ProtectionPolicy): RegExp | undefined {
  const name = identifier.slice(identifier.lastIndexOf('/') + 1)
  const custom = configuration?.CustomDataIdentifier?.find(({ Name }) => Name === name)
  return custom === undefined ? managed[name] : expression(custom.Regex)
}

function expression(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, 'g')
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
