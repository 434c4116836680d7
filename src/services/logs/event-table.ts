// Where events are kept: one ordered table by group and time, and a second order by stream and time that holds nothing but keys. What is
// stored is counted per group, for its size and for the bill. A group or stream that goes leaves its events to be cleared in pieces.
// Source of the sizes: PutLogEvents, "the sum of all event messages in UTF-8, plus 26 bytes for each log event".

import { key, keyParts, prefixOf } from '../../std/key.ts'
import type { Call, Table } from '../../kernel/service.ts'

export interface StoredEvent {
  readonly stream: string
  /** As it was put; sealed where `dataKey` says under which of the group's data keys. */
  readonly message: string | Uint8Array
  readonly dataKey?: number
  /** The message with its sensitive data hidden, where it has any. */
  readonly masked?: string | Uint8Array
  readonly ingestedAt: number
}

export interface FoundEvent extends StoredEvent { readonly at: number, readonly sequence: number }

/** What tells where a group's events are. */
export interface Holder { readonly id: string, readonly retentionDays?: number }

interface Clearing { readonly groupId: string, readonly stream?: string }

export const eventOverheadBytes = 26
/** "Log data is compressed with gzip level 6": the pricing page reckons with 0.15 of what came in. */
const keptShare = 0.15
const dayMs = 86_400_000
const clearedAtOnce = 10_000

const events = (call: Call): Table<StoredEvent> => call.table('events')
const byStream = (call: Call): Table<number> => call.table('stream-events')
const sizes = (call: Call): Table<number> => call.table('sizes')

/** The time before which events are over. */
export function horizonOf({ retentionDays }: Holder, now: number): number {
  return retentionDays === undefined ? 0 : now - retentionDays * dayMs
}

export function bytesOf({ message }: Pick<StoredEvent, 'message'>): number {
  return (typeof message === 'string' ? Buffer.byteLength(message) : message.length) + eventOverheadBytes
}

export function addEvent(holder: Holder, event: FoundEvent, call: Call): void {
  const { at, sequence, ...stored } = event
  events(call).put(key(holder.id, at, sequence), stored)
  byStream(call).put(key(holder.id, stored.stream, at, sequence), 1)
}

export interface EventRange {
  /** Inclusive. */
  readonly fromAt?: number | undefined
  /** Inclusive. */
  readonly throughAt?: number | undefined
  readonly after?: { readonly at: number, readonly sequence: number } | undefined
  readonly before?: { readonly at: number, readonly sequence: number } | undefined
  readonly reverse?: boolean
}

/** Events of a group in the order of time, as far as they are kept. */
export function* groupEvents(holder: Holder, range: EventRange, call: Call): Generator<FoundEvent> {
  const { id } = holder
  for (const [at, stored] of events(call).scan(spanOf([id], range, horizonOf(holder, call.now())))) yield foundAt(at, stored)
}

/** Events of one stream. */
export function* streamEvents(holder: Holder, stream: string, range: EventRange, call: Call): Generator<FoundEvent> {
  const table = events(call)
  for (const [place] of byStream(call).scan(spanOf([holder.id, stream], range, horizonOf(holder, call.now())))) {
    const [, , at, sequence] = keyParts(place) as [string, string, number, number]
    const stored = table.get(key(holder.id, at, sequence))
    if (stored !== undefined) yield { ...stored, at, sequence }
  }
}

/** Of all that are kept. */
export function firstEvent(holder: Holder, { reverse = false }: { readonly reverse?: boolean }, call: Call): FoundEvent | undefined {
  for (const event of groupEvents(holder, { reverse }, call)) return event
  return undefined
}

export function eventAt({ id }: Holder, at: number, sequence: number, call: Call): FoundEvent | undefined {
  const stored = events(call).get(key(id, at, sequence))
  return stored && { ...stored, at, sequence }
}

function foundAt(place: string, stored: StoredEvent): FoundEvent {
  const [, at, sequence] = keyParts(place) as [string, number, number]
  return { ...stored, at, sequence }
}

function spanOf(within: readonly string[], { fromAt = 0, throughAt, after, before, reverse = false }: EventRange, horizon: number) {
  const from = key(...within, Math.max(fromAt, horizon))
  const start = after === undefined ? undefined : key(...within, after.at, after.sequence)
  const end = before === undefined ? undefined : key(...within, before.at, before.sequence)
  const through = throughAt === undefined ? undefined : key(...within, throughAt, Number.MAX_SAFE_INTEGER)
  return {
    prefix: prefixOf(...within), reverse,
    ...start !== undefined && start > from ? { after: start } : { from },
    ...end !== undefined && (through === undefined || end < through) ? { before: end } : through !== undefined && { through },
  }
}

export function sizeOf({ id }: Holder, call: Call): number {
  return sizes(call).get(id) ?? 0
}

/** Counts bytes that came or went, for the group and for the bill. */
export function resize({ id }: Holder, arn: string, change: number, call: Call): void {
  const before = sizes(call).get(id) ?? 0
  const after = before + change
  sizes(call).put(id, after)
  const billed = Math.floor(after * keptShare) - Math.floor(before * keptShare)
  if (billed !== 0) call.stand('TimedStorage-ByteHrs', billed, { resource: arn })
}

/** Deletes the oldest events before a time, as many as fit into one step. @returns the time of the first one left */
export function clearBefore(holder: Holder, arn: string, before: number, call: Call): number | undefined {
  const table = events(call)
  let cleared = 0
  let bytes = 0
  let left: number | undefined
  for (const [place, stored] of table.scan({ prefix: prefixOf(holder.id) })) {
    const [, at, sequence] = keyParts(place) as [string, number, number]
    if (at >= before || cleared === clearedAtOnce) {
      left = at
      break
    }
    table.delete(place)
    byStream(call).delete(key(holder.id, stored.stream, at, sequence))
    bytes += bytesOf(stored)
    cleared += 1
  }
  if (bytes > 0) resize(holder, arn, -bytes, call)
  return left
}

/** A group that goes: nothing more is stored or billed; its rows go bit by bit. */
export function clearLater(holder: Holder, arn: string, call: Call): void {
  resize(holder, arn, -sizeOf(holder, call), call)
  sizes(call).delete(holder.id)
  call.setTimer('clear', holder.id, call.now(), { groupId: holder.id } satisfies Clearing)
}

/** A stream that goes: what it holds goes at once, as another of its name may come. */
export function clearStream(holder: Holder, arn: string, stream: string, call: Call): void {
  let bytes = 0
  for (const [place] of byStream(call).scan({ prefix: prefixOf(holder.id, stream) })) {
    const [, , at, sequence] = keyParts(place) as [string, string, number, number]
    const stored = events(call).get(key(holder.id, at, sequence))
    if (stored !== undefined) bytes += bytesOf(stored)
    events(call).delete(key(holder.id, at, sequence))
    byStream(call).delete(place)
  }
  if (bytes > 0) resize(holder, arn, -bytes, call)
}

/** Timer: the rows of a group that is gone. */
export function clear({ groupId }: Clearing, call: Call, { id }: { readonly id: string }): void {
  let cleared = 0
  for (const table of [events(call), byStream(call), call.table('data-keys')] as Table<unknown>[]) {
    for (const [place] of table.scan({ prefix: prefixOf(groupId) })) {
      if (cleared === clearedAtOnce) return call.setTimer('clear', id, call.now() + 1, { groupId } satisfies Clearing)
      table.delete(place)
      cleared += 1
    }
  }
}
