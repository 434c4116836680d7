// Changing the number of shards: splitting, merging, an even layout of another count, and the two modes of a stream.
// Source: SplitShard, MergeShards, UpdateShardCount and UpdateStreamMode, Kinesis Data Streams API Reference.

import type { Kinesis } from '../../../generated/aws/kinesis.ts'
import type { Call } from '../../kernel/service.ts'
import { shardNamed } from './reading.ts'
import { areAdjacent, evenRanges, isOpen, shardId } from './shard.ts'
import type { Shard } from './shard.ts'
import { activeStream, closed, newShard, onDemandShards, reshaped, Stream } from './stream.ts'

export const SplitShard: Kinesis['SplitShard'] = (input, call) => {
  const stream = provisionedStream(input, call)
  const shard = openShard(stream, input.ShardToSplit, call)
  const start = BigInt(input.NewStartingHashKey)
  if (start <= BigInt(shard.from) || start > BigInt(shard.through)) {
    throw call.fault('InvalidArgumentException',
      `NewStartingHashKey ${start} used in SplitShard() on shard ${shardId(shard.index)} in stream ${stream.name} under account ` +
      `${call.account} is not both greater than one plus the shard's StartingHashKey ${shard.from} and less than the shard's ` +
      `EndingHashKey ${BigInt(shard.through) - 1n}.`)
  }
  const next = nextIndex(stream)
  const parents = { parent: shard.index }
  reshaped(stream, [
    ...withClosed(stream, [shard], call),
    newShard(next, { from: shard.from, through: String(start - 1n) }, call, parents),
    newShard(next + 1, { from: String(start), through: shard.through }, call, parents),
  ], call)
  wake(stream, [shard], call)
}

export const MergeShards: Kinesis['MergeShards'] = (input, call) => {
  const stream = provisionedStream(input, call)
  const one = openShard(stream, input.ShardToMerge, call)
  const other = openShard(stream, input.AdjacentShardToMerge, call)
  if (!areAdjacent(one, other)) {
    throw call.fault('InvalidArgumentException',
      `Shards ${shardId(one.index)} and ${shardId(other.index)} in stream ${stream.name} under account ${call.account} are not an ` +
      'adjacent pair of shards eligible for merging')
  }
  const [low, high] = BigInt(one.from) < BigInt(other.from) ? [one, other] : [other, one]
  reshaped(stream, [
    ...withClosed(stream, [one, other], call),
    newShard(nextIndex(stream), { from: low.from, through: high.through }, call, { parent: one.index, adjacentParent: other.index }),
  ], call)
  wake(stream, [one, other], call)
}

export const UpdateShardCount: Kinesis['UpdateShardCount'] = (input, call) => {
  const stream = provisionedStream(input, call)
  const { TargetShardCount: target } = input
  const open = stream.shards.filter(isOpen)
  if (target > open.length * 2) {
    throw call.fault('LimitExceededException',
      `UpdateShardCount cannot scale up over double your current open shard count. Current open shard count: ${open.length} ` +
      `Target shard count: ${target}`)
  }
  if (target * 2 < open.length) {
    throw call.fault('LimitExceededException',
      `UpdateShardCount cannot scale down below half your current open shard count. Current open shard count: ${open.length} ` +
      `Target shard count: ${target}`)
  }
  layOut(stream, target, call)
  return { StreamName: stream.name, StreamARN: call.arn(Stream, stream), CurrentShardCount: open.length, TargetShardCount: target }
}

/** Closes every open shard, and opens so many of equal size; a new one has the parents that it overlaps. */
function layOut(stream: Stream, count: number, call: Call): void {
  const open = stream.shards.filter(isOpen)
  const first = nextIndex(stream)
  const made = evenRanges(count).map((range, i) => {
    const [parent, adjacentParent] = open.filter(({ from, through }) =>
      BigInt(from) <= BigInt(range.through) && BigInt(range.from) <= BigInt(through))
    return newShard(first + i, range, call, {
      parent: parent!.index, ...(adjacentParent !== undefined && { adjacentParent: adjacentParent.index }),
    })
  })
  reshaped(stream, [...withClosed(stream, open, call), ...made], call)
  wake(stream, open, call)
}

/** An on-demand stream has four shards at least. */
export const UpdateStreamMode: Kinesis['UpdateStreamMode'] = (input, call) => {
  const stream = activeStream(input, call)
  const mode = input.StreamModeDetails.StreamMode as Stream['mode']
  const changed = { ...stream, mode }
  if (mode === 'ON_DEMAND' && stream.shards.filter(isOpen).length < onDemandShards) layOut(changed, onDemandShards, call)
  else call.of(Stream).put({ ...changed, status: 'UPDATING' })
}

function provisionedStream(input: object, call: Call): Stream {
  const stream = activeStream(input, call)
  if (stream.mode === 'PROVISIONED') return stream
  throw call.fault('ValidationException', `Request is invalid. Stream ${stream.name} under account ${call.account} is in On-Demand mode.`)
}

function openShard(stream: Stream, id: string, call: Call): Shard {
  const shard = shardNamed(stream, id, call)
  if (isOpen(shard)) return shard
  throw call.fault('InvalidArgumentException',
    `Shard ${id} in stream ${stream.name} under account ${call.account} has already been merged or split, and thus is not eligible for ` +
    'merging or splitting.')
}

function nextIndex({ shards }: Stream): number {
  return shards.at(-1)!.index + 1
}

function withClosed({ shards }: Stream, ending: readonly Shard[], call: Call): Shard[] {
  return shards.map(shard => ending.includes(shard) ? closed(shard, call) : shard)
}

/** Those who wait for records of a closed shard wait no longer. */
function wake({ id }: Stream, shards: readonly Shard[], call: Call): void {
  for (const { index } of shards) call.wake(`${id} ${index}`, Infinity)
}
