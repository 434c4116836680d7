// The one door through which items change. What follows from a change (index entries, the stream, expiry, history) is written here, in the
// same transaction. Invariant: an item and everything that follows from it change together or not at all.

import type { BatchWriteItemInput } from '../../../generated/aws/dynamodb.ts'
import type { Call } from '../../kernel/service.ts'
import type { Key } from '../../std/key.ts'
import { keyOf } from './engine/key.ts'
import { itemSizeBytes } from './engine/size.ts'
import { equalAttributes } from './engine/value.ts'
import type { Item } from './engine/value.ts'
import { expiryOf, moveExpiry } from './expiry.ts'
import { remember } from './history.ts'
import { moveEntries } from './index-entry.ts'
import type { IndexUnits } from './index-entry.ts'
import { capture } from './kinesis-delivery.ts'
import { growCollection } from './item-collection.ts'
import { announce, arrivals, marksOf, stampOf } from './replication.ts'
import { itemsOf, StoredItem } from './stored-item.ts'
import type { Stamp } from './stored-item.ts'
import { Stream, tell } from './stream.ts'
import type { Told } from './stream.ts'
import type { Table } from './table.ts'
import { weigh } from './weight.ts'

/** Who changes an item: a caller, the clock, or another region. */
type Cause = 'caller' | 'expiry' | 'replication'

/**
 * Writes an item that was checked: attributes, keys, size.
 * @param at the item's key, and `before` what stands there
 * @param units is told the write units that indexes took
 */
export function writeItem(
  table: Table, at: Key, before: StoredItem | undefined, item: Item, sizeBytes: number, call: Call, units?: IndexUnits,
): void {
  if (table.global === undefined) return store(table, at, before, item, sizeBytes, undefined, 'caller', call, units)
  const written = stampOf(call)
  if (table.global.version !== '2017.11.29') return store(table, at, before, item, sizeBytes, written, 'caller', call, units)
  const marked = { ...item, ...marksOf(written, false) }
  store(table, at, before, marked, itemSizeBytes(marked), written, 'caller', call, units)
}

function store(
  table: Table, at: Key, before: StoredItem | undefined, item: Item, sizeBytes: number, written: Stamp | undefined, cause: Cause,
  call: Call, units?: IndexUnits,
): void {
  const expiresAt = table.timeToLive === undefined ? undefined : expiryOf(table, item, call.now())
  const after = StoredItem.of(item, sizeBytes, expiresAt, written)
  itemsOf(call).put(at, after)
  follow(table, at, before, after, cause, call, units)
}

/** Writes what came from other regions and is newer than what stands here. */
export function receive(input: BatchWriteItemInput, call: Call): void {
  for (const { table, at, before, item, sizeBytes, stamp } of arrivals(input, call)) {
    if (item !== undefined) store(table, at, before, item, sizeBytes, stamp, 'replication', call)
    else if (before !== undefined) removeItem(table, at, before, 'replication', call)
  }
}

export function removeItem(table: Table, at: Key, before: StoredItem, cause: Cause, call: Call, units?: IndexUnits): void {
  itemsOf(call).delete(at)
  follow(table, at, before, undefined, cause, call, units)
}

function follow(
  table: Table, at: Key, before: StoredItem | undefined, after: StoredItem | undefined, cause: Cause, call: Call,
    units: IndexUnits | undefined,
): void {
  const bytes = (after?.sizeBytes ?? 0) - (before?.sizeBytes ?? 0)
  weigh(table, table.contents, Number(after !== undefined) - Number(before !== undefined), bytes, call)
  if (table.indexes.length > 0) {
    const growth = moveEntries(table, at, before, after, call, units)
    growCollection(table, (after ?? before)!.item, growth + bytes, call)
  }
  if (table.timeToLive?.enabled) moveExpiry(table, at, before?.expiresAt, after?.expiresAt, call)
  if (table.pointInTime !== undefined) remember(table, at, before, call)
  if (table.global !== undefined && cause !== 'replication') announce(table, at, (after ?? before)!.item, after, call)
  if (table.stream !== undefined || table.captured) report(table, before, after, cause, call)
}

/** A write that changes nothing leaves no trace in the stream. */
function report(table: Table, before: StoredItem | undefined, after: StoredItem | undefined, cause: Cause, call: Call): void {
  if (before !== undefined && after !== undefined && equalAttributes(before.item, after.item)) return
  const keys = keyOf((after ?? before)!.item, table.key)
  const change: Told = {
    kind: before === undefined ? 'INSERT' : after === undefined ? 'REMOVE' : 'MODIFY',
    keys,
    ...(before !== undefined && { before: before.item }),
    ...(after !== undefined && { after: after.item }),
    keysSizeBytes: itemSizeBytes(keys), beforeSizeBytes: before?.sizeBytes ?? 0, afterSizeBytes: after?.sizeBytes ?? 0,
    ...(cause === 'expiry' && { expired: true as const }),
  }
  if (table.captured) capture(table, change, call)
  if (table.stream === undefined) return
  const stream = call.of(Stream).get(table.name, table.stream.label)
  if (stream === undefined) throw new Error(`assert: table ${table.name} has no stream ${table.stream.label}`)
  tell(stream, change, call)
}
