// Items as they are stored: one record each, in one ordered table of the cell, under keys that the engine makes. They change through
// `item-write.ts` only. Invariant: an item's key is its table's contents, its partition's hash and key, and its sort key, in this order.

import type { Call, Table as StoreTable } from '../../kernel/service.ts'
import { key } from '../../std/key.ts'
import type { Key } from '../../std/key.ts'
import { keyOfPartition, keyOfSort } from './engine/key.ts'
import type { Item } from './engine/value.ts'
import type { Table } from './table.ts'

export interface StoredItem {
  readonly item: Item
  /** As DynamoDB counts. */
  readonly sizeBytes: number
  /** When time to live takes it, epoch ms. */
  readonly expiresAt?: number
}

/** The items of all tables of the cell. */
export function itemsOf(call: Call): StoreTable<StoredItem> {
  return call.table('item')
}

/** What the keys of all items of a table begin with, or of all entries of an index. */
export function contentsKey(contents: string): Key {
  return key(contents)
}

/** Where an item of a table stands. @param attributes an item, or a key, that was checked against the table's schema */
export function itemKey({ contents, key: schema }: Table, attributes: Item): Key {
  return contentsKey(contents) + keyOfPartition(attributes, schema) + keyOfSort(attributes, schema)
}
