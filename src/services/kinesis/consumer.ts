// Enhanced fan-out: registered consumers, and subscriptions that push a shard's records for five minutes.
// Source: RegisterStreamConsumer and SubscribeToShard, Kinesis Data Streams API Reference.

import type { Consumer as ConsumerOutput, Kinesis, SubscribeToShardEventStream } from '../../../generated/aws/kinesis.ts'
import { arnTemplate, parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { Consumer } from './consumer-record.ts'
import { childrenOf, openAll, readFrom, shardNamed, startOf } from './reading.ts'
import type { Position } from './reading.ts'
import { Stream, streamOf } from './stream.ts'
import type { Naming } from './stream.ts'

const arnOf = arnTemplate('arn:{partition}:kinesis:{region}:{account}:stream/{streamName}/consumer/{name}:{second}')
const mostConsumers = 20
const lastsMs = 300_000
const eventRecords = 10_000
const eventBytes = 2 * 2 ** 20
const typicalMs = 5000

export const RegisterStreamConsumer: Kinesis['RegisterStreamConsumer'] = (input, call) => {
  const stream = streamOf(input, call)
  const consumers = call.of(Consumer)
  const { ConsumerName: name } = input
  if (consumers.get(stream.id, name) !== undefined) {
    throw call.fault('ResourceInUseException',
      `Consumer ${name} of stream ${stream.name} under account ${call.account} already exists.`)
  }
  if (consumers.count({ within: [stream.id] }) >= mostConsumers) {
    throw call.fault('LimitExceededException', `A stream can have ${mostConsumers} registered consumers.`)
  }
  const now = call.now()
  const consumer = consumers.insert({
    streamId: stream.id, streamName: stream.name, name, createdAt: now, readyAt: now + call.lifecycleMs(typicalMs),
  })
  return { Consumer: outputOf(consumer, call) }
}

function outputOf(consumer: Consumer, call: Call): Required<ConsumerOutput> {
  const { name, createdAt, readyAt } = consumer
  return {
    ConsumerName: name, ConsumerARN: arnOf(call, { ...consumer, second: Math.floor(createdAt / 1000) }),
    ConsumerStatus: readyAt <= call.now() ? 'ACTIVE' : 'CREATING', ConsumerCreationTimestamp: createdAt,
  }
}

/** @throws ResourceNotFoundException, InvalidArgumentException */
function consumerOf(input: Naming & { readonly ConsumerName?: string }, call: Call): Consumer {
  const { ConsumerARN: arn, ConsumerName: name = parseArn(arn ?? '')?.resource.split('/')[3]?.split(':')[0] } = input
  if (name === undefined) {
    throw call.fault('InvalidArgumentException', 'Either ConsumerARN, or StreamARN and ConsumerName must be provided.')
  }
  const stream = streamOf(input, call)
  const found = call.of(Consumer).get(stream.id, name)
  if (found !== undefined && (arn === undefined || outputOf(found, call).ConsumerARN === arn)) return found
  throw call.fault('ResourceNotFoundException', `Consumer ${name} of stream ${stream.name} under account ${call.account} not found.`)
}

export const DescribeStreamConsumer: Kinesis['DescribeStreamConsumer'] = (input, call) => {
  const consumer = consumerOf(input, call)
  const stream = streamOf({ StreamName: consumer.streamName }, call)
  return { ConsumerDescription: { ...outputOf(consumer, call), StreamARN: call.arn(Stream, stream) } }
}

export const DeregisterStreamConsumer: Kinesis['DeregisterStreamConsumer'] = (input, call) => {
  const { streamId, name } = consumerOf(input, call)
  call.of(Consumer).delete(streamId, name)
}

export const ListStreamConsumers: Kinesis['ListStreamConsumers'] = function* (input, call) {
  const stream = streamOf(input, call)
  for (const consumer of call.of(Consumer).scan({ within: [stream.id] })) yield outputOf(consumer, call)
}

export const SubscribeToShard: Kinesis['SubscribeToShard'] = (input, call) => {
  const consumer = consumerOf(input, call)
  if (consumer.readyAt > call.now()) {
    throw call.fault('ResourceInUseException', `Consumer ${consumer.name} under account ${call.account} is not ACTIVE.`)
  }
  const stream = streamOf({ StreamName: consumer.streamName }, call)
  const shard = shardNamed(stream, input.ShardId, call)
  const { Type: type, SequenceNumber: number, Timestamp: at } = input.StartingPosition
  const from = startOf(shard, { type, number, at }, call)
  return { EventStream: events({ streamName: stream.name, streamId: stream.id, shard: shard.index, from }, call) }
}

/** Pushes what comes until the five minutes are over, the shard is read to its end, or the client is gone. */
async function* events(start: Position, call: Call): AsyncGenerator<SubscribeToShardEventStream> {
  const endsAt = call.now() + lastsMs
  let position = start
  let isFirst = true
  while (call.now() < endsAt && call.signal?.aborted !== true) {
    const stream = call.of(Stream).get(position.streamName)
    if (stream?.id !== position.streamId) return
    const { found, next, more, behindMs } = readFrom(stream, position, { records: eventRecords, bytes: eventBytes }, call)
    const shard = stream.shards.find(({ index }) => index === position.shard)
    const isOver = !more && (shard === undefined || shard.closedAt !== undefined)
    if (found.length > 0 || isFirst || isOver) {
      yield { SubscribeToShardEvent: {
        Records: await openAll(stream, found, call), MillisBehindLatest: behindMs,
        ContinuationSequenceNumber: found.at(-1)?.number ?? shard?.startNumber ?? '',
        ...(isOver && { ChildShards: childrenOf(stream, position.shard) }),
      } }
    }
    isFirst = false
    position = { ...position, from: next }
    if (isOver) return
    if (!more) await call.wait(`${stream.id} ${position.shard}`, { dueAt: endsAt, patienceMs: lastsMs })
  }
}
