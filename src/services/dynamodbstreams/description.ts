// ListStreams and DescribeStream. Source: Amazon DynamoDB Streams API Reference.

import type { Dynamodbstreams, DescribeStreamInput } from '../../../generated/aws/dynamodbstreams.ts'
import type { Call } from '../../kernel/service.ts'
import { sequenceText, shardsOf } from './shard.ts'
import type { Shard } from './shard.ts'
import { Stream, streamOf } from './stream.ts'

const pageSize = 100

export const ListStreams: Dynamodbstreams['ListStreams'] = (input, call) => {
  const { TableName: given, Limit: limit = pageSize, ExclusiveStartStreamArn: after } = input
  const table = given === undefined ? undefined : given.split('/').at(-1)!
  const start = after === undefined ? undefined : streamOf(after, call)
  const found = []
  for (const stream of call.of(Stream).scan({
    ...(table !== undefined && { within: [table] }),
    ...(start !== undefined && { after: table === undefined ? [start.table, start.label] : [start.label] }),
  })) {
    if (found.length === Math.min(limit, pageSize)) return { Streams: found, LastEvaluatedStreamArn: found.at(-1)!.StreamArn }
    found.push({ StreamArn: call.arn(Stream, stream), TableName: stream.table, StreamLabel: stream.label })
  }
  return { Streams: found }
}

export const DescribeStream: Dynamodbstreams['DescribeStream'] = (input, call) => {
  const stream = streamOf(input.StreamArn, call)
  const { key, label, view, status, createdAt, table } = stream
  const { shards, lastId } = page(input, shardsOf(stream, call.now()), call)
  return {
    StreamDescription: {
      StreamArn: input.StreamArn,
      StreamLabel: label,
      StreamStatus: status,
      StreamViewType: view,
      CreationRequestDateTime: createdAt,
      TableName: table,
      KeySchema: [
        ...key.hash.map(({ name }) => ({ AttributeName: name, KeyType: 'HASH' })),
        ...key.range.map(({ name }) => ({ AttributeName: name, KeyType: 'RANGE' })),
      ],
      Shards: shards.map(describe),
      ...(lastId !== undefined && { LastEvaluatedShardId: lastId }),
    },
  }
}

function page(
  { Limit: limit = pageSize, ExclusiveStartShardId: after, ShardFilter: filter }: DescribeStreamInput, all: readonly Shard[], call: Call,
): { readonly shards: readonly Shard[], readonly lastId: string | undefined } {
  const wanted = filter?.ShardId === undefined ? all : all.filter(({ parentId }) => parentId === filter.ShardId)
  const start = after === undefined ? 0 : wanted.findIndex(({ id }) => id === after) + 1
  if (after !== undefined && start === 0) {
    throw call.fault('ResourceNotFoundException', `Requested resource not found: Shard: ${after} not found`)
  }
  const shards = wanted.slice(start, start + Math.min(limit, pageSize))
  return { shards, lastId: start + shards.length < wanted.length ? shards.at(-1)?.id : undefined }
}

function describe({ id, parentId, from, before }: Shard) {
  return {
    ShardId: id,
    SequenceNumberRange: {
      StartingSequenceNumber: sequenceText(from), ...(before !== undefined && { EndingSequenceNumber: sequenceText(before - 1) }),
    },
    ...(parentId !== undefined && { ParentShardId: parentId }),
  }
}
