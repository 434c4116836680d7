// Reading a shard: iterators, which last five minutes, and the records from where they stand. An iterator is sealed; nothing is kept of it.
// Source: GetShardIterator and GetRecords, Kinesis Data Streams API Reference.

import type { GetRecordsOutput, Kinesis, KinesisRecord } from '../../../generated/aws/kinesis.ts'
import type { Call } from '../../kernel/service.ts'
import { openRecord } from './encryption.ts'
import { numberIn, recordKey, recordTable, shardPrefix } from './record-table.ts'
import type { StoredRecord } from './record-table.ts'
import { trimHorizon } from './retention.ts'
import { firstNumberAt, isSequenceNumber, sequenceNumber } from './sequence.ts'
import { shardId } from './shard.ts'
import { bearRead } from './shard-load.ts'
import type { Shard } from './shard.ts'
import { Stream, streamOf } from './stream.ts'
import { tellRead } from './stream-metrics.ts'

/** Where a reader stands: the first sequence number that it has not seen. */
export interface Position { readonly streamName: string, readonly streamId: string, readonly shard: number, readonly from: string }

interface Iterator extends Position { readonly madeAt: number }

const lastsMs = 300_000
const mostRecords = 10_000
const mostBytes = 10 * 2 ** 20
const purpose = 'shard-iterator'

interface Start { readonly type: string, readonly number?: string | undefined, readonly at?: number | undefined }

export const GetShardIterator: Kinesis['GetShardIterator'] = (input, call) => {
  const stream = streamOf(input, call)
  const shard = shardNamed(stream, input.ShardId, call)
  const from = startOf(shard, { type: input.ShardIteratorType, number: input.StartingSequenceNumber, at: input.Timestamp }, call)
  return { ShardIterator: iteratorAt({ streamName: stream.name, streamId: stream.id, shard: shard.index, from }, call) }
}

/** @throws ResourceNotFoundException */
export function shardNamed(stream: Stream, id: string, call: Call): Shard {
  const found = stream.shards.find(({ index }) => shardId(index) === id || String(index) === id.replace(/^(?:shardId-)?0*(?=\d)/, ''))
  if (found !== undefined) return found
  throw call.fault('ResourceNotFoundException', `Shard ${id} in stream ${stream.name} under account ${call.account} does not exist`)
}

/** The first sequence number to read. @throws InvalidArgumentException */
export function startOf(shard: Shard, { type, number, at }: Start, call: Call): string {
  if (type === 'TRIM_HORIZON') return ''
  if (type === 'LATEST') return sequenceNumber(call.sequence(), shard.index)
  if (type === 'AT_TIMESTAMP') {
    if (at === undefined) {
      throw call.fault('InvalidArgumentException', 'Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP.')
    }
    if (at > call.now()) {
      throw call.fault('InvalidArgumentException', 'The timestampInMillis parameter cannot be greater than the currentTimestampInMillis.')
    }
    return firstNumberAt(at, shard.index)
  }
  if (number === undefined) {
    throw call.fault('InvalidArgumentException',
      `Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER with a StartingSequenceNumber, not ${type} alone.`)
  }
  if (!isSequenceNumber(number)) {
    throw call.fault('InvalidArgumentException', `StartingSequenceNumber ${number} used in GetShardIterator is not a sequence number.`)
  }
  return type === 'AT_SEQUENCE_NUMBER' ? number : `${number}+`
}

function iteratorAt(position: Position, call: Call): string {
  return call.seal(purpose, { ...position, madeAt: call.now() } satisfies Iterator)
}

export const GetRecords: Kinesis['GetRecords'] = (input, call) => {
  const { stream, position } = opened(input.ShardIterator, call)
  const bear = bearRead(stream, position.shard, call)
  const read = readFrom(stream, position, { records: input.Limit ?? mostRecords, bytes: mostBytes }, call)
  const sizeBytes = read.found.reduce((sum, { record: { data } }) => sum + data.length, 0)
  bear(sizeBytes)
  tellRead(stream, read.found.length, sizeBytes, read.behindMs, call)
  const answer = answerTo(stream, position, read, call)
  if (!read.found.some(({ record }) => record.sealed)) return { ...answer, Records: read.found.map(outputOf) }
  return openAll(stream, read.found, call).then(Records => ({ ...answer, Records }))
}

/** @throws ExpiredIteratorException, InvalidArgumentException, ResourceNotFoundException */
function opened(token: string, call: Call): { readonly stream: Stream, readonly position: Position } {
  const position = call.open(purpose, token) as Iterator | undefined
  if (position === undefined) throw call.fault('InvalidArgumentException', 'Invalid ShardIterator.')
  const stream = streamOf({ StreamName: position.streamName }, call)
  if (stream.id !== position.streamId) throw call.fault('InvalidArgumentException', 'Invalid ShardIterator.')
  const now = call.now()
  if (now - position.madeAt <= lastsMs) return { stream, position }
  throw call.fault('ExpiredIteratorException',
    `Iterator expired. The iterator was created at time ${new Date(position.madeAt).toUTCString()} while ` +
    ` right now it is ${new Date(now).toUTCString()} which is further in the future than the tolerated delay of ${lastsMs} milliseconds.`)
}

interface Found { readonly number: string, readonly record: StoredRecord }

export interface Read {
  readonly found: readonly Found[]
  readonly next: string
  /** Whether there is more now. */
  readonly more: boolean
  /** Age of the first record not read. */
  readonly behindMs: number
}

interface Limit { readonly records: number, readonly bytes: number }

/** The records of a shard from a position on, as far as they are kept and the limits go. */
export function readFrom(stream: Stream, position: Position, limit: Limit, call: Call): Read {
  const { id } = stream
  const { shard, from } = position
  const earliest = firstNumberAt(Math.max(0, trimHorizon(stream, call.now())), shard)
  const start = from > earliest ? from : earliest
  const prefix = shardPrefix(id, shard)
  const found: Found[] = []
  let bytes = 0
  let next = start
  for (const [at, record] of recordTable(call).scan({ prefix, from: recordKey(id, shard, start) })) {
    if (found.length === limit.records || bytes + record.data.length > limit.bytes && found.length > 0) {
      return { found, next, more: true, behindMs: call.now() - record.at }
    }
    const number = numberIn(at)
    found.push({ number, record })
    bytes += record.data.length
    next = `${number}+`
  }
  return { found, next, more: false, behindMs: 0 }
}

function answerTo(stream: Stream, position: Position, { next, more, behindMs }: Read, call: Call): Omit<GetRecordsOutput, 'Records'> {
  const shard = stream.shards.find(({ index }) => index === position.shard)
  const isOver = !more && (shard === undefined || shard.closedAt !== undefined)
  if (!isOver) return { MillisBehindLatest: behindMs, NextShardIterator: iteratorAt({ ...position, from: next }, call) }
  return { MillisBehindLatest: 0, ChildShards: childrenOf(stream, position.shard) }
}

export function childrenOf({ shards }: Stream, parent: number): NonNullable<GetRecordsOutput['ChildShards']> {
  return shards.filter(shard => shard.parent === parent || shard.adjacentParent === parent).map(shard => ({
    ShardId: shardId(shard.index), HashKeyRange: { StartingHashKey: shard.from, EndingHashKey: shard.through },
    ParentShards: [shard.parent, shard.adjacentParent].filter(index => index !== undefined).map(shardId),
  }))
}

function outputOf({ number, record: { key, data, at, sealed } }: Found): KinesisRecord {
  return {
    SequenceNumber: number, PartitionKey: key, Data: data, ApproximateArrivalTimestamp: at, ...(sealed && { EncryptionType: 'KMS' }),
  }
}

export async function openAll(stream: Stream, found: readonly Found[], call: Call): Promise<KinesisRecord[]> {
  const outputs: KinesisRecord[] = []
  for (const each of found) {
    const { record } = each
    outputs.push({ ...outputOf(each), ...(record.sealed && { Data: await openRecord(stream, record.data, call) }) })
  }
  return outputs
}
