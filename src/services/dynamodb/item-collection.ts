// Item collections: all items of a partition key, in a table and its local indexes, whose size DynamoDB reports and bounds where a table
// has local indexes. Source: "Working with item collections in DynamoDB", Developer Guide.

import type { ItemCollectionMetrics } from '../../../generated/aws/dynamodb.ts'
import type { Call } from '../../kernel/service.ts'
import { keyOfPartition } from './engine/key.ts'
import type { Item } from './engine/value.ts'
import { entriesOf } from './index-entry.ts'
import { contentsKey, itemsOf } from './stored-item.ts'
import type { Table } from './table.ts'

const gigabyte = 2 ** 30

/** What a write reports of the collection it changed; nothing where the table has no local indexes or it is not asked for. */
export function collectionMetrics(
  table: Table, attributes: Item, detail: string | undefined, call: Call,
): { ItemCollectionMetrics?: ItemCollectionMetrics } {
  if (detail !== 'SIZE') return {}
  const found = metricsOf(table, attributes, call)
  return found === undefined ? {} : { ItemCollectionMetrics: found }
}

export function metricsOf(table: Table, attributes: Item, call: Call): ItemCollectionMetrics | undefined {
  const locals = table.indexes.filter(({ kind }) => kind === 'local')
  if (locals.length === 0) return undefined
  const partition = keyOfPartition(attributes, table.key)
  let sizeBytes = 0
  for (const [, { sizeBytes: each }] of itemsOf(call).scan({ prefix: contentsKey(table.contents) + partition })) sizeBytes += each
  for (const { contents } of locals) {
    for (const [, entry] of entriesOf(call).scan({ prefix: contentsKey(contents) + partition })) sizeBytes += entry.sizeBytes
  }
  const { name } = table.key.hash[0]!
  const least = Math.floor(sizeBytes / gigabyte)
  return { ItemCollectionKey: { [name]: attributes[name]! }, SizeEstimateRangeGB: [least, least + 1] }
}
