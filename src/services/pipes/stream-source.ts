// A stream of Kinesis or DynamoDB as the source of a pipe: its shards, and the records of one from a position on. It keeps nothing.
// Source: "Kinesis stream as a source" and "DynamoDB stream as a source for EventBridge Pipes", EventBridge User Guide.

import { Fault } from '../../kernel/service.ts'
import type { Call, Principal } from '../../kernel/service.ts'
import { plainJson } from './item.ts'
import type { Item } from './item.ts'
import { Pipe, streamParameters } from './pipe.ts'
import type { Shard } from './shard.ts'
import { sourceKind } from './validation.ts'

const usualSize = 100

export interface OpenShard { readonly id: string, readonly parents: readonly string[], readonly isOpen: boolean }

export interface StreamItem extends Item { readonly arrivedAt: number }

/** `isThrough`: there is nothing behind it, and there will be nothing. */
export interface Reading { readonly items: readonly StreamItem[], readonly isThrough: boolean }

export function streamBatchSize(pipe: Pipe, most: number): number {
  return streamParameters(pipe)?.BatchSize ?? Math.min(usualSize, most)
}

function targetOf(pipe: Pipe, principal: Principal, call: Call): { readonly principal: Principal, readonly sourceArn: string } {
  return { principal, sourceArn: call.arn(Pipe, pipe) }
}

/** Shards that can be read, oldest first. @throws Fault */
export async function openShards(pipe: Pipe, principal: Principal, call: Call): Promise<readonly OpenShard[]> {
  const { Source: arn } = pipe.given
  const target = targetOf(pipe, principal, call)
  const found: OpenShard[] = []
  if (sourceKind(arn) === 'kinesis') {
    let token: string | undefined
    do {
      const { Shards: shards = [], NextToken } =
        await call.to('kinesis', target).ListShards({ StreamARN: arn, ...(token !== undefined && { NextToken: token }) })
      for (const { ShardId, ParentShardId, AdjacentParentShardId, SequenceNumberRange: range } of shards) {
        found.push({ id: ShardId, parents: [ParentShardId, AdjacentParentShardId].filter(id => id !== undefined),
          isOpen: range.EndingSequenceNumber === undefined })
      }
      token = NextToken
    } while (token !== undefined)
    return found
  }
  let after: string | undefined
  do {
    const { StreamDescription: stream } = await call.to('dynamodbstreams', target)
      .DescribeStream({ StreamArn: arn, ...(after !== undefined && { ExclusiveStartShardId: after }) })
    for (const { ShardId, ParentShardId, SequenceNumberRange: range } of stream?.Shards ?? []) {
      found.push({ id: ShardId!, parents: ParentShardId === undefined ? [] : [ParentShardId],
        isOpen: range?.EndingSequenceNumber === undefined })
    }
    after = stream?.LastEvaluatedShardId
  } while (after !== undefined)
  return found
}

/** Up to so many records of a shard that are not done with. @throws Fault */
export async function readShard(pipe: Pipe, shard: Shard, size: number, principal: Principal, call: Call): Promise<Reading> {
  return sourceKind(pipe.given.Source) === 'kinesis' ? readKinesis(pipe, shard, size, principal, call)
    : readChanges(pipe, shard, size, principal, call)
}

async function readKinesis(pipe: Pipe, { id, after, since }: Shard, size: number, principal: Principal, call: Call): Promise<Reading> {
  const { Source: arn, RoleArn: role } = pipe.given
  const kinesis = call.to('kinesis', targetOf(pipe, principal, call))
  const { ShardIterator: iterator } = await kinesis.GetShardIterator({
    StreamARN: arn, ShardId: id,
    ...(after !== undefined ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', StartingSequenceNumber: after }
      : since !== undefined ? { ShardIteratorType: 'AT_TIMESTAMP', Timestamp: since } : { ShardIteratorType: 'TRIM_HORIZON' }),
  })
  const { Records: records = [], NextShardIterator: next } =
    await kinesis.GetRecords({ StreamARN: arn, ShardIterator: iterator!, Limit: size })
  return {
    isThrough: next === undefined,
    items: records.map(({ SequenceNumber: number, PartitionKey, Data, ApproximateArrivalTimestamp: arrivedAt = call.now() }) => ({
      id: number, arrivedAt, event: plainJson({
        eventSource: 'aws:kinesis', eventVersion: '1.0', eventID: `${id}:${number}`, eventName: 'aws:kinesis:record',
        invokeIdentityArn: role, awsRegion: call.region, eventSourceARN: arn, kinesisSchemaVersion: '1.0', partitionKey: PartitionKey,
        sequenceNumber: number, data: Data, approximateArrivalTimestamp: arrivedAt / 1000,
      }),
    })),
  }
}

async function readChanges(pipe: Pipe, shard: Shard, size: number, principal: Principal, call: Call): Promise<Reading> {
  const { Source: arn } = pipe.given
  const streams = call.to('dynamodbstreams', targetOf(pipe, principal, call))
  const { ShardIterator: iterator } = await iteratorIn(pipe, shard, principal, call)
  const { Records: records = [], NextShardIterator: next } =
    await streams.GetRecords({ ShardIterator: iterator!, Limit: Math.min(size, 1000) })
  return {
    isThrough: next === undefined,
    items: records.map(({ dynamodb, ...record }) => {
      const { ApproximateCreationDateTime: at = call.now(), SequenceNumber: id = '', ...change } = dynamodb ?? {}
      const event = plainJson({
        ...record, eventSourceARN: arn, dynamodb: { ApproximateCreationDateTime: at / 1000, ...change, SequenceNumber: id },
      })
      return { id, arrivedAt: at, event }
    }),
  }
}

/** After what was trimmed meanwhile the oldest that is left comes next. */
async function iteratorIn(pipe: Pipe, { id, after, since }: Shard, principal: Principal, call: Call) {
  const streams = call.to('dynamodbstreams', targetOf(pipe, principal, call))
  const place = { StreamArn: pipe.given.Source, ShardId: id }
  try {
    return await streams.GetShardIterator({ ...place,
      ...(after !== undefined ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after }
        : since !== undefined ? { ShardIteratorType: 'AT_TIMESTAMP', Timestamp: since } : { ShardIteratorType: 'TRIM_HORIZON' }) })
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'TrimmedDataAccessException') throw error
    return streams.GetShardIterator({ ...place, ShardIteratorType: 'TRIM_HORIZON' })
  }
}

