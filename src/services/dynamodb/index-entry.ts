// What an index holds: for each item that has its key, one entry that says where the item is. Entries carry no attributes; a reader fetches
// the item and shows of it what is projected. Invariant: entries change with their item, in one transaction.
// Source: "Improving data access with secondary indexes in DynamoDB", Developer Guide (also for the write units that indexes take).

import type { Call } from '../../kernel/service.ts'
import type { Key } from '../../std/key.ts'
import { keyAttributes, keyOfPartition, keyOfSort } from './engine/key.ts'
import { itemSizeBytes } from './engine/size.ts'
import { attributeOf, equalAttributes, setAttribute, typeOf } from './engine/value.ts'
import type { Attributes, Item } from './engine/value.ts'
import { contentsKey, entriesOf, itemsOf } from './stored-item.ts'
import type { StoredItem } from './stored-item.ts'
import type { Index, Table } from './table.ts'
import { weigh } from './weight.ts'

/** Write units by index. */
export type IndexUnits = Map<Index, number>

const unitBytes = 1024

/**
 * @param at the item's key
 * @returns by how many bytes the entries of local indexes have grown
 */
export function moveEntries(
  table: Table, at: Key, before: StoredItem | undefined, after: StoredItem | undefined, call: Call, units: IndexUnits | undefined,
): number {
  let growth = 0
  const own = at.slice(contentsKey(table.contents).length)
  for (const index of table.indexes) {
    const from = before === undefined ? undefined : entryKey(index, before.item, own)
    const to = after === undefined ? undefined : entryKey(index, after.item, own)
    const oldBytes = from === undefined ? 0 : shownSizeBytes(table, index, before!)
    const newBytes = to === undefined ? 0 : shownSizeBytes(table, index, after!)
    if (index.kind === 'local') growth += newBytes - oldBytes
    if (from !== undefined && from !== to) entriesOf(call).delete(from)
    if (to !== undefined && (from !== to || oldBytes !== newBytes)) entriesOf(call).put(to, { item: own, sizeBytes: newBytes })
    weigh(table, index.contents, Number(to !== undefined) - Number(from !== undefined), newBytes - oldBytes, call)
    if (units === undefined) continue
    const taken = from !== to ? unitsOf(oldBytes) + unitsOf(newBytes)
      : from === undefined || sameShown(table, index, before!, after!) ? 0 : unitsOf(Math.max(oldBytes, newBytes))
    if (taken > 0) units.set(index, (units.get(index) ?? 0) + taken)
  }
  return growth
}

/** Makes the entries of a new index. Items whose key attributes have other types have no place in it. */
export function fill(table: Table, index: Index, call: Call): void {
  const prefix = contentsKey(table.contents)
  let [items, bytes] = [0, 0]
  for (const [at, stored] of itemsOf(call).scan({ prefix })) {
    const own = at.slice(prefix.length)
    const to = entryKey(index, stored.item, own)
    if (to === undefined) continue
    const sizeBytes = shownSizeBytes(table, index, stored)
    entriesOf(call).put(to, { item: own, sizeBytes })
    items += 1
    bytes += sizeBytes
  }
  weigh(table, index.contents, items, bytes, call)
}

/** What an index shows of an item. */
export function shown({ key }: Table, index: Index, item: Item): Item {
  const { projection } = index
  if (projection.type === 'ALL') return item
  const result: Attributes = {}
  const names = [...keyAttributes(key), ...keyAttributes(index.key)].map(({ name }) => name)
  for (const name of [...names, ...projection.names ?? []]) {
    const value = attributeOf(item, name)
    if (value !== undefined) setAttribute(result, name, value)
  }
  return result
}

/** Where an item stands in an index; undefined where it lacks a key attribute. @param own the item's key within its table */
export function entryKey({ contents, key }: Index, item: Item, own: Key): Key | undefined {
  for (const { name, type } of keyAttributes(key)) {
    const value = attributeOf(item, name)
    if (value === undefined || typeOf(value) !== type) return undefined
  }
  return contentsKey(contents) + keyOfPartition(item, key) + keyOfSort(item, key) + own
}

function shownSizeBytes(table: Table, index: Index, stored: StoredItem): number {
  return index.projection.type === 'ALL' ? stored.sizeBytes : itemSizeBytes(shown(table, index, stored.item))
}

/** An entry that stays takes units only where something changes that the index shows. */
function sameShown(table: Table, index: Index, before: StoredItem, after: StoredItem): boolean {
  return equalAttributes(shown(table, index, before.item), shown(table, index, after.item))
}

function unitsOf(sizeBytes: number): number {
  return Math.ceil(sizeBytes / unitBytes)
}
