// Time to live: which item goes when. Kept in an order of its own, so that the clock looks at the next one only; the going itself is in
// `time-to-live.ts`. Source: "Using time to live (TTL) in DynamoDB", DynamoDB Developer Guide.

import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { attributeOf } from './engine/value.ts'
import type { Item } from './engine/value.ts'
import { StoredItem } from './stored-item.ts'
import type { Table } from './table.ts'

export interface Expiry {
  readonly contents: string
  readonly at: number
  readonly partition: string
  readonly sort: string
}

export const Expiry = records<Expiry>({ name: 'Expiry', key: ['contents', 'at', 'partition', 'sort'] })

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

export function moveExpiry(table: Table, before: StoredItem | undefined, after: StoredItem | undefined, call: Call): void {
  const was = before?.expiresAt
  const will = after?.expiresAt
  if (was === will) return
  if (was !== undefined) call.of(Expiry).delete(before!.contents, was, before!.partition, before!.sort)
  if (will === undefined) return
  const { contents, partition, sort } = after!
  call.of(Expiry).put({ contents, at: will, partition, sort })
  const first = call.of(Expiry).first({ within: [contents] })!
  if (first.at === will && first.partition === partition && first.sort === sort) ring(table, call)
}

/** Marks the items of a table anew, after time to live was turned on or off. @param table as it is now */
export function markItems(table: Table, call: Call): void {
  const items = call.of(StoredItem)
  const now = call.now()
  for (const before of items.scan({ within: [table.contents] })) {
    const at = expiryOf(table, before.item, now)
    if (at === before.expiresAt) continue
    const { expiresAt: _, ...rest } = before
    const after: StoredItem = at === undefined ? rest : { ...rest, expiresAt: at }
    items.put(after)
    moveExpiry(table, before, after, call)
  }
}

/** Sets the table's timer to the next item that goes. */
export function ring({ name, contents }: Table, call: Call): void {
  const next = call.of(Expiry).first({ within: [contents] })
  if (next !== undefined) call.setTimer('expire', contents, next.at, { name, contents })
}
