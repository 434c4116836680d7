// Scalars ⇄ the text of elements, attributes and form parameters. It knows the kinds of values and no message around them: what cannot be
// read is `undefined`, which a caller turns into its own MalformedRequest.

import type { Member, SimpleShape, TimestampFormat } from '../model/shape.ts'
import { base64, numberOfText, strictBase64, timestampFormatOf } from './scalar.ts'
import { formatTimestamp, parseTimestamp } from './timestamp.ts'

const words = ['NaN', 'Infinity', '-Infinity']

/** Text → a value as `SimpleShape` describes it; `undefined` when it is none. White space around anything but a string is ignored. */
export function readScalar(member: Member, shape: SimpleShape, text: string): unknown {
  switch (shape.kind) {
    case 'string':
    case 'document': return text
    case 'boolean': return readBoolean(text.trim())
    case 'blob': return strictBase64(text.replace(/\s+/g, ''))
    case 'timestamp': return readTimestamp(text.trim(), timestampFormatOf(member, 'date-time'))
    default: {
      const value = numberOfText(text.trim(), shape.kind)
      return typeof value === 'number' && !Number.isFinite(value) && !words.includes(text.trim()) ? undefined : value
    }
  }
}

/** A value → text. Timestamps are date-times where the model says nothing else, in every protocol that writes text. */
export function writeScalar(member: Member, shape: SimpleShape, value: unknown): string {
  if (shape.kind === 'timestamp') return formatTimestamp(Number(value), timestampFormatOf(member, 'date-time'))
  if (shape.kind !== 'blob') return String(value)
  if (!(value instanceof Uint8Array)) throw new Error(`assert: the blob ${member.name} is not bytes`)
  return base64(value)
}

/** As XML Schema's boolean, and in any case, as scripts write it. */
function readBoolean(text: string): boolean | undefined {
  switch (text.toLowerCase()) {
    case 'true':
    case '1': return true
    case 'false':
    case '0': return false
    default: return undefined
  }
}

const looseDateTime = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::(\d\d(?:\.\d{1,9})?))?)?(Z|[+-]\d\d:?\d\d)?$/

/**
 * The API references of the older services show date-times without seconds or without a zone (`2009-07-08T18:00Z`,
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeEvents.html), so those are read too, as UTC.
 */
function readTimestamp(text: string, format: TimestampFormat): number | undefined {
  const at = parseTimestamp(text, format)
  if (at !== undefined || format !== 'date-time') return at
  const match = looseDateTime.exec(text)
  if (match === null) return undefined
  const [, day, minute = '00:00', second = '00', zone = 'Z'] = match
  const offset = zone === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`
  return parseTimestamp(`${day}T${minute}:${second}${offset}`, 'date-time')
}
