// What else can be said of streams and set on them: lists of shards, limits, monitoring, record sizes, tags, policies, their end.
// Source: ListShards, DescribeLimits, EnableEnhancedMonitoring, AddTagsToStream, PutResourcePolicy and DeleteStream, API Reference.

import type { Kinesis } from '../../../generated/aws/kinesis.ts'
import { readPolicy } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { Consumer } from './consumer-record.ts'
import { trimHorizon } from './retention.ts'
import { isOpen, shardId, shardOutput } from './shard.ts'
import type { Shard } from './shard.ts'
import { activeStream, nameOf, Stream, streamOf } from './stream.ts'
import type { Naming } from './stream.ts'

const shardLimit = 20_000
const onDemandLimit = 50

export const DeleteStream: Kinesis['DeleteStream'] = (input, call) => {
  const stream = streamOf(input, call)
  if (stream.status === 'DELETING') {
    throw call.fault('ResourceInUseException', `Stream ${stream.name} under account ${call.account} is being deleted.`)
  }
  const consumers = [...call.of(Consumer).scan({ within: [stream.id] })]
  if (consumers.length > 0 && input.EnforceConsumerDeletion !== true) {
    throw call.fault('ResourceInUseException',
      `Stream ${stream.name} under account ${call.account} has registered consumers. Deregister them, or set EnforceConsumerDeletion.`)
  }
  for (const { name } of consumers) call.of(Consumer).delete(stream.id, name)
  call.of(Stream).put({ ...stream, status: 'DELETING' })
  call.setTimer('trim', stream.id, call.now() + call.lifecycleMs(15_000) + 1, { name: stream.name })
}

interface ShardsToken { readonly stream: string, readonly after: string, readonly filter?: object }

export const ListShards: Kinesis['ListShards'] = (input, call) => {
  const { NextToken: token, MaxResults: limit = 1000, ExclusiveStartShardId: start, ShardFilter: filter } = input
  const opened = token === undefined ? undefined : call.open('shards', token) as ShardsToken | undefined
  if (token !== undefined && opened === undefined) throw call.fault('InvalidArgumentException', 'Invalid NextToken')
  if (token !== undefined && nameOf(input) !== undefined) {
    throw call.fault('InvalidArgumentException', 'NextToken and StreamName cannot be provided together.')
  }
  const stream = streamOf(opened === undefined ? input : { StreamName: opened.stream }, call)
  const after = opened?.after ?? start
  const wanted = filterOf(stream, (opened?.filter ?? filter ?? {}) as Filter, call)
  const found = stream.shards.filter(shard => (after === undefined || shardId(shard.index) > after) && wanted(shard))
  const shown = found.slice(0, limit)
  const next = { stream: stream.name, after: shardId(shown.at(-1)?.index ?? 0), ...(filter !== undefined && { filter }) }
  return { Shards: shown.map(shardOutput), ...(found.length > shown.length && { NextToken: call.seal('shards', next) }) }
}

interface Filter { readonly Type?: string, readonly ShardId?: string, readonly Timestamp?: number }

/** "ShardFilter", API Reference. */
function filterOf(stream: Stream, { Type: type, ShardId: id = '', Timestamp: at = 0 }: Filter, call: Call): (shard: Shard) => boolean {
  const horizon = trimHorizon(stream, call.now())
  switch (type) {
    case 'AFTER_SHARD_ID': return ({ index }) => shardId(index) > id
    case 'AT_LATEST': return isOpen
    case 'AT_TRIM_HORIZON': return ({ createdAt, closedAt }) => createdAt <= horizon && (closedAt === undefined || closedAt >= horizon)
      || createdAt === stream.createdAt
    case 'AT_TIMESTAMP': return ({ createdAt, closedAt }) => createdAt <= at && (closedAt === undefined || closedAt >= at)
    case 'FROM_TIMESTAMP': return ({ closedAt }) => closedAt === undefined || closedAt >= at
    default: return ({ closedAt }) => closedAt === undefined || closedAt >= horizon
  }
}

export const DescribeLimits: Kinesis['DescribeLimits'] = (_, call) => {
  const streams = [...call.of(Stream).scan()]
  const open = streams.filter(({ mode }) => mode === 'PROVISIONED').reduce((sum, { shards }) => sum + shards.filter(isOpen).length, 0)
  return {
    ShardLimit: shardLimit, OpenShardCount: open, OnDemandStreamCount: streams.filter(({ mode }) => mode === 'ON_DEMAND').length,
    OnDemandStreamCountLimit: onDemandLimit,
  }
}

const allMetrics = [
  'IncomingBytes', 'IncomingRecords', 'IteratorAgeMilliseconds', 'OutgoingBytes', 'OutgoingRecords', 'ReadProvisionedThroughputExceeded',
  'WriteProvisionedThroughputExceeded',
]

function setMetrics(input: Naming & { readonly ShardLevelMetrics: readonly string[] }, call: Call,
  change: (before: readonly string[], given: readonly string[]) => string[]): object {
  const stream = activeStream(input, call)
  const given = input.ShardLevelMetrics.includes('ALL') ? allMetrics : input.ShardLevelMetrics
  const metrics = change(stream.metrics, given).sort()
  call.of(Stream).put({ ...stream, metrics })
  return {
    StreamName: stream.name, StreamARN: call.arn(Stream, stream), CurrentShardLevelMetrics: stream.metrics,
    DesiredShardLevelMetrics: metrics,
  }
}

export const EnableEnhancedMonitoring: Kinesis['EnableEnhancedMonitoring'] = (input, call) =>
  setMetrics(input, call, (before, given) => [...new Set([...before, ...given])])

export const DisableEnhancedMonitoring: Kinesis['DisableEnhancedMonitoring'] = (input, call) =>
  setMetrics(input, call, (before, given) => before.filter(name => !given.includes(name)))

export const UpdateMaxRecordSize: Kinesis['UpdateMaxRecordSize'] = (input, call) => {
  const stream = activeStream(input, call)
  call.of(Stream).put({ ...stream, largestRecordKiB: input.MaxRecordSizeInKiB, status: 'UPDATING' })
}

export const AddTagsToStream: Kinesis['AddTagsToStream'] = (input, call) => {
  call.tags(Stream).add(input.Tags, streamOf(input, call).name)
}

export const RemoveTagsFromStream: Kinesis['RemoveTagsFromStream'] = (input, call) => {
  call.tags(Stream).remove(input.TagKeys, streamOf(input, call).name)
}

export const ListTagsForStream: Kinesis['ListTagsForStream'] = (input, call) => {
  const { ExclusiveStartTagKey: start = '', Limit: limit = 50 } = input
  const all = Object.entries(call.tags(Stream).get(streamOf(input, call).name)).sort(([a], [b]) => (a < b ? -1 : 1))
    .filter(([name]) => name > start)
  return { Tags: all.slice(0, limit).map(([Key, Value]) => ({ Key, Value })), HasMoreTags: all.length > limit }
}

export const PutResourcePolicy: Kinesis['PutResourcePolicy'] = (input, call) => {
  const stream = streamOf(input, call)
  const read = readPolicy(input.Policy, 'resource')
  if ('problem' in read) throw call.fault('InvalidArgumentException', read.problem.message)
  call.of(Stream).put({ ...stream, policy: input.Policy })
}

export const GetResourcePolicy: Kinesis['GetResourcePolicy'] = (input, call) => {
  const { name, policy } = streamOf(input, call)
  if (policy !== undefined) return { Policy: policy }
  throw call.fault('ResourceNotFoundException', `There is no resource policy for stream ${name}.`)
}

export const DeleteResourcePolicy: Kinesis['DeleteResourcePolicy'] = (input, call) => {
  const { policy: _, ...stream } = streamOf(input, call)
  call.of(Stream).put(stream)
}
