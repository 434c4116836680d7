// What the formats share about scalars: the ranges of whole numbers, the spellings of numbers, strict base64, and Coral's words for a wrong
// type. It reads no message and knows no structure.

import type { Member, Shape, SimpleKind, TimestampFormat } from '../model/shape.ts'
import { MalformedRequest } from './message.ts'

interface Range { readonly least: number | bigint, readonly most: number | bigint }

/** Whole-number kinds and their two's-complement ranges; a bigInteger has none. */
const rangeByKind: Readonly<Partial<Record<SimpleKind, Range>>> = {
  byte: { least: -128, most: 127 },
  short: { least: -32_768, most: 32_767 },
  integer: { least: -2_147_483_648, most: 2_147_483_647 },
  long: { least: -(2n ** 63n), most: 2n ** 63n - 1n },
}

const javaNameByKind: Readonly<Partial<Record<SimpleKind, string>>> = {
  string: 'String', boolean: 'Boolean', byte: 'Byte', short: 'Short', integer: 'Integer', long: 'Long', float: 'Float', double: 'Double',
  bigInteger: 'BigInteger', bigDecimal: 'BigDecimal', blob: 'Blob', timestamp: 'Timestamp',
}

// Longer ones are no long of AWS's, and would cost time to no end.
const longestInteger = 100
const wholeText = /^[+-]?\d+$/
const decimalText = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/

/** The three numbers that JSON, headers and XML write as words. */
export const numberByWord: ReadonlyMap<string, number> = new Map([['NaN', NaN], ['Infinity', Infinity], ['-Infinity', -Infinity]])

export function isWholeKind(kind: SimpleKind): boolean {
  return kind in rangeByKind || kind === 'bigInteger'
}

/** A number as it came, if it is whole and within its kind's range; a bigint that is safe as a number becomes one. */
export function wholeNumber(value: unknown, kind: SimpleKind): number | bigint | undefined {
  if (typeof value !== 'bigint' && !(typeof value === 'number' && Number.isInteger(value))) return undefined
  const range = rangeByKind[kind]
  if (range !== undefined && (value < range.least || value > range.most)) return undefined
  if (typeof value === 'number') return value + 0
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value
}

/** The text of a header, label, query parameter or element → a number of that kind. */
export function numberOfText(text: string, kind: SimpleKind): number | bigint | string | undefined {
  if (isWholeKind(kind)) return wholeText.test(text) ? wholeNumber(exactInteger(text), kind) : undefined
  if (kind === 'bigDecimal') return decimalText.test(text) ? text : undefined
  return decimalText.test(text) ? Number(text) : numberByWord.get(text)
}

/** `NaN` and the infinities as the words they are written as, in formats that have no number for them. */
export function wordOfNumber(value: number): number | string {
  return Number.isFinite(value) ? value : String(value)
}

/** Base64 with its padding, and nothing else; `undefined` for other text. */
export function strictBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0 || text.includes('-') || text.includes('_')) return undefined
  const bytes = Buffer.from(text, 'base64')
  // Buffer skips what is not base64, so that bad text comes out too short.
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  return bytes.length === text.length / 4 * 3 - padding ? plainBytes(bytes) : undefined
}

/** Base64 as a client reads it: what is not base64 is skipped. */
export function laxBase64(text: string): Uint8Array {
  return plainBytes(Buffer.from(text, 'base64'))
}

export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
}

/** A string whose value in our process is the JSON that it carries. */
export function carriesJson(member: Member, shape: Shape): boolean {
  return member.jsonValue === true || ('jsonValue' in shape && shape.jsonValue === true)
}

/** The format of a timestamp in a place: the member's, else the shape's, else the place's own. */
export function timestampFormatOf(member: Member, fallback: TimestampFormat): TimestampFormat {
  const shape = member.shape
  return member.timestampFormat ?? (shape.kind === 'timestamp' ? shape.timestampFormat : undefined) ?? fallback
}

/** A value where another type must be: Coral's text for it, as the JSON services of AWS answer it. */
export function wrongType(value: unknown, kind: SimpleKind): MalformedRequest {
  const name = javaNameByKind[kind] ?? 'Document'
  if (Array.isArray(value)) return new MalformedRequest(`Unrecognized collection type class java.lang.${name}`)
  if (value !== null && typeof value === 'object') return new MalformedRequest('Start of structure or map found where not expected.')
  if (kind === 'blob' && typeof value !== 'string') return new MalformedRequest('only base-64-encoded strings are convertible to bytes')
  return new MalformedRequest(`${tokenOf(value)} can not be converted to ${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name}`)
}

function tokenOf(value: unknown): string {
  if (value === null || value === undefined) return 'NULL_VALUE'
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE'
  if (typeof value === 'bigint') return 'NUMBER_VALUE'
  if (typeof value === 'number') return Number.isInteger(value) ? 'NUMBER_VALUE' : 'DECIMAL_VALUE'
  return 'STRING_VALUE'
}

function exactInteger(text: string): number | bigint {
  const value = Number(text)
  if (Number.isSafeInteger(value) || text.length > longestInteger) return value
  return BigInt(text.startsWith('+') ? text.slice(1) : text)
}

/** Values hold Uint8Array and not its Node subclass, so that they compare and copy as what they are. */
export function plainBytes(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
