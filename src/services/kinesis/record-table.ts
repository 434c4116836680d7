// Where records are kept: one ordered table, by stream, shard and sequence number.

import { key, keyParts, prefixOf } from '../../std/key.ts'
import type { Call, Table } from '../../kernel/service.ts'

export interface StoredRecord {
  /** The partition key. */
  readonly key: string
  readonly data: Uint8Array
  readonly at: number
  /** Encrypted under a data key that stands before the text. */
  readonly sealed?: true
}

export function recordTable(call: Call): Table<StoredRecord> {
  return call.table<StoredRecord>('records')
}

export function recordKey(streamId: string, shardIndex: number, number: string): string {
  return key(streamId, shardIndex, number)
}

/** The sequence number in a record's key. */
export function numberIn(at: string): string {
  return String(keyParts(at)[2])
}

export function shardPrefix(streamId: string, shardIndex: number): string {
  return prefixOf(streamId, shardIndex)
}

export function streamPrefix(streamId: string): string {
  return prefixOf(streamId)
}
