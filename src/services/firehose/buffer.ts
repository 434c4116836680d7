// What waits to be delivered: records in the order they came, and how much of them there is. A delivery is due when the buffer is full, or
// its oldest record has waited for the interval. Source: BufferingHints, Amazon Data Firehose API Reference.

import type { Call, Table } from '../../kernel/service.ts'
import { key, keyParts, prefixOf } from '../../std/key.ts'
import { hintsOf } from './destination.ts'
import type { DeliveryStream } from './stream-record.ts'

export interface BufferedRecord {
  readonly data: Uint8Array
  readonly at: number
  /** Encrypted under a data key that stands before the text. */
  readonly sealed?: true
}

export interface PlacedRecord extends BufferedRecord { readonly sequence: number }

interface Level { readonly bytes: number, readonly sinceAt: number }

type Holder = Pick<DeliveryStream, 'id' | 'name'>

const records = (call: Call): Table<BufferedRecord> => call.table('records')
const levels = (call: Call): Table<Level> => call.table('levels')
const clearedAtOnce = 10_000

export function addRecord(stream: DeliveryStream, record: BufferedRecord, call: Call): void {
  records(call).put(key(stream.id, call.sequence()), record)
  const before = levels(call).get(key(stream.id))
  levels(call).put(key(stream.id), { bytes: (before?.bytes ?? 0) + record.data.length, sinceAt: before?.sinceAt ?? record.at })
}

/** Sets the timer for what the buffer holds now. */
export function deliverLater(stream: DeliveryStream, call: Call): void {
  const level = levels(call).get(key(stream.id))
  if (level === undefined) return
  const { sizeBytes, intervalMs } = hintsOf(stream.destination)
  const dueAt = level.bytes >= sizeBytes ? call.now() : Math.max(call.now(), level.sinceAt + intervalMs)
  call.setTimer('deliver', stream.id, dueAt, { name: stream.name })
}

/** All that waits, in order. */
export function* waiting({ id }: Holder, call: Call): Generator<PlacedRecord> {
  for (const [place, record] of records(call).scan({ prefix: prefixOf(id) })) yield { ...record, sequence: keyParts(place)[1] as number }
}

/** Takes delivered records away, and reckons anew what is left. */
export function removeRecords(stream: Holder, delivered: readonly PlacedRecord[], call: Call): void {
  for (const { sequence } of delivered) records(call).delete(key(stream.id, sequence))
  let bytes = 0
  let sinceAt: number | undefined
  for (const { data, at } of waiting(stream, call)) {
    bytes += data.length
    sinceAt ??= at
  }
  if (sinceAt === undefined) levels(call).delete(key(stream.id))
  else levels(call).put(key(stream.id), { bytes, sinceAt })
}

/** A stream that goes takes what waits with it. */
export function clearRecords({ id }: Holder, call: Call): void {
  call.cancelTimer('deliver', id)
  levels(call).delete(key(id))
  call.setTimer('clear', id, call.now())
}

/** Timer: the records of a stream that is gone, bit by bit. */
export function clear(_payload: unknown, call: Call, { id }: { readonly id: string }): void {
  let cleared = 0
  for (const [place] of records(call).scan({ prefix: prefixOf(id) })) {
    if (cleared === clearedAtOnce) return call.setTimer('clear', id, call.now() + 1)
    records(call).delete(place)
    cleared += 1
  }
}
