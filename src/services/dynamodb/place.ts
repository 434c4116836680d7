// Where an item or index entry stands in the store: its key's values as texts that sort as DynamoDB sorts. Partitions lie in the order of
// a hash, so that a scan's order says nothing and its segments are stretches of equal size. Pure.
// Invariant: two keys are equal, as DynamoDB compares, exactly when their places are.

import { sortableNumber } from './engine/number.ts'
import { attributeOf } from './engine/value.ts'
import type { AttributeValue, Item } from './engine/value.ts'
import type { KeyAttribute, KeySchema } from './table.ts'

export interface Place {
  /** Eight hexadecimal digits of hash, then the partition key. */
  readonly partition: string
  /** '' where there is no sort key. */
  readonly sort: string
}

/** Of checked attributes; undefined where they lack a part of the key, or have another type there. */
export function placeOf({ hash, range }: KeySchema, attributes: Item): Place | undefined {
  const partition = keyText(hash, attributeOf(attributes, hash.name))
  if (partition === undefined) return undefined
  const sort = range === undefined ? '' : keyText(range, attributeOf(attributes, range.name))
  return sort === undefined ? undefined : { partition: hashOf(partition) + partition, sort }
}

/** Of the partition key alone. */
export function partitionOf(value: string): string {
  return hashOf(value) + value
}

/** A key attribute's value as a text in its order; undefined where it is absent, of another type, or empty. */
export function keyText({ type }: KeyAttribute, value: AttributeValue | undefined): string | undefined {
  if (value === undefined) return undefined
  if (type === 'S') return value.S === '' ? undefined : value.S
  if (type === 'N') return value.N === undefined ? undefined : sortableNumber(value.N)
  return value.B === undefined || value.B.length === 0 ? undefined : binaryText(value.B)
}

export function binaryText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')
}

/** Hashes begin here for the first of so many segments of a scan, and so on; undefined past the last. */
export function segmentStart(segment: number, totalSegments: number): string | undefined {
  if (segment === totalSegments) return undefined
  return Math.ceil(segment * 2 ** 32 / totalSegments).toString(16).padStart(8, '0')
}

/** FNV-1a, its bits stirred as murmur3 does, so that neighbours part. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ hash >>> 16, 0x85ebca6b)
  hash = Math.imul(hash ^ hash >>> 13, 0xc2b2ae35)
  hash ^= hash >>> 16
  return ((hash >>> 16) + 0x10000).toString(16).slice(1) + ((hash & 0xffff) + 0x10000).toString(16).slice(1)
}
