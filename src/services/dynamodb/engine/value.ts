// Attribute values as they stand on the wire, one member set of ten, and what can be asked of two of them: type, equality, order.
// Not their validation (`value-check.ts`). Invariant: the functions here are given values that were checked, so numbers are canonical and
// sets sorted; they never change what they are given.

import { compareNumbers } from './number.ts'

export type TypeName = 'S' | 'N' | 'B' | 'BOOL' | 'NULL' | 'SS' | 'NS' | 'BS' | 'L' | 'M'

/** Exactly one member is set. Source: API Reference, AttributeValue. */
export interface AttributeValue {
  readonly S?: string
  readonly N?: string
  readonly B?: Uint8Array
  readonly BOOL?: boolean
  readonly NULL?: boolean
  readonly SS?: readonly string[]
  readonly NS?: readonly string[]
  readonly BS?: readonly Uint8Array[]
  readonly L?: readonly AttributeValue[]
  readonly M?: Attributes
}

/** Attributes by name: an item, or the inside of a map. Names may be those of Object's own members: read with `attributeOf`. */
export type Attributes = Record<string, AttributeValue>

/** An item; never changed in place, since stored items are shared. */
export type Item = Readonly<Attributes>

const hasOwn = Object.prototype.hasOwnProperty

/** An attribute of an item or map; undefined where there is none, also for names such as `constructor`. */
export function attributeOf(attributes: Item, name: string): AttributeValue | undefined {
  return hasOwn.call(attributes, name) ? attributes[name] : undefined
}

/** Sets an attribute of attributes that the caller made, also one named `__proto__`. */
export function setAttribute(attributes: Attributes, name: string, value: AttributeValue): void {
  if (name === '__proto__') Object.defineProperty(attributes, name, { value, enumerable: true, configurable: true, writable: true })
  else attributes[name] = value
}

export function typeOf(value: AttributeValue): TypeName {
  if (value.S !== undefined) return 'S'
  if (value.N !== undefined) return 'N'
  if (value.M !== undefined) return 'M'
  if (value.L !== undefined) return 'L'
  if (value.BOOL !== undefined) return 'BOOL'
  if (value.B !== undefined) return 'B'
  if (value.SS !== undefined) return 'SS'
  if (value.NS !== undefined) return 'NS'
  if (value.BS !== undefined) return 'BS'
  return 'NULL'
}

/** Same type and same contents, numbers by value, sets in any order (both are sorted already). */
export function equalValues(a: AttributeValue, b: AttributeValue): boolean {
  if (a === b) return true
  if (a.S !== undefined) return a.S === b.S
  if (a.N !== undefined) return a.N === b.N
  if (a.BOOL !== undefined) return a.BOOL === b.BOOL
  if (a.M !== undefined) return b.M !== undefined && equalAttributes(a.M, b.M)
  if (a.L !== undefined) return b.L !== undefined && equalMembers(a.L, b.L, equalValues)
  if (a.B !== undefined) return b.B !== undefined && equalBytes(a.B, b.B)
  if (a.SS !== undefined) return b.SS !== undefined && equalMembers(a.SS, b.SS, Object.is)
  if (a.NS !== undefined) return b.NS !== undefined && equalMembers(a.NS, b.NS, Object.is)
  if (a.BS !== undefined) return b.BS !== undefined && equalMembers(a.BS, b.BS, equalBytes)
  return b.NULL !== undefined
}

/**
 * Strings by their UTF-8 bytes, numbers by value, bytes unsigned; undefined where the types differ or have no order.
 * Source: Developer Guide, "Comparison operator and function reference".
 */
export function compareValues(a: AttributeValue, b: AttributeValue): number | undefined {
  if (a.S !== undefined) return b.S === undefined ? undefined : compareStrings(a.S, b.S)
  if (a.N !== undefined) return b.N === undefined ? undefined : compareNumbers(a.N, b.N)
  if (a.B !== undefined && b.B !== undefined) return Buffer.compare(a.B, b.B)
  return undefined
}

const surrogate = /[\ud800-\udfff]/

/** By UTF-8 bytes, which is the order of code points. UTF-16 order differs only where surrogates meet U+E000 and above. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0
  if (surrogate.test(a) || surrogate.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b))
  return a < b ? -1 : 1
}

export function equalAttributes(a: Item, b: Item): boolean {
  if (a === b) return true
  let size = 0
  for (const name in a) {
    const other = attributeOf(b, name)
    if (other === undefined || !equalValues(attributeOf(a, name)!, other)) return false
    size++
  }
  for (const _ in b) size--
  return size === 0
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0
}

function equalMembers<T>(a: readonly T[], b: readonly T[], equal: (a: T, b: T) => boolean): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (!equal(a[i]!, b[i]!)) return false
  return true
}
