// Time to live: which item goes when, and the timer that takes them. Kept in an order of its own, so that the clock looks at the next one
// only. Source: "Using time to live (TTL) in DynamoDB", DynamoDB Developer Guide.

import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { attributeOf } from './engine/value.ts'
import type { Item } from './engine/value.ts'
import { removeItem, StoredItem } from './stored-item.ts'
import { Table } from './table.ts'

interface Expiry {
  readonly contents: string
  readonly at: number
  readonly partition: string
  readonly sort: string
}

const Expiry = records<Expiry>({ name: 'Expiry', key: ['contents', 'at', 'partition', 'sort'] })

/** Items that expired longer ago than this are left alone. */
const forgottenMs = 5 * 365.25 * 86_400_000
/** An item that has expired when it is written can still be read for so long, as DynamoDB's sweeper is never at once. */
const graceMs = 60_000
const itemsPerSweep = 500

/** When an item that is written now is to go; undefined where it stays. The attribute is a number of seconds. */
export function expiryOf({ timeToLive }: Table, item: Item, now: number): number | undefined {
  if (timeToLive === undefined || !timeToLive.enabled) return undefined
  const seconds = attributeOf(item, timeToLive.attribute)?.N
  if (seconds === undefined) return undefined
  const at = Math.floor(Number(seconds)) * 1000
  if (!Number.isSafeInteger(at) || at < now - forgottenMs) return undefined
  return Math.max(at, now + graceMs)
}

export function moveExpiry(before: StoredItem | undefined, after: StoredItem | undefined, call: Call): void {
  const was = before?.expiresAt
  const will = after?.expiresAt
  if (was === will) return
  if (was !== undefined) call.of(Expiry).delete(before!.contents, was, before!.partition, before!.sort)
  if (will === undefined) return
  const { contents, partition, sort } = after!
  call.of(Expiry).put({ contents, at: will, partition, sort })
  ring(contents, call)
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
    moveExpiry(before, after, call)
  }
}

/** The timer's end: what is due goes, in order. */
export function expire({ name, contents }: { readonly name: string, readonly contents: string }, call: Call): void {
  const table = call.of(Table).get(name)
  if (table === undefined || table.contents !== contents) return
  let count = 0
  for (const { at, partition, sort } of call.of(Expiry).scan({ within: [contents], through: [call.now()] })) {
    if (count === itemsPerSweep) break
    count += 1
    const item = call.of(StoredItem).get(contents, partition, sort)
    if (item?.expiresAt === at) removeItem(table, item, 'expiry', call)
    else call.of(Expiry).delete(contents, at, partition, sort)
  }
  ring(contents, call, name)
}

/** Forgets a table that is gone. @returns whether it is through */
export function clearExpiries(contents: string, count: number, call: Call): boolean {
  for (const { at, partition, sort } of call.of(Expiry).scan({ within: [contents] })) {
    if (count === 0) return false
    count -= 1
    call.of(Expiry).delete(contents, at, partition, sort)
  }
  return true
}

function ring(contents: string, call: Call, name?: string): void {
  const next = call.of(Expiry).first({ within: [contents] })
  if (next !== undefined) call.setTimer('expire', contents, next.at, { contents, name })
}
