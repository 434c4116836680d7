// Message attributes: what is allowed, how much they weigh, their MD5, and which of them a receiver asked for. Pure.
// Source: "Amazon SQS message metadata", SQS Developer Guide, with its section on calculating the digest.

import { createHash } from 'node:crypto'

export interface AttributeValue {
  /** `String`, `Number`, `Binary`, or one of these with a label: `Number.float`. */
  readonly DataType: string
  readonly StringValue?: string | undefined
  readonly BinaryValue?: Uint8Array | undefined
}

export type MessageAttributes = Readonly<Record<string, AttributeValue>>

const mostAttributes = 10
const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

/** Holds characters that no message may: XML 1.0's set is allowed. Source: SendMessage, SQS API Reference. */
export function hasForbiddenCharacters(text: string): boolean {
  return forbidden.test(text)
}

/** Why these attributes are refused, in AWS's words; undefined where they are in order. */
export function messageAttributesProblem(attributes: MessageAttributes): string | undefined {
  const entries = Object.entries(attributes)
  if (entries.length > mostAttributes) {
    return `Number of message attributes [${entries.length}] exceeds the allowed maximum [${mostAttributes}].`
  }
  for (const [name, value] of entries) {
    const problem = nameProblem(name) ?? valueProblem(name, value)
    if (problem !== undefined) return problem
  }
  return undefined
}

function nameProblem(name: string): string | undefined {
  if (name.length === 0 || name.length > 256) return 'Message attribute name must be 1 to 256 characters long.'
  if (/^(aws|amazon)\./i.test(name)) return 'Message attribute name cannot start with any reserved prefix: AWS., Amazon.'
  if (!/^[\w.-]+$/.test(name)) {
    return 'Message attribute name can only include alphanumeric characters, hyphens, underscores and periods.'
  }
  if (/^\.|\.$|\.\./.test(name)) return 'Message attribute name cannot start or end with a period or have successive periods.'
  return undefined
}

function valueProblem(name: string, { DataType: type, StringValue: text, BinaryValue: bytes }: AttributeValue): string | undefined {
  if (type === undefined || type === '') return `The message attribute '${name}' must contain non-empty message attribute type.`
  const kind = /^(String|Number|Binary)(\.|$)/.exec(type)?.[1]
  if (kind === undefined || type.length > 256 || hasForbiddenCharacters(type)) {
    return `The type of message (user) attribute '${name}' is invalid. ` +
      'You must use only the following supported type prefixes: Binary, Number, String.'
  }
  if (kind === 'Binary' ? text !== undefined : bytes !== undefined) {
    return `The message attribute '${name}' with type '${type}' must use field '${kind === 'Binary' ? 'Binary' : 'String'}'.`
  }
  if ((kind === 'Binary' ? bytes?.length ?? 0 : text?.length ?? 0) === 0) {
    return `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${type}'.`
  }
  if (kind === 'Number' && !/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text!)) {
    return `Can't cast the value of message (user) attribute '${name}' to a number.`
  }
  if (kind === 'String' && hasForbiddenCharacters(text!)) return `The message attribute '${name}' contains characters that are not allowed.`
  return undefined
}

/** Names, types and values count towards a message's size. */
export function attributesSizeBytes(attributes: MessageAttributes): number {
  let sizeBytes = 0
  for (const [name, { DataType: type, StringValue: text, BinaryValue: bytes }] of Object.entries(attributes)) {
    sizeBytes += Buffer.byteLength(name) + Buffer.byteLength(type) + (text === undefined ? bytes?.length ?? 0 : Buffer.byteLength(text))
  }
  return sizeBytes
}

/** The MD5 that AWS answers with: of each attribute in order of its name, name, type and value, each led by its length. */
export function attributesMd5(attributes: MessageAttributes): string {
  const digest = createHash('md5')
  const part = (value: string | Uint8Array) => {
    const bytes = typeof value === 'string' ? Buffer.from(value) : value
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    digest.update(length).update(bytes)
  }
  for (const name of Object.keys(attributes).sort(byBytes)) {
    const { DataType: type, StringValue: text, BinaryValue: bytes } = attributes[name]!
    part(name)
    part(type)
    digest.update(Uint8Array.of(text === undefined ? 2 : 1))
    part(text ?? bytes ?? '')
  }
  return digest.digest('hex')
}

/** The attributes a receiver asked for: names, `prefix.*`, `.*` or `All`. */
export function selectAttributes(attributes: MessageAttributes, asked: readonly string[]): MessageAttributes {
  if (asked.includes('All') || asked.includes('.*')) return attributes
  const wanted = (name: string) => asked.some(pattern => pattern.endsWith('.*') ? name.startsWith(pattern.slice(0, -2)) : name === pattern)
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => wanted(name)))
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}
