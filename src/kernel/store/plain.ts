// Plain data as text and back: JSON, and where JSON has no word (bytes, bigints, −0) JSON with tags. A value that is a text itself stands
// as it is behind a mark, so that long texts need no escapes. It also checks that a value is plain and can freeze it.
// Invariant: decodePlain(encodePlain(value)) equals value, but for members that are undefined, which are left out.

import type { Plain } from './face.ts'

// A tagged text starts with this, which no JSON text does. In it an array that starts with a string that starts with NUL is a tag.
const taggedMark = '!'
/** Nor does any start with this: what follows is the value, a text whose bytes say all of it. */
const rawMark = '\''
const surrogate = /[\ud800-\udfff]/
const bytesTag = '\0bytes'
const bigintTag = '\0bigint'
const negativeZeroTag = '\0-0'
const arrayTag = '\0array'

/** The text of a value. Throws an assert for what is not plain data (a function, a Date, a class instance, NaN). */
export function encodePlain(value: Plain): string {
  if (typeof value === 'string' && !surrogate.test(value)) return rawMark + value
  return needsTags(value) ? taggedMark + JSON.stringify(tagged(value)) : JSON.stringify(value)
}

/** The value of a text that `encodePlain` made; bytes come back as `Uint8Array`. */
export function decodePlain(text: string): Plain {
  const mark = text.charCodeAt(0)
  if (mark === 39) return text.slice(1)
  return mark === 33 ? untagged(JSON.parse(text.slice(1))) : JSON.parse(text)
}

/** Freezes a value in depth, so that changing it throws; bytes cannot be frozen. Throws an assert for what is not plain data. */
export function freezePlain(value: Plain): void {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return void needsTags(value)
  if (Object.isFrozen(value)) return
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) freezePlain(value[i])
  } else {
    if (!isPlainObject(value)) throw notPlain(value)
    const record = value as Record<string, unknown>
    for (const name in record) if (record[name] !== undefined) freezePlain(record[name])
  }
  Object.freeze(value)
}

/** Whether JSON alone would lose something of the value; checks on the way that it is plain. */
function needsTags(value: unknown): boolean {
  switch (typeof value) {
    case 'string': case 'boolean': return false
    case 'bigint': return true
    case 'number':
      if (value - value !== 0) throw notPlain(value)
      return value === 0 && 1 / value < 0
    case 'object': break
    default: throw notPlain(value)
  }
  if (value === null) return false
  let needed = false
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) if (needsTags(value[i])) needed = true
    return needed
  }
  if (value instanceof Uint8Array) return true
  if (!isPlainObject(value)) throw notPlain(value)
  const record = value as Record<string, unknown>
  for (const name in record) {
    const member = record[name]
    if (member !== undefined && needsTags(member)) needed = true
  }
  return needed
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function notPlain(value: unknown): Error {
  const what = typeof value === 'object' && value !== null ? value.constructor?.name ?? 'object' : `${typeof value} ${String(value)}`
  return new Error(`assert: stored state is plain data, but a value holds a ${what}`)
}

function tagged(value: unknown): unknown {
  if (typeof value === 'bigint') return [bigintTag, value.toString()]
  if (value === 0 && 1 / value < 0) return [negativeZeroTag]
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Uint8Array) {
    return [bytesTag, Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64')]
  }
  if (Array.isArray(value)) {
    const items = value.map(tagged)
    return typeof value[0] === 'string' && value[0].startsWith('\0') ? [arrayTag, ...items] : items
  }
  // Not Object.fromEntries over a literal: a member named __proto__ must stay a member.
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, tagged(member)]))
}

function untagged(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (!Array.isArray(value)) return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, untagged(member)]))
  switch (value[0]) {
    case bytesTag: return Uint8Array.from(Buffer.from(value[1] as string, 'base64'))
    case bigintTag: return BigInt(value[1] as string)
    case negativeZeroTag: return -0
    case arrayTag: return value.slice(1).map(untagged)
    default: return value.map(untagged)
  }
}
