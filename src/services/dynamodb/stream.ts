// A table's stream: its record, the changes it holds, and how a write becomes one of them. Reading streams is the service
// `dynamodbstreams`, which shares these records. Invariant: sequences grow with every change of a stream, and begin with the time, so that
// shards are stretches of the sequence and need no records of their own.
// Source: "Change data capture for DynamoDB Streams", DynamoDB Developer Guide.

import { sequencesPerMs, streamRetentionMs } from '../../engines/item-stream.ts'
import type { ItemChange, ItemStream } from '../../engines/item-stream.ts'
import { records, resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import type { KeySchema } from './engine/key.ts'
import type { Item } from './engine/value.ts'
import type { StreamView, Table } from './table.ts'

export interface Stream extends ItemStream {
  readonly view: StreamView
  readonly key: KeySchema
}

export const Stream = resource<Stream>({
  name: 'Stream',
  key: ['table', 'label'],
  arn: 'arn:{partition}:dynamodb:{region}:{account}:table/{table}/stream/{label}',
  notFound: { code: 'ResourceNotFoundException', message: () => 'Requested resource not found: Stream not found' },
})

/** One change of one item. */
export type Change = ItemChange<Item>

export const Change = records<Change>({ name: 'Change', key: ['stream', 'sequence'] })

/** Timers that clear away do it for so much at a time. */
const sweepMs = 3_600_000

/** Opens a new stream of a table. @returns its label */
export function openStream(table: Pick<Table, 'name' | 'key'>, view: StreamView, call: Call): string {
  let at = call.now()
  while (call.of(Stream).get(table.name, labelOf(at)) !== undefined) at += 1
  const label = labelOf(at)
  const { name, key } = table
  call.of(Stream).insert({ table: name, label, contents: call.alphanumeric(10), view, key, status: 'ENABLED', createdAt: call.now() })
  return label
}

/** Closes a stream; what it holds can be read for another day. */
export function closeStream(name: string, label: string, call: Call): void {
  const stream = call.of(Stream).get(name, label)
  if (stream === undefined) return
  call.of(Stream).put({ ...stream, status: 'DISABLED', disabledAt: call.now() })
  call.setTimer('endStream', `${name}/${label}`, call.now() + streamRetentionMs, { table: name, label })
}

/** A change as the table knows it, with the sizes of its parts. */
export interface Told extends Pick<Change, 'kind' | 'keys' | 'before' | 'after' | 'expired'> {
  readonly keysSizeBytes: number
  readonly beforeSizeBytes: number
  readonly afterSizeBytes: number
}

/** Tells a stream of a change. Images beyond what the view shows are not kept. */
export function tell(stream: Stream, change: Told, call: Call): void {
  const changes = call.of(Change)
  const now = call.now()
  const last = changes.first({ within: [stream.contents], reverse: true })
  const sequence = Math.max(last === undefined ? 0 : last.sequence + 1, now * sequencesPerMs)
  const { kind, keys, before, after, expired, keysSizeBytes, beforeSizeBytes, afterSizeBytes } = change
  const showsBefore = stream.view === 'OLD_IMAGE' || stream.view === 'NEW_AND_OLD_IMAGES'
  const showsAfter = stream.view === 'NEW_IMAGE' || stream.view === 'NEW_AND_OLD_IMAGES'
  changes.insert({
    stream: stream.contents, sequence, at: now, kind, keys,
    sizeBytes: keysSizeBytes + (showsBefore ? beforeSizeBytes : 0) + (showsAfter ? afterSizeBytes : 0),
    ...(before !== undefined && showsBefore && { before }),
    ...(after !== undefined && showsAfter && { after }),
    ...(expired && { expired }),
  })
  call.arrivals.tell(Stream, stream, now)
  if (last === undefined) call.setTimer('trimStream', stream.contents, now + streamRetentionMs + sweepMs, stream.contents)
}

/** Forgets what is older than a day; rings again while there is more. */
export function trimStream(contents: string, call: Call): void {
  const changes = call.of(Change)
  const oldestAt = call.now() - streamRetentionMs
  for (const { sequence, at } of changes.scan({ within: [contents] })) {
    if (at > oldestAt) {
      call.setTimer('trimStream', contents, Math.max(at + streamRetentionMs, call.now() + sweepMs), contents)
      return
    }
    changes.delete(contents, sequence)
  }
}

/** A closed stream's day is over. */
export function endStream({ table, label }: { readonly table: string, readonly label: string }, call: Call): void {
  const stream = call.of(Stream).delete(table, label)
  if (stream === undefined) return
  call.cancelTimer('trimStream', stream.contents)
  for (const { sequence } of call.of(Change).scan({ within: [stream.contents] })) call.of(Change).delete(stream.contents, sequence)
}

function labelOf(at: number): string {
  return new Date(at).toISOString().slice(0, -1)
}
