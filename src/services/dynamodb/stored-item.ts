// Items as they are stored, and the one door through which they change: what follows from a change (index entries, the stream, expiry,
// history) is written here, in the same transaction. Invariant: an item and everything that follows from it change together or not at all.

import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { equalAttributes } from './engine/value.ts'
import type { Item } from './engine/value.ts'
import { itemSizeBytes } from './engine/size.ts'
import { expiryOf, moveExpiry } from './expiry.ts'
import { remember } from './history.ts'
import { moveEntries } from './index-entry.ts'
import { placeOf } from './place.ts'
import type { Place } from './place.ts'
import { Stream, tell } from './stream.ts'
import { keyNames } from './table.ts'
import type { Table } from './table.ts'

export interface StoredItem extends Place {
  /** The table's contents. */
  readonly contents: string
  readonly item: Item
  /** As DynamoDB counts. */
  readonly sizeBytes: number
  /** When time to live takes it, epoch ms. */
  readonly expiresAt?: number
}

export const StoredItem = records<StoredItem>({ name: 'Item', key: ['contents', 'partition', 'sort'] })

/** Who changes an item: a caller, or the clock. */
export type Cause = 'caller' | 'expiry'

/** Write units that indexes took, by index. */
export type IndexUnits = Map<string, number>

export function itemAt({ contents }: Table, { partition, sort }: Place, call: Call): StoredItem | undefined {
  return call.of(StoredItem).get(contents, partition, sort)
}

/**
 * Writes an item that was checked: attributes, size, key.
 * @param before what stands in its place
 * @returns what is stored
 */
export function writeItem(
  table: Table, place: Place, before: StoredItem | undefined, item: Item, sizeBytes: number, call: Call, units?: IndexUnits,
): StoredItem {
  const { contents } = table
  const expiresAt = expiryOf(table, item, call.now())
  const stored: StoredItem = {
    contents, partition: place.partition, sort: place.sort, item, sizeBytes, ...(expiresAt !== undefined && { expiresAt }),
  }
  call.of(StoredItem).put(stored)
  follow(table, before, stored, 'caller', call, units)
  return stored
}

export function removeItem(table: Table, before: StoredItem, cause: Cause, call: Call, units?: IndexUnits): void {
  call.of(StoredItem).delete(before.contents, before.partition, before.sort)
  follow(table, before, undefined, cause, call, units)
}

function follow(
  table: Table, before: StoredItem | undefined, after: StoredItem | undefined, cause: Cause, call: Call, units: IndexUnits | undefined,
): void {
  if (table.indexes.length > 0) moveEntries(table, before, after, call, units)
  if (table.timeToLive?.enabled) moveExpiry(before, after, call)
  if (table.pointInTime !== undefined) remember(before, (before ?? after)!, call)
  if (table.stream !== undefined) changed(table, table.stream.label, before, after, cause, call)
}

/** A write that changes nothing leaves no trace in the stream. */
function changed(table: Table, label: string, before: StoredItem | undefined, after: StoredItem | undefined, cause: Cause, call: Call): void {
  if (before !== undefined && after !== undefined && equalAttributes(before.item, after.item)) return
  const item = (after ?? before)!.item
  const keys: Item = Object.fromEntries(keyNames(table).map(name => [name, item[name]!]))
  tell(call.of(Stream).require(table.name, label), {
    kind: before === undefined ? 'INSERT' : after === undefined ? 'REMOVE' : 'MODIFY',
    keys,
    ...(before !== undefined && { before: before.item }),
    ...(after !== undefined && { after: after.item }),
    sizeBytes: itemSizeBytes(keys) + (before?.sizeBytes ?? 0) + (after?.sizeBytes ?? 0),
    ...(cause === 'expiry' && { expired: true as const }),
  }, call)
}

/** The place of a key that was checked against the table. */
export function placeIn(table: Table, attributes: Item): Place {
  const place = placeOf(table, attributes)
  if (place === undefined) throw new Error('assert: the key was checked')
  return place
}
