// Shards: stretches of a stream's sequence, each four hours long, one after the other. They follow from the stream's beginning and end and
// are stored nowhere. Pure. Source: "Change data capture for DynamoDB Streams", Developer Guide: shards roll over every four hours.

import { hash } from 'node:crypto'
import { sequencesPerMs, streamRetentionMs } from '../../engines/item-stream.ts'
import type { Stream } from './stream.ts'

export interface Shard {
  readonly id: string
  readonly parentId: string | undefined
  /** The first sequence that may be in it. */
  readonly from: number
  /** The first that is past it; undefined while it is written to. */
  readonly before: number | undefined
}

const shardMs = 4 * 3_600_000

/** Shards that can be read, oldest first. */
export function shardsOf(stream: Stream, now: number): Shard[] {
  const { createdAt, disabledAt } = stream
  const endAt = disabledAt ?? now
  const first = Math.max(0, Math.floor((now - streamRetentionMs - createdAt) / shardMs))
  const last = Math.floor((endAt - createdAt) / shardMs)
  const shards: Shard[] = []
  for (let i = first; i <= last; i += 1) {
    const startAt = createdAt + i * shardMs
    const isOpen = i === last && disabledAt === undefined
    shards.push({
      id: shardId(stream, startAt),
      parentId: i === 0 ? undefined : shardId(stream, startAt - shardMs),
      from: startAt * sequencesPerMs,
      before: isOpen ? undefined : Math.min(startAt + shardMs, i === last ? endAt + 1 : Infinity) * sequencesPerMs,
    })
  }
  return shards
}

/** 21 digits, as DynamoDB's least are. */
export function sequenceText(sequence: number): string {
  return `1${String(sequence).padStart(20, '0')}`
}

/** @returns undefined for a text that is no sequence number */
export function readSequence(text: string): number | undefined {
  return /^1\d{20}$/.test(text) ? Number(text.slice(1)) : undefined
}

function shardId({ contents }: Stream, startAt: number): string {
  return `shardId-${String(startAt).padStart(20, '0')}-${hash('sha256', `${contents}${startAt}`).slice(0, 8)}`
}
