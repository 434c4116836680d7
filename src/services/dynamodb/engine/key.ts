// Keys of tables and indexes: their checks in DynamoDB's words, and the byte strings that put items in order: partitions by a hash, as Scan
// meets them, and inside a partition by sort key. Not the store. Invariant: keyOfPartition(a) + keyOfSort(a) is unique to a primary key,
// and within a partition the order of keys is DynamoDB's order of sort keys.

import { key, keyPrefix, prefixEnd, type Key, type KeyPart } from '../../../std/key.ts'
import { Invalid, invalidParameter } from './invalid.ts'
import { sortableNumber } from './number.ts'
import { valueSizeBytes } from './size.ts'
import { attributeOf, setAttribute, typeOf, type Attributes, type AttributeValue, type Item } from './value.ts'

export interface KeyAttribute { readonly name: string, readonly type: 'S' | 'N' | 'B' }

/** A table has one hash attribute and at most one range attribute; a global secondary index may have up to four of each. */
export interface KeySchema { readonly hash: readonly KeyAttribute[], readonly range: readonly KeyAttribute[] }

/** What a query asks of the sort key: values for its first attributes, and one comparison of the next. */
export interface SortCondition {
  readonly equal: readonly AttributeValue[]
  readonly then?: { readonly operator: SortOperator, readonly operands: readonly AttributeValue[] }
}

export type SortOperator = '<' | '<=' | '>' | '>=' | 'BETWEEN' | 'begins_with'

/** Bounds of byte strings, as the store's scans take them. */
export interface KeyRange { readonly prefix?: Key, readonly from?: Key, readonly before?: Key }

const hashMaxBytes = 2048
const rangeMaxBytes = 1024

/** All key attributes of a schema, hash first. */
export function keyAttributes(schema: KeySchema): readonly KeyAttribute[] {
  return schema.range.length === 0 ? schema.hash : [...schema.hash, ...schema.range]
}

/** Only the key of an item, as `Key` members and `LastEvaluatedKey` show it. */
export function keyOf(item: Item, schema: KeySchema): Item {
  const result: Attributes = {}
  for (const { name } of keyAttributes(schema)) {
    const value = attributeOf(item, name)
    if (value !== undefined) setAttribute(result, name, value)
  }
  return result
}

/** The key inside an item to be put. @throws Invalid: missing, of another type, empty, too long */
export function checkItemKey(item: Item, schema: KeySchema): void {
  for (const { name, type } of keyAttributes(schema)) {
    const value = attributeOf(item, name)
    if (value === undefined) throw invalidParameter(`Missing the key ${name} in the item`)
    const actual = typeOf(value)
    if (actual !== type) throw invalidParameter(`Type mismatch for key ${name} expected: ${type} actual: ${actual}`)
  }
  checkKeyValues(item, schema)
}

/** A `Key` parameter: exactly the key attributes, of their types. @throws Invalid */
export function checkKey(given: Item, schema: KeySchema): void {
  const attributes = keyAttributes(schema)
  const isWhole = attributes.every(({ name, type }) => {
    const value = attributeOf(given, name)
    return value !== undefined && typeOf(value) === type
  })
  if (!isWhole || Object.keys(given).length !== attributes.length) throw new Invalid('The provided key element does not match the schema')
  checkKeyValues(given, schema)
}

/**
 * Whether an item has a place in a secondary index: an item without one of its key attributes has none.
 * @throws Invalid: a key attribute of the index that is there has another type or is empty
 */
export function checkIndexKey(item: Item, schema: KeySchema, indexName: string): boolean {
  let isWhole = true
  for (const { name, type } of keyAttributes(schema)) {
    const value = attributeOf(item, name)
    if (value === undefined) {
      isWhole = false
      continue
    }
    const actual = typeOf(value)
    if (actual !== type) {
      throw invalidParameter(`Type mismatch for Index Key ${name} Expected: ${type} Actual: ${actual} IndexName: ${indexName}`)
    }
    const empty = emptyKind(value)
    if (empty !== undefined) {
      throw new Invalid('One or more parameter values are not valid. A value specified for a secondary index key is not supported. '
        + `The AttributeValue for a key attribute cannot contain an empty ${empty} value. IndexName: ${indexName}, IndexKey: ${name}`)
    }
  }
  if (isWhole) checkKeySizes(item, schema)
  return isWhole
}

/** Where an item's partition stands among the others: a hash, then the values themselves. The schema's attributes must be there. */
export function keyOfPartition(attributes: Item, schema: KeySchema): Key {
  const values = key(...schema.hash.map(({ name }) => partOf(attributeOf(attributes, name)!)))
  return hashCharacters(hashOf(values)) + values
}

/** Where an item stands in its partition; empty for a schema without sort key. */
export function keyOfSort(attributes: Item, schema: KeySchema): Key {
  return schema.range.length === 0 ? '' : key(...schema.range.map(({ name }) => partOf(attributeOf(attributes, name)!)))
}

/** The items of a partition that a query asks for. What follows the sort key in a store's key does not matter. */
export function sortRange(partition: Key, { equal, then }: SortCondition): KeyRange {
  const prefix = equal.length === 0 ? partition : partition + key(...equal.map(partOf))
  if (then === undefined) return { prefix }
  const [first, last] = then.operands.map(partOf) as [KeyPart, KeyPart?]
  const edge = prefix + key(first)
  switch (then.operator) {
    case '<': return { prefix, before: edge }
    case '<=': return { prefix, before: prefixEnd(edge)! }
    case '>': return { prefix, from: prefixEnd(edge)! }
    case '>=': return { prefix, from: edge }
    case 'BETWEEN': return { prefix, from: edge, before: prefixEnd(prefix + key(last!))! }
    case 'begins_with': return { prefix: prefix + keyPrefix(first) }
  }
}

/** The partitions that a segment of a parallel scan reads: an equal share of the hashes. */
export function segmentRange(segment: number, totalSegments: number): KeyRange {
  const edge = (index: number) => hashCharacters(Math.floor(index / totalSegments * 2 ** 32))
  return {
    ...segment > 0 && { from: edge(segment) },
    ...segment + 1 < totalSegments && { before: edge(segment + 1) },
  }
}

/** What a key value is in a `std/key` key. */
function partOf(value: AttributeValue): KeyPart {
  return value.S ?? value.B ?? sortableNumber(value.N!)
}

function checkKeyValues(attributes: Item, schema: KeySchema): void {
  for (const { name } of keyAttributes(schema)) {
    const empty = emptyKind(attributeOf(attributes, name)!)
    if (empty !== undefined) throw emptyKeyValue(empty, name)
  }
  checkKeySizes(attributes, schema)
}

/** Says that a key attribute may not be empty, for keys and key conditions alike. */
export function emptyKeyValue(kind: 'string' | 'binary', name: string): Invalid {
  return new Invalid('One or more parameter values are not valid. '
    + `The AttributeValue for a key attribute cannot contain an empty ${kind} value. Key: ${name}`)
}

export function emptyKind(value: AttributeValue): 'string' | 'binary' | undefined {
  return value.S === '' ? 'string' : value.B?.length === 0 ? 'binary' : undefined
}

/** Source: Developer Guide, "Quotas", partition keys and sort keys. */
function checkKeySizes(attributes: Item, { hash, range }: KeySchema): void {
  for (const { name } of hash) {
    if (valueSizeBytes(attributeOf(attributes, name)!) <= hashMaxBytes) continue
    throw invalidParameter(`Size of hashkey has exceeded the maximum size limit of${hashMaxBytes} bytes`)
  }
  for (const { name } of range) {
    if (valueSizeBytes(attributeOf(attributes, name)!) <= rangeMaxBytes) continue
    throw invalidParameter(`Aggregated size of all range keys has exceeded the size limit of ${rangeMaxBytes} bytes`)
  }
}

/** FNV-1a, then mixed so that neighbouring keys part: order of Scan only, no secret and no promise. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ hash >>> 16, 0x85ebca6b)
  hash = Math.imul(hash ^ hash >>> 13, 0xc2b2ae35)
  return (hash ^ hash >>> 16) >>> 0
}

function hashCharacters(hash: number): Key {
  return String.fromCharCode(hash >>> 24, hash >>> 16 & 0xff, hash >>> 8 & 0xff, hash & 0xff)
}
