// Splitting, merging and laying out; and reading on from parents to children, as the Kinesis Client Library does.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { GetRecordsCommandOutput, Kinesis } from '@aws-sdk/client-kinesis'
import { bytes, freshAccount, iterator, made, put, refused, textOf } from './account.fixture.ts'

const half = String(2n ** 127n)

/** All there is, shard after shard: the children of a shard after it is read to its end. */
async function readAll(kinesis: Kinesis, StreamName: string): Promise<string[]> {
  const found: string[] = []
  const { Shards: shards } = await kinesis.listShards({ StreamName, ShardFilter: { Type: 'AT_TRIM_HORIZON' } })
  const queue = shards!.map(({ ShardId }) => ShardId!)
  const seen = new Set(queue)
  for (let ShardId = queue.shift(); ShardId !== undefined; ShardId = queue.shift()) {
    let ShardIterator: string | undefined = await iterator(kinesis, StreamName, { ShardId })
    while (ShardIterator !== undefined) {
      const page: GetRecordsCommandOutput = await kinesis.getRecords({ ShardIterator })
      found.push(...page.Records!.map(({ Data }) => textOf(Data)))
      for (const { ShardId: child } of page.ChildShards ?? []) if (!seen.has(child!)) { seen.add(child!); queue.push(child!) }
      ShardIterator = page.Records!.length === 0 && page.NextShardIterator !== undefined ? undefined : page.NextShardIterator
    }
  }
  return found
}

test('a shard is split, and its halves merged', async t => {
  const { kinesis, cloud } = await freshAccount(t)
  const StreamName = 's'
  await made(kinesis, cloud, 's')
  await put(kinesis, 's', 'before')
  await refused(kinesis.splitShard({ StreamName, ShardToSplit: 'shardId-000000000000', NewStartingHashKey: '0' }),
    'InvalidArgumentException')
  await kinesis.splitShard({ StreamName, ShardToSplit: 'shardId-000000000000', NewStartingHashKey: half })
  await refused(kinesis.splitShard({ StreamName, ShardToSplit: 'shardId-000000000001', NewStartingHashKey: '5' }), 'ResourceInUseException')
  await cloud.clock.advance('1m')
  for (const ExplicitHashKey of ['0', half]) {
    await kinesis.putRecord({ StreamName, PartitionKey: 'p', ExplicitHashKey, Data: bytes(ExplicitHashKey === '0' ? 'low' : 'high') })
  }
  await kinesis.mergeShards({ StreamName, ShardToMerge: 'shardId-000000000001', AdjacentShardToMerge: 'shardId-000000000002' })
  await cloud.clock.advance('1m')
  await put(kinesis, 's', 'after')
  const { Shards: shards } = await kinesis.listShards({ StreamName })
  assert.deepEqual(shards!.map(({ ParentShardId, AdjacentParentShardId, SequenceNumberRange: range }) =>
    [ParentShardId?.at(-1), AdjacentParentShardId?.at(-1), range!.EndingSequenceNumber !== undefined]),
  [[undefined, undefined, true], ['0', undefined, true], ['0', undefined, true], ['1', '2', false]])
  assert.deepEqual(await readAll(kinesis, 's'), ['before', 'low', 'high', 'after'])
  await refused(kinesis.mergeShards({ StreamName, ShardToMerge: 'shardId-000000000001', AdjacentShardToMerge: 'shardId-000000000003' }),
    'InvalidArgumentException', /already been merged or split/)
})

test('another count, evenly', async t => {
  const { kinesis, cloud } = await freshAccount(t)
  const StreamName = 's'
  await made(kinesis, cloud, 's', 2)
  const update = (TargetShardCount: number) => kinesis.updateShardCount({ StreamName, TargetShardCount, ScalingType: 'UNIFORM_SCALING' })
  await refused(update(5), 'LimitExceededException', /scale up over double/)
  assert.equal((await update(3)).CurrentShardCount, 2)
  await cloud.clock.advance('1m')
  const { Shards: open } = await kinesis.listShards({ StreamName, ShardFilter: { Type: 'AT_LATEST' } })
  assert.deepEqual(open!.map(shard => [shard.ShardId, shard.ParentShardId, shard.AdjacentParentShardId].map(id => id?.at(-1))),
    [['2', '0', undefined], ['3', '0', '1'], ['4', '1', undefined]])
  await refused(update(1), 'LimitExceededException', /scale down below half/)
  const StreamARN = 'arn:aws:kinesis:us-east-1:111122223333:stream/s'
  await kinesis.updateStreamMode({ StreamARN, StreamModeDetails: { StreamMode: 'ON_DEMAND' } })
  await cloud.clock.advance('1m')
  assert.equal((await kinesis.describeStreamSummary({ StreamName })).StreamDescriptionSummary!.OpenShardCount, 4)
  await refused(update(8), 'ValidationException', /On-Demand mode/)
})
