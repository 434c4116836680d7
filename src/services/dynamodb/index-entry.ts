// What an index holds: for each item that has its key, one entry that says where the item is. Entries carry no attributes; a reader fetches
// the item and shows of it what is projected. Invariant: entries change with their item, in one transaction.
// Source: "Improving data access with secondary indexes in DynamoDB", Developer Guide (also for the write units that indexes take).

import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { itemSizeBytes } from './engine/size.ts'
import { attributeOf, equalAttributes, setAttribute } from './engine/value.ts'
import type { Attributes, Item } from './engine/value.ts'
import { placeOf } from './place.ts'
import { StoredItem } from './stored-item.ts'
import { keyNames } from './table.ts'
import type { Index, KeySchema, Table } from './table.ts'

export interface IndexEntry {
  /** The index's contents. */
  readonly contents: string
  readonly partition: string
  readonly sort: string
  readonly itemPartition: string
  readonly itemSort: string
  /** Of what the index shows of the item, as DynamoDB counts. */
  readonly sizeBytes: number
}

export const IndexEntry = records<IndexEntry>({
  name: 'IndexEntry', key: ['contents', 'partition', 'sort', 'itemPartition', 'itemSort'],
})

/** Write units by index. */
export type IndexUnits = Map<Index, number>

const unitBytes = 1024

export function moveEntries(
  table: Table, before: StoredItem | undefined, after: StoredItem | undefined, call: Call, units: IndexUnits | undefined,
): void {
  for (const index of table.indexes) {
    const old = before === undefined ? undefined : entryOf(table, index, before)
    const entry = after === undefined ? undefined : entryOf(table, index, after)
    const stays = old !== undefined && entry !== undefined && old.partition === entry.partition && old.sort === entry.sort
    if (old !== undefined && !stays) call.of(IndexEntry).delete(old.contents, old.partition, old.sort, old.itemPartition, old.itemSort)
    if (entry !== undefined && !(stays && old.sizeBytes === entry.sizeBytes)) call.of(IndexEntry).put(entry)
    if (units === undefined) continue
    const taken = stays ? changedUnits(table, index, before!, after!, Math.max(old.sizeBytes, entry.sizeBytes)) : unitsOf(old) + unitsOf(entry)
    if (taken > 0) units.set(index, (units.get(index) ?? 0) + taken)
  }
}

/** Makes the entries of a new index. */
export function fill(table: Table, index: Index, call: Call): void {
  for (const item of call.of(StoredItem).scan({ within: [table.contents] })) {
    const entry = entryOf(table, index, item)
    if (entry !== undefined) call.of(IndexEntry).put(entry)
  }
}

/** What an index shows of an item. */
export function projected(table: KeySchema, index: Index, item: Item): Item {
  const { projection } = index
  if (projection.type === 'ALL') return item
  const shown: Attributes = {}
  for (const name of [...keyNames(table), ...keyNames(index), ...projection.names ?? []]) {
    const value = attributeOf(item, name)
    if (value !== undefined) setAttribute(shown, name, value)
  }
  return shown
}

function entryOf(table: Table, index: Index, { partition, sort, item, sizeBytes }: StoredItem): IndexEntry | undefined {
  const place = placeOf(index, item)
  if (place === undefined) return undefined
  return {
    contents: index.contents, partition: place.partition, sort: place.sort, itemPartition: partition, itemSort: sort,
    sizeBytes: index.projection.type === 'ALL' ? sizeBytes : itemSizeBytes(projected(table, index, item)),
  }
}

function unitsOf(entry: IndexEntry | undefined): number {
  return entry === undefined ? 0 : Math.ceil(entry.sizeBytes / unitBytes)
}

/** An entry that stays takes units only where something changes that the index shows. */
function changedUnits(table: Table, index: Index, before: StoredItem, after: StoredItem, sizeBytes: number): number {
  const same = equalAttributes(projected(table, index, before.item), projected(table, index, after.item))
  return same ? 0 : Math.ceil(sizeBytes / unitBytes)
}
