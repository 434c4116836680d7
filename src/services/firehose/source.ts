// Reading from a stream of Kinesis, by real calls: every second while there is something to read, less and less often while there is not.
// Source: "Configure source settings for Amazon Kinesis Data Streams", Developer Guide: from the latest position when the stream was made.

import { Fault, parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { key, prefixOf } from '../../std/key.ts'
import { addRecord, deliverLater } from './buffer.ts'
import { DeliveryStream } from './stream-record.ts'
import { countIncoming } from './usage.ts'

interface Task { readonly name: string, readonly pauseMs: number }

const shortestMs = 1000
const longestMs = 60_000
const mostRecords = 10_000

/** Where a shard was read to. */
const positions = (call: Call) => call.table<string>('positions')

export function readLater({ id, name, source }: DeliveryStream, pauseMs: number, call: Call): void {
  if (source !== undefined) call.setTimer('read', id, call.now() + pauseMs, { name, pauseMs } satisfies Task)
}

export function forgetSource({ id }: DeliveryStream, call: Call): void {
  call.cancelTimer('read', id)
  for (const [place] of positions(call).scan({ prefix: prefixOf(id) })) positions(call).delete(place)
}

/** Timer: a look at every shard. */
export async function read({ name, pauseMs }: Task, call: Call, { id }: { readonly id: string }): Promise<void> {
  const stream = call.of(DeliveryStream).get(name)
  if (stream?.id !== id || stream.source === undefined || stream.status === 'DELETING') return
  const { arn } = stream.source
  const kinesis = call.to('kinesis', parseArn(arn)!)
  let found = 0
  try {
    const { Shards: shards = [] } = await kinesis.ListShards({ StreamARN: arn })
    for (const { ShardId: shard } of shards) found += await readShard(stream, shard, call)
  } catch (error) {
    // A stream that is gone or busy is asked again; its refusal stands in the journal.
    if (!(error instanceof Fault)) throw error
  }
  const nextMs = found > 0 ? shortestMs : Math.min(longestMs, Math.max(shortestMs, pauseMs * 2))
  call.transact(() => {
    const current = call.of(DeliveryStream).get(name)
    if (current?.id === id) readLater(current, nextMs, call)
  })
}

async function readShard(stream: DeliveryStream, shard: string, call: Call): Promise<number> {
  const { arn, startedAt } = stream.source!
  const kinesis = call.to('kinesis', parseArn(arn)!)
  const after = positions(call).get(key(stream.id, shard))
  const { ShardIterator: iterator } = await kinesis.GetShardIterator({ StreamARN: arn, ShardId: shard,
    ...after === undefined ? { ShardIteratorType: 'AT_TIMESTAMP', Timestamp: startedAt }
      : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', StartingSequenceNumber: after } })
  const { Records: records } = await kinesis.GetRecords({ ShardIterator: iterator!, StreamARN: arn, Limit: mostRecords })
  const last = records.at(-1)
  if (last === undefined) return 0
  call.transact(() => {
    if (call.of(DeliveryStream).get(stream.name)?.id !== stream.id) return
    for (const { Data: data, ApproximateArrivalTimestamp: at = call.now() } of records) addRecord(stream, { data, at }, call)
    positions(call).put(key(stream.id, shard), last.SequenceNumber)
    countIncoming(stream, records.map(({ Data }) => Data), call)
    deliverLater(stream, call)
  })
  return records.length
}
