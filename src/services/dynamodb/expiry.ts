// Time to live: which item goes when. Kept in an order of its own, so that the clock looks at the next one only; the going itself is in
// `time-to-live.ts`. Source: "Using time to live (TTL) in DynamoDB", DynamoDB Developer Guide.

import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import type { Key } from '../../std/key.ts'
import { attributeOf } from './engine/value.ts'
import type { Item } from './engine/value.ts'
import { contentsKey, itemsOf, StoredItem } from './stored-item.ts'
import type { Table } from './table.ts'

export interface Expiry {
  readonly contents: string
  readonly at: number
  readonly item: Key
}

export const Expiry = records<Expiry>({ name: 'Expiry', key: ['contents', 'at', 'item'] })

/** Items that expired longer ago than this are left alone. */
const forgottenMs = 5 * 365.25 * 86_400_000
/** An item that has expired when it is written can still be read for so long: DynamoDB's sweeper is never at once. */
const graceMs = 60_000

/** When an item that is written now is to go; undefined where it stays. The attribute is a number of seconds. */
export function expiryOf({ timeToLive }: Table, item: Item, now: number): number | undefined {
  if (timeToLive === undefined || !timeToLive.enabled) return undefined
  const seconds = attributeOf(item, timeToLive.attribute)?.N
  if (seconds === undefined) return undefined
  const at = Math.floor(Number(seconds)) * 1000
  if (!Number.isSafeInteger(at) || at < now - forgottenMs) return undefined
  return Math.max(at, now + graceMs)
}

/** @param item the item's key; `was` and `will`, when it goes */
export function moveExpiry(table: Table, item: Key, was: number | undefined, will: number | undefined, call: Call): void {
  if (was === will) return
  const expiries = call.of(Expiry)
  const { contents } = table
  if (was !== undefined) expiries.delete(contents, was, item)
  if (will === undefined) return
  expiries.put({ contents, at: will, item })
  const first = expiries.first({ within: [contents] })!
  if (first.at === will && first.item === item) ring(table, call)
}

/** Marks the items of a table anew, after time to live was turned on or off. @param table as it is now */
export function markItems(table: Table, call: Call): void {
  const now = call.now()
  for (const [at, before] of itemsOf(call).scan({ prefix: contentsKey(table.contents) })) {
    const will = expiryOf(table, before.item, now)
    if (will === before.expiresAt) continue
    itemsOf(call).put(at, StoredItem.of(before.item, before.sizeBytes, will, before.written))
    moveExpiry(table, at, before.expiresAt, will, call)
  }
}

/** Sets the table's timer to the next item that goes. */
export function ring({ name, contents }: Table, call: Call): void {
  const next = call.of(Expiry).first({ within: [contents] })
  if (next !== undefined) call.setTimer('expire', contents, next.at, { name, contents })
}
