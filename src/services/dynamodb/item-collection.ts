// Item collections: all items of a partition key, in a table and its local indexes, whose size DynamoDB reports and bounds where a table
// has local indexes. Invariant: the size kept of a collection changes with its items, in one transaction.
// Source: "Working with item collections in DynamoDB", Developer Guide.

import type { ItemCollectionMetrics } from '../../../generated/aws/dynamodb.ts'
import type { Call, Table as StoreTable } from '../../kernel/service.ts'
import type { Key } from '../../std/key.ts'
import { keyOfPartition } from './engine/key.ts'
import type { Item } from './engine/value.ts'
import { contentsKey, entriesOf, itemsOf } from './stored-item.ts'
import type { Table } from './table.ts'

const gigabyte = 2 ** 30
const largestBytes = 10 * gigabyte
export const collectionTooLarge = 'ItemCollectionSizeLimitExceededException'

/** Bytes of each collection of the tables that have local indexes, under the table's contents and the partition. */
export function collectionSizes(call: Call): StoreTable<number> {
  return call.table('collection-size')
}

/** Follows a change of one item. @throws ItemCollectionSizeLimitExceededException, with `--quotas real`, for one that is too large */
export function growCollection(table: Table, item: Item, bytes: number, call: Call): void {
  if (!hasLocals(table) || bytes === 0) return
  const sizes = collectionSizes(call)
  const place = placeOf(table, item)
  const known = sizes.get(place)
  const size = known === undefined ? walk(table, item, call) : known + bytes
  if (size > largestBytes && bytes > 0 && call.enforcesQuotas) throw call.fault(collectionTooLarge, 'Collection size exceeded.')
  if (size === 0) sizes.delete(place)
  else sizes.put(place, size)
}

/** What a write reports of the collection it changed; nothing where the table has no local indexes or it is not asked for. */
export function collectionMetrics(
  table: Table, attributes: Item, detail: string | undefined, call: Call,
): { ItemCollectionMetrics?: ItemCollectionMetrics } {
  if (detail !== 'SIZE') return {}
  const found = metricsOf(table, attributes, call)
  return found === undefined ? {} : { ItemCollectionMetrics: found }
}

export function metricsOf(table: Table, attributes: Item, call: Call): ItemCollectionMetrics | undefined {
  if (!hasLocals(table)) return undefined
  const sizeBytes = collectionSizes(call).get(placeOf(table, attributes)) ?? 0
  const { name } = table.key.hash[0]!
  const least = Math.floor(sizeBytes / gigabyte)
  return { ItemCollectionKey: { [name]: attributes[name]! }, SizeEstimateRangeGB: [least, least + 1] }
}

function walk(table: Table, attributes: Item, call: Call): number {
  const partition = keyOfPartition(attributes, table.key)
  let sizeBytes = 0
  for (const [, { sizeBytes: each }] of itemsOf(call).scan({ prefix: contentsKey(table.contents) + partition })) sizeBytes += each
  for (const { kind, contents } of table.indexes) {
    if (kind !== 'local') continue
    for (const [, entry] of entriesOf(call).scan({ prefix: contentsKey(contents) + partition })) sizeBytes += entry.sizeBytes
  }
  return sizeBytes
}

function hasLocals({ indexes }: Table): boolean {
  return indexes.some(({ kind }) => kind === 'local')
}

function placeOf(table: Table, attributes: Item): Key {
  return contentsKey(table.contents) + keyOfPartition(attributes, table.key)
}
