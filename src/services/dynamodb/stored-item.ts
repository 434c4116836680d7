// Items as they are stored: one record each, in one ordered table of the cell, under keys that the engine makes, as the JSON text that the
// wire shows. A read that wants them whole never takes the text apart. Most records are nothing but a text, which the store writes faster
// than a structure. They change through `item-write.ts` only; beside them stand the entries of indexes.
// Invariant: an item's key is its table's contents, its partition's hash and key, and its sort key, in this order.

import type { Call, Range, Table as StoreTable } from '../../kernel/service.ts'
import { key } from '../../std/key.ts'
import type { Key } from '../../std/key.ts'
import { keyOfPartition, keyOfSort } from './engine/key.ts'
import { packItem, unpackItem } from './engine/packed.ts'
import type { PackedItem } from './engine/packed.ts'
import type { Item } from './engine/value.ts'
import type { Table } from './table.ts'

/** What stands in the store: `412{"id":…}`, the size as DynamoDB counts and the packed item, or that and more. */
export type ItemRecord = string | MarkedRecord

/** Of an item that expires, or that travels between regions. */
export interface MarkedRecord {
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
  readonly record: ItemRecord
  #item: Item | undefined

  private constructor(record: ItemRecord, item: Item | undefined) {
    this.record = record
    this.#item = item
  }

  static of(item: Item, sizeBytes: number, expiresAt?: number, written?: Stamp): StoredItem {
    const packed = packItem(item)
    if (expiresAt === undefined && written === undefined) return new StoredItem(`${sizeBytes}${packed}`, item)
    const marks = { ...(expiresAt !== undefined && { expiresAt }), ...(written !== undefined && { written }) }
    return new StoredItem({ packed, sizeBytes, ...marks }, item)
  }

  static from(record: ItemRecord): StoredItem {
    return new StoredItem(record, undefined)
  }

  get item(): Item {
    return this.#item ??= unpackItem(this.packed)
  }

  get packed(): PackedItem {
    const { record } = this
    return typeof record === 'string' ? record.slice(digitsIn(record)) : record.packed
  }

  get sizeBytes(): number {
    const { record } = this
    return typeof record === 'string' ? sizeIn(record) : record.sizeBytes
  }

  get expiresAt(): number | undefined {
    return typeof this.record === 'string' ? undefined : this.record.expiresAt
  }

  get written(): Stamp | undefined {
    return typeof this.record === 'string' ? undefined : this.record.written
  }
}

const zero = 48
const nine = 57

function digitsIn(record: string): number {
  let count = 0
  while (record.charCodeAt(count) <= nine && record.charCodeAt(count) >= zero) count += 1
  return count
}

function sizeIn(record: string): number {
  let size = 0
  for (let i = 0; ; i += 1) {
    const digit = record.charCodeAt(i)
    if (digit < zero || digit > nine) return size
    size = size * 10 + digit - zero
  }
}

/** The items of all tables of the cell. */
export class Items {
  readonly #records: StoreTable<ItemRecord>

  constructor(records: StoreTable<ItemRecord>) {
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

export interface IndexEntry {
  /** The item's key, without what it shares with all items of the table. */
  readonly item: Key
  /** Of what the index shows of the item, as DynamoDB counts. */
  readonly sizeBytes: number
}

/** The entries of all indexes of the cell. An entry's key: the index's contents, partition, sort key, then the item's key. */
export function entriesOf(call: Call): StoreTable<IndexEntry> {
  return call.table('index-entry')
}
