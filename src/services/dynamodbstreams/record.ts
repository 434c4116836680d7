// Reading: GetShardIterator says where, GetRecords what comes next. Iterators are sealed positions, good for fifteen minutes of the clock.
// Source: Amazon DynamoDB Streams API Reference.

import { hash } from 'node:crypto'
import type { Dynamodbstreams, GetShardIteratorInput } from '../../../generated/aws/dynamodbstreams.ts'
import { sequencesPerMs, streamRetentionMs } from '../../engines/item-stream.ts'
import type { Call } from '../../kernel/service.ts'
import { Fault } from '../../kernel/service.ts'
import { readSequence, sequenceText, shardsOf } from './shard.ts'
import type { Shard } from './shard.ts'
import { Change, Stream, streamOf } from './stream.ts'

const iteratorLifeMs = 15 * 60_000
const recordLimit = 1000
const answerBytes = 2 ** 20

interface Position {
  readonly arn: string
  readonly shard: string
  /** The first sequence that is still to be read. */
  readonly next: number
  readonly madeAt: number
}

export const GetShardIterator: Dynamodbstreams['GetShardIterator'] = (input, call) => {
  const stream = streamOf(input.StreamArn, call)
  const shard = shardOf(stream, input.ShardId, call)
  const next = startIn(shard, stream, input, call)
  return { ShardIterator: iteratorText({ arn: input.StreamArn, shard: shard.id, next, madeAt: call.now() }, call) }
}

function startIn(shard: Shard, stream: Stream, input: GetShardIteratorInput, call: Call): number {
  const { ShardIteratorType: type, SequenceNumber: text, Timestamp: at } = input
  if (type === 'TRIM_HORIZON') return Math.max(shard.from, horizon(call))
  if (type === 'LATEST') {
    const last = call.of(Change).first({ within: [stream.contents], reverse: true })
    return Math.max(shard.from, Math.max((last?.sequence ?? 0) + 1, call.now() * sequencesPerMs))
  }
  if (type === 'AT_TIMESTAMP') {
    if (at === undefined) throw new Fault('ValidationException', 'Timestamp must be specified for ShardIteratorType AT_TIMESTAMP')
    return Math.max(shard.from, horizon(call), at * sequencesPerMs)
  }
  if (text === undefined) throw new Fault('ValidationException', `SequenceNumber must be specified for ShardIteratorType ${type}`)
  const sequence = readSequence(text)
  if (sequence === undefined || sequence < shard.from || (shard.before !== undefined && sequence >= shard.before)) {
    throw new Fault('ValidationException', `Invalid SequenceNumber ${text} for shard ${shard.id}`)
  }
  if (sequence < horizon(call)) {
    throw call.fault('TrimmedDataAccessException', `The operation attempted to read past the oldest stream record: ${text} is trimmed`)
  }
  return type === 'AFTER_SEQUENCE_NUMBER' ? sequence + 1 : sequence
}

export const GetRecords: Dynamodbstreams['GetRecords'] = ({ ShardIterator: text, Limit: limit = recordLimit }, call) => {
  if (limit > recordLimit) {
    throw new Fault('ValidationException', `1 validation error detected: Value '${limit}' at 'limit' failed to satisfy constraint: ` +
      `Member must have value less than or equal to ${recordLimit}`)
  }
  const position = readIterator(text, call)
  const stream = streamOf(position.arn, call)
  const shard = shardOf(stream, position.shard, call)
  const from = Math.max(position.next, horizon(call))
  const found: Change[] = []
  let sizeBytes = 0
  let next = from
  for (const change of call.of(Change).scan({ within: [stream.contents], from: [from],
    ...(shard.before !== undefined && { before: [shard.before] }) })) {
    if (found.length === limit || (found.length > 0 && sizeBytes + change.sizeBytes > answerBytes)) break
    found.push(change)
    sizeBytes += change.sizeBytes
    next = change.sequence + 1
  }
  call.meter('Streams-Requests', 1)
  const isThrough = shard.before !== undefined && (found.length === 0 || next >= shard.before)
  return {
    Records: found.map(change => describe(change, stream, call)),
    ...(!isThrough && { NextShardIterator: iteratorText({ ...position, next, madeAt: call.now() }, call) }),
  }
}

function describe({ sequence, at, kind, keys, before, after, sizeBytes, expired }: Change, { contents, view }: Stream, call: Call) {
  return {
    eventID: hash('md5', `${contents}/${sequence}`),
    eventName: kind,
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: call.region,
    dynamodb: {
      // To the second, as DynamoDB tells it.
      ApproximateCreationDateTime: Math.floor(at / 1000) * 1000,
      Keys: keys,
      ...(after !== undefined && { NewImage: after }),
      ...(before !== undefined && { OldImage: before }),
      SequenceNumber: sequenceText(sequence),
      SizeBytes: sizeBytes,
      StreamViewType: view,
    },
    ...(expired && { userIdentity: { PrincipalId: 'dynamodb.amazonaws.com', Type: 'Service' } }),
  }
}

function shardOf(stream: Stream, id: string, call: Call): Shard {
  const shard = shardsOf(stream, call.now()).find(each => each.id === id)
  if (shard !== undefined) return shard
  throw call.fault('ResourceNotFoundException',
    `Requested resource not found: Shard: ${id} in stream: ${call.arn(Stream, stream)} not found`)
}

/** The oldest sequence that can be read. */
function horizon(call: Call): number {
  return (call.now() - streamRetentionMs) * sequencesPerMs
}

function iteratorText(position: Position, call: Call): string {
  return `${position.arn}|1|${call.seal('iterator', position)}`
}

function readIterator(text: string, call: Call): Position {
  const position = call.open('iterator', text.slice(text.lastIndexOf('|') + 1)) as Position | undefined
  if (position === undefined || !text.startsWith(`${position.arn}|`)) throw new Fault('ValidationException', 'Invalid ShardIterator')
  if (call.now() > position.madeAt + iteratorLifeMs) {
    throw call.fault('ExpiredIteratorException',
      `The shard iterator has expired: it was created at ${new Date(position.madeAt).toISOString()}, ` +
      'and shard iterators expire 15 minutes after they are retrieved')
  }
  return position
}
