// Shards: ranges of the 128-bit hash space, and how they are split, merged and laid out evenly. Pure.
// Source: "Resharding a stream", Kinesis Data Streams Developer Guide; SplitShard, MergeShards and UpdateShardCount, API Reference.

import { createHash } from 'node:crypto'
import type { Shard as ShardOutput } from '../../../generated/aws/kinesis.ts'

export interface Shard {
  readonly index: number
  /** Decimal; both ends belong to it. */
  readonly from: string
  readonly through: string
  readonly startNumber: string
  /** Of a closed shard. */
  readonly endNumber?: string
  readonly closedAt?: number
  readonly createdAt: number
  readonly parent?: number
  readonly adjacentParent?: number
}

export const hashSpace = 1n << 128n

export function shardId(index: number): string {
  return `shardId-${String(index).padStart(12, '0')}`
}

export function hashOf(partitionKey: string): bigint {
  return BigInt(`0x${createHash('md5').update(partitionKey).digest('hex')}`)
}

export function isOpen({ closedAt }: Shard): boolean {
  return closedAt === undefined
}

/** The open shard that a hash key falls into. */
export function shardFor(shards: readonly Shard[], hash: bigint): Shard {
  const found = shards.find(shard => isOpen(shard) && BigInt(shard.from) <= hash && hash <= BigInt(shard.through))
  if (found === undefined) throw new Error(`assert: no shard is for ${hash}`)
  return found
}

/** So many ranges of equal size, the last one up to the end. */
export function evenRanges(count: number): { readonly from: string, readonly through: string }[] {
  const size = hashSpace / BigInt(count)
  return Array.from({ length: count }, (_, i) => ({
    from: String(size * BigInt(i)), through: String(i === count - 1 ? hashSpace - 1n : size * BigInt(i + 1) - 1n),
  }))
}

export function areAdjacent(one: Shard, other: Shard): boolean {
  return BigInt(one.through) + 1n === BigInt(other.from) || BigInt(other.through) + 1n === BigInt(one.from)
}

export function shardOutput({ index, from, through, startNumber, endNumber, parent, adjacentParent }: Shard): ShardOutput {
  return {
    ShardId: shardId(index),
    HashKeyRange: { StartingHashKey: from, EndingHashKey: through },
    SequenceNumberRange: { StartingSequenceNumber: startNumber, ...(endNumber !== undefined && { EndingSequenceNumber: endNumber }) },
    ...(parent !== undefined && { ParentShardId: shardId(parent) }),
    ...(adjacentParent !== undefined && { AdjacentParentShardId: shardId(adjacentParent) }),
  }
}
