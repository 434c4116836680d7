// A message between its publication and its last delivery: what was said, checked as Amazon SNS checks it.
// Source: Publish, Amazon SNS API Reference; "Amazon SNS message structure"; "Message deduplication for FIFO topics", Developer Guide.

import { hash } from 'node:crypto'
import type { Call } from '../../kernel/service.ts'
import { invalid, invalidBecause } from './fault.ts'
import { jsonObject } from '../../std/json-object.ts'
import type { Topic } from './topic.ts'

export interface MessageAttribute {
  readonly DataType: string
  readonly StringValue?: string
  readonly BinaryValue?: Uint8Array
}

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>

export interface Message {
  readonly id: string
  /** Where nobody says otherwise, for this protocol or for all. */
  readonly body: string
  /** What other protocols are told, by their names. */
  readonly bodies?: Readonly<Record<string, string>>
  readonly subject?: string
  readonly attributes: MessageAttributes
  readonly publishedAt: number
  readonly group?: string
  readonly deduplicationId?: string
  readonly sequenceNumber?: string
}

/** What Publish and an entry of PublishBatch have in common. */
export interface MessageInput {
  readonly Message: string
  readonly Subject?: string | undefined
  readonly MessageStructure?: string | undefined
  readonly MessageAttributes?: MessageAttributes | undefined
  readonly MessageDeduplicationId?: string | undefined
  readonly MessageGroupId?: string | undefined
}

export const largestMessageBytes = 262_144
const identifier = /^[a-zA-Z0-9!-/:-@[-`{-~]{1,128}$/

export function sizeBytesOf({ Message: body, Subject: subject = '', MessageAttributes: attributes = {} }: MessageInput): number {
  return Buffer.byteLength(body) + Buffer.byteLength(subject) + attributesSizeBytes(attributes)
}

/** Checks a message for a topic, or for an endpoint or number where there is none. @throws InvalidParameter, InvalidParameterValue */
export function messageOf(input: MessageInput, topic: Topic | undefined, call: Call): Message {
  const { Message: text, Subject: subject, MessageAttributes: attributes = {}, MessageGroupId: group } = input
  if (text === '') throw invalid('Empty message', call)
  if (sizeBytesOf(input) > largestMessageBytes) throw invalid('Message too long', call)
  if (subject !== undefined) checkSubject(subject, call)
  const problem = attributesProblem(attributes)
  if (problem !== undefined) throw call.fault('InvalidParameterValueException', problem)
  const bodies = input.MessageStructure === undefined ? undefined : bodiesOf(input.MessageStructure, text, call)
  const deduplicationId = deduplicationOf(input, topic, call)
  if (group !== undefined && !identifier.test(group)) throw notIdentifier('MessageGroupId', call)
  return {
    id: call.uuid(),
    body: bodies?.default ?? text,
    attributes,
    publishedAt: call.now(),
    ...(bodies !== undefined && { bodies }),
    ...(subject !== undefined && { subject }),
    ...(group !== undefined && { group }),
    ...(deduplicationId !== undefined && { deduplicationId }),
  }
}

/** What a protocol's endpoints are told. */
export function bodyFor(protocol: string, { body, bodies }: Message): string {
  return bodies?.[protocol] ?? body
}

/** Printable ASCII that begins with a letter, digit or mark, in one line of less than 100 characters. */
function checkSubject(subject: string, call: Call): void {
  if (subject === '' || subject.length > 100 || !/^[\x21-\x7e][\x20-\x7e]*$/.test(subject)) throw invalid('Subject', call)
}

function bodiesOf(structure: string, text: string, call: Call): Record<string, string> {
  if (structure !== 'json') throw invalid('MessageStructure', call)
  const bodies = jsonObject(text)
  if (bodies === undefined) throw invalid('Message Structure - JSON message body failed to parse', call)
  if (typeof bodies.default !== 'string') throw invalid('Message Structure - No default entry in JSON message body', call)
  return Object.fromEntries(Object.entries(bodies).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}

function deduplicationOf(input: MessageInput, topic: Topic | undefined, call: Call): string | undefined {
  const { MessageDeduplicationId: given, MessageGroupId: group, Message: text } = input
  if (topic?.fifo !== true) {
    if (given !== undefined) {
      throw invalidBecause('MessageDeduplicationId',
        'The request includes MessageDeduplicationId parameter that is not valid for this topic type', call)
    }
    return undefined
  }
  if (group === undefined) throw invalid('The MessageGroupId parameter is required for FIFO topics', call)
  if (given !== undefined) {
    if (!identifier.test(given)) throw notIdentifier('MessageDeduplicationId', call)
    return given
  }
  if (topic.attributes.ContentBasedDeduplication === 'true') return hash('sha256', text)
  throw invalid('The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly', call)
}

function notIdentifier(name: string, call: Call): Error {
  return invalidBecause(name, `${name} can only include alphanumeric and punctuation characters. 1 to 128 in length.`, call)
}

/** What is wrong with attributes, in Amazon SNS's words; undefined where nothing is. Source: "Amazon SNS message attributes". */
function attributesProblem(attributes: MessageAttributes): string | undefined {
  for (const [name, attribute] of Object.entries(attributes)) {
    const problem = flawOf(name, attribute)
    if (problem !== undefined) return problem
  }
  return undefined
}

function flawOf(name: string, { DataType: type, StringValue: text, BinaryValue: bytes }: MessageAttribute): string | undefined {
  if (!/^[\w.-]{1,256}$/.test(name) || /^\.|\.$|\.\./.test(name)) {
    return `Message (user) attribute name ${name} is invalid: it can contain A-Z, a-z, 0-9, underscore, hyphen and single periods between.`
  }
  if (type === undefined || type === '') return `The message attribute '${name}' must contain non-empty message attribute type.`
  if (!/^(?:String|Number|Binary)(?:\.|$)/.test(type)) {
    return `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, `
      + 'and String.'
  }
  const holder = type.startsWith('Binary') ? bytes : text
  if (holder === undefined || holder.length === 0) {
    return `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${type}'.`
  }
  if (/^Number\b/.test(type) && !isNumber(text!)) {
    return `Could not cast message attribute '${name}' value to number.`
  }
  return /^String\.Array\b/.test(type) && !isArray(text!) ? `The message attribute '${name}' with type String.Array must hold a JSON array.`
    : undefined
}

function isNumber(text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text)) && Math.abs(Number(text)) <= 1e128
}

function isArray(text: string): boolean {
  try {
    return Array.isArray(JSON.parse(text))
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}

export function attributesSizeBytes(attributes: MessageAttributes): number {
  let sizeBytes = 0
  for (const [name, { DataType: type, StringValue: text, BinaryValue: bytes }] of Object.entries(attributes)) {
    sizeBytes += Buffer.byteLength(name) + Buffer.byteLength(type) + (bytes?.length ?? Buffer.byteLength(text ?? ''))
  }
  return sizeBytes
}
