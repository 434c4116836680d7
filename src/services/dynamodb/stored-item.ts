// Items as they are stored: one record each, in one ordered table of the cell, under keys that the engine makes, as the JSON text that the
// wire shows. A read that wants them whole never takes the text apart. They change through `item-write.ts` only.
// Invariant: an item's key is its table's contents, its partition's hash and key, and its sort key, in this order.

import type { Call, Range, Table as StoreTable } from '../../kernel/service.ts'
import { key } from '../../std/key.ts'
import type { Key } from '../../std/key.ts'
import { keyOfPartition, keyOfSort } from './engine/key.ts'
import { packItem, unpackItem } from './engine/packed.ts'
import type { PackedItem } from './engine/packed.ts'
import type { Item } from './engine/value.ts'
import type { Table } from './table.ts'

/** What stands in the store. */
export interface PackedRecord {
  readonly packed: PackedItem
  /** As DynamoDB counts. */
  readonly sizeBytes: number
  /** When time to live takes it, epoch ms. */
  readonly expiresAt?: number
  /** In a global table: when and where it was written last. */
  readonly written?: Stamp
}

export interface Stamp {
  /** Microseconds since 1970. */
  readonly at: number
  readonly region: string
}

/** An item of the store, taken apart when it is asked for. */
export class StoredItem {
  readonly record: PackedRecord
  #item: Item | undefined

  private constructor(record: PackedRecord, item: Item | undefined) {
    this.record = record
    this.#item = item
  }

  static of(item: Item, sizeBytes: number, expiresAt?: number, written?: Stamp): StoredItem {
    const packed = packItem(item)
    const record = expiresAt === undefined ? { packed, sizeBytes } : { packed, sizeBytes, expiresAt }
    return new StoredItem(written === undefined ? record : { ...record, written }, item)
  }

  static from(record: PackedRecord): StoredItem {
    return new StoredItem(record, undefined)
  }

  get item(): Item {
    return this.#item ??= unpackItem(this.record.packed)
  }

  get sizeBytes(): number {
    return this.record.sizeBytes
  }

  get expiresAt(): number | undefined {
    return this.record.expiresAt
  }
}

/** The items of all tables of the cell. */
export class Items {
  readonly #records: StoreTable<PackedRecord>

  constructor(records: StoreTable<PackedRecord>) {
    this.#records = records
  }

  get(at: Key): StoredItem | undefined {
    const record = this.#records.get(at)
    return record === undefined ? undefined : StoredItem.from(record)
  }

  put(at: Key, { record }: StoredItem): void {
    this.#records.put(at, record)
  }

  delete(at: Key): void {
    this.#records.delete(at)
  }

  /** How many there are; walks the keys. */
  count(range: Range): number {
    return this.#records.count(range)
  }

  * scan(range: Range): IterableIterator<[Key, StoredItem]> {
    for (const [at, record] of this.#records.scan(range)) yield [at, StoredItem.from(record)]
  }
}

export function itemsOf(call: Call): Items {
  return new Items(call.table('item'))
}

/** What the keys of all items of a table begin with, or of all entries of an index. */
export function contentsKey(contents: string): Key {
  return key(contents)
}

/** Where an item of a table stands. @param attributes an item, or a key, that was checked against the table's schema */
export function itemKey({ contents, key: schema }: Table, attributes: Item): Key {
  return contentsKey(contents) + keyOfPartition(attributes, schema) + keyOfSort(attributes, schema)
}
