// Streams: their record and declaration, how a call names one, their making and end, and what is said of them.
// Source: CreateStream, DescribeStream, DescribeStreamSummary, ListStreams and DeleteStream, Kinesis Data Streams API Reference.

import type { EnhancedMetrics, Kinesis, StreamDescriptionSummary } from '../../../generated/aws/kinesis.ts'
import { parseArn, resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { streamHandlers } from './cloud-formation.ts'
import { Consumer } from './consumer-record.ts'
import { sequenceNumber } from './sequence.ts'
import { evenRanges, isOpen, shardId, shardOutput } from './shard.ts'
import type { Shard } from './shard.ts'

export interface Stream {
  readonly name: string
  /** Names what it holds: a stream made again under its old name shares nothing with it. */
  readonly id: string
  readonly status: 'CREATING' | 'ACTIVE' | 'UPDATING' | 'DELETING'
  readonly mode: 'PROVISIONED' | 'ON_DEMAND'
  readonly shards: readonly Shard[]
  readonly retentionHours: number
  readonly createdAt: number
  readonly largestRecordKiB: number
  readonly kmsKeyId?: string
  readonly metrics: readonly string[]
  readonly policy?: string
}

export const Stream = resource<Stream>({
  name: 'Stream',
  key: 'name',
  arn: 'arn:{partition}:kinesis:{region}:{account}:stream/{name}',
  tags: 'list',
  notFound: 'ResourceNotFoundException',
  exists: 'ResourceInUseException',
  lifecycle: {
    field: 'status',
    settles: {
      CREATING: { to: 'ACTIVE', afterMs: 15_000 }, UPDATING: { to: 'ACTIVE', afterMs: 30_000 }, DELETING: { to: null, afterMs: 15_000 },
    },
  },
  // "Amazon Kinesis Data Streams pricing": by the shard and hour, or by the stream on demand.
  meters: [{
    usageType: ({ mode }) => mode === 'PROVISIONED' ? 'Storage-ShardHour' : 'OnDemand-StreamHour',
    quantity: ({ mode, shards }) => mode === 'PROVISIONED' ? shards.filter(isOpen).length : 1,
  }],
  cloudFormation: streamHandlers,
})

/** Members that name a stream. */
export interface Naming {
  readonly StreamName?: string
  readonly StreamARN?: string
  readonly ResourceARN?: string
  readonly ConsumerARN?: string
}

export const onDemandShards = 4
const mostShards = 10_000
const smallestRecordKiB = 1024

/** The name that a call gives; of a consumer, that of its stream. */
export function nameOf(input: Naming): string | undefined {
  const { StreamName: name, StreamARN: arn, ResourceARN: resourceArn, ConsumerARN: consumerArn } = input
  if (name !== undefined) return name
  const given = arn ?? resourceArn ?? consumerArn
  return given === undefined ? undefined : parseArn(given)?.resource.split('/')[1]
}

/** @throws ResourceNotFoundException, InvalidArgumentException */
export function streamOf(input: Naming, call: Call): Stream {
  const name = nameOf(input)
  if (name === undefined) throw call.fault('InvalidArgumentException', 'Either StreamName or StreamARN must be provided.')
  const found = call.of(Stream).get(name)
  if (found !== undefined) return call.of(Stream).require(name)
  throw call.fault('ResourceNotFoundException', `Stream ${name} under account ${call.account} not found.`)
}

/** A stream that can be changed now. @throws ResourceInUseException */
export function activeStream(input: Naming, call: Call): Stream {
  const stream = streamOf(input, call)
  if (stream.status === 'ACTIVE') return stream
  throw call.fault('ResourceInUseException',
    `Stream ${stream.name} under account ${call.account} not ACTIVE, instead in state ${stream.status}`)
}

export const CreateStream: Kinesis['CreateStream'] = (input, call) => {
  const { StreamName: name } = input
  const mode = (input.StreamModeDetails?.StreamMode ?? 'PROVISIONED') as Stream['mode']
  if (call.of(Stream).get(name) !== undefined) {
    throw call.fault('ResourceInUseException', `Stream ${name} under account ${call.account} already exists.`)
  }
  const count = mode === 'ON_DEMAND' ? onDemandShards : input.ShardCount
  if (count === undefined) throw call.fault('InvalidArgumentException', 'ShardCount must be specified for a stream in PROVISIONED mode.')
  if (mode === 'ON_DEMAND' && input.ShardCount !== undefined) {
    throw call.fault('InvalidArgumentException', 'ShardCount cannot be specified for a stream in ON_DEMAND mode.')
  }
  if (count > mostShards) {
    throw call.fault('LimitExceededException', `The shard limit of account ${call.account} is ${mostShards} in region ${call.region}.`)
  }
  const now = call.now()
  call.of(Stream).insert({
    name, mode, id: call.hex(16), status: 'CREATING', createdAt: now, retentionHours: 24, metrics: [],
    largestRecordKiB: input.MaxRecordSizeInKiB ?? smallestRecordKiB,
    shards: evenRanges(count).map((range, index) => newShard(index, range, call)),
  })
  if (input.Tags !== undefined && Object.keys(input.Tags).length > 0) call.tags(Stream).add(input.Tags, name)
}

export function newShard(index: number, range: { readonly from: string, readonly through: string }, call: Call,
  parents: Pick<Shard, 'parent' | 'adjacentParent'> = {}): Shard {
  return { index, ...range, ...parents, startNumber: sequenceNumber(call.sequence(), index), createdAt: call.now() }
}

/** The stream with its new shards, while it is changed. */
export function reshaped(stream: Stream, shards: readonly Shard[], call: Call): Stream {
  return call.of(Stream).put({ ...stream, shards, status: 'UPDATING' })
}

export function closed(shard: Shard, call: Call): Shard {
  return { ...shard, closedAt: call.now(), endNumber: sequenceNumber(call.sequence(), shard.index) }
}

export const ListStreams: Kinesis['ListStreams'] = ({ ExclusiveStartStreamName: start, NextToken: token, Limit: limit = 100 }, call) => {
  const after = token === undefined ? start : call.open('streams', token) as string | undefined
  if (token !== undefined && after === undefined) throw call.fault('InvalidArgumentException', 'Invalid NextToken')
  const found = [...call.of(Stream).scan(after === undefined ? {} : { after: [after] })]
  const shown = found.slice(0, limit)
  const more = found.length > shown.length
  return {
    StreamNames: shown.map(({ name }) => name), HasMoreStreams: more,
    StreamSummaries: shown.map(stream => ({
      StreamName: stream.name, StreamARN: call.arn(Stream, stream), StreamStatus: stream.status,
      StreamModeDetails: { StreamMode: stream.mode }, StreamCreationTimestamp: stream.createdAt,
    })),
    ...(more && { NextToken: call.seal('streams', shown.at(-1)!.name) }),
  }
}

export const DescribeStream: Kinesis['DescribeStream'] = (input, call) => {
  const stream = streamOf(input, call)
  const { ExclusiveStartShardId: start, Limit: limit = 100 } = input
  const found = stream.shards.filter(({ index }) => start === undefined || shardId(index) > start)
  const { StreamCreationTimestamp, StreamARN, StreamName, StreamStatus, StreamModeDetails, RetentionPeriodHours, EnhancedMonitoring,
    EncryptionType, KeyId } = summaryOf(stream, call)
  return {
    StreamDescription: {
      StreamCreationTimestamp, StreamARN, StreamName, StreamStatus, StreamModeDetails: StreamModeDetails!, RetentionPeriodHours,
      EnhancedMonitoring, EncryptionType: EncryptionType!, ...(KeyId !== undefined && { KeyId }),
      Shards: found.slice(0, limit).map(shardOutput), HasMoreShards: found.length > limit,
    },
  }
}

export const DescribeStreamSummary: Kinesis['DescribeStreamSummary'] = (input, call) =>
  ({ StreamDescriptionSummary: summaryOf(streamOf(input, call), call) })

function summaryOf(stream: Stream, call: Call): StreamDescriptionSummary {
  const { name, status, mode, retentionHours, kmsKeyId } = stream
  return {
    StreamName: name, StreamARN: call.arn(Stream, stream), StreamStatus: status, StreamModeDetails: { StreamMode: mode },
    RetentionPeriodHours: retentionHours, StreamCreationTimestamp: stream.createdAt, EnhancedMonitoring: monitoringOf(stream),
    EncryptionType: kmsKeyId === undefined ? 'NONE' : 'KMS', ...(kmsKeyId !== undefined && { KeyId: kmsKeyId }),
    OpenShardCount: stream.shards.filter(isOpen).length, ConsumerCount: call.of(Consumer).count({ within: [stream.id] }),
    MaxRecordSizeInKiB: stream.largestRecordKiB,
  }
}

export function monitoringOf({ metrics }: Stream): EnhancedMetrics[] {
  return [{ ShardLevelMetrics: metrics }]
}
