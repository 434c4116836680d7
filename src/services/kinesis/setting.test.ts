// Limits, monitoring, tags, policies, filters of shards.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, clientOf, freshAccount, made, put, refused } from './account.fixture.ts'

const ResourceARN = `arn:aws:kinesis:us-east-1:${account}:stream/s`

test('limits, monitoring and record sizes', async t => {
  const { kinesis, cloud } = await freshAccount(t)
  await made(kinesis, cloud, 's', 2)
  const { OpenShardCount: open, OnDemandStreamCount: onDemand } = await kinesis.describeLimits({})
  assert.deepEqual([open, onDemand], [2, 0])
  const enabled = await kinesis.enableEnhancedMonitoring({ StreamName: 's', ShardLevelMetrics: ['IncomingBytes', 'OutgoingBytes'] })
  assert.deepEqual(enabled.DesiredShardLevelMetrics, ['IncomingBytes', 'OutgoingBytes'])
  const left = await kinesis.disableEnhancedMonitoring({ StreamName: 's', ShardLevelMetrics: ['IncomingBytes'] })
  assert.deepEqual([left.CurrentShardLevelMetrics!.length, left.DesiredShardLevelMetrics], [2, ['OutgoingBytes']])
  await kinesis.updateMaxRecordSize({ StreamARN: ResourceARN, MaxRecordSizeInKiB: 2048 })
  await cloud.clock.advance('1m')
  await put(kinesis, 's', 'x'.repeat(2 ** 20 + 5))
})

test('tags, by both families of operations', async t => {
  const { kinesis, cloud } = await freshAccount(t)
  await made(kinesis, cloud, 's')
  await kinesis.addTagsToStream({ StreamName: 's', Tags: { a: '1', b: '2' } })
  await kinesis.tagResource({ ResourceARN, Tags: { c: '3' } })
  await kinesis.removeTagsFromStream({ StreamName: 's', TagKeys: ['a'] })
  const page = await kinesis.listTagsForStream({ StreamName: 's', Limit: 1 })
  assert.deepEqual([page.Tags, page.HasMoreTags], [[{ Key: 'b', Value: '2' }], true])
  assert.equal((await kinesis.listTagsForResource({ ResourceARN })).Tags!.length, 2)
})

test('a policy lets another account write', async t => {
  const { kinesis, cloud } = await freshAccount(t)
  await made(kinesis, cloud, 's')
  const strange = clientOf(cloud, '444455556666')
  const attempt = () => strange.putRecord({ StreamARN: ResourceARN, PartitionKey: 'p', Data: new Uint8Array(1) })
  await refused(attempt(), 'AccessDeniedException')
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [
    { Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 'kinesis:PutRecord', Resource: ResourceARN },
  ] })
  await kinesis.putResourcePolicy({ ResourceARN, Policy })
  await attempt()
  assert.equal((await kinesis.getResourcePolicy({ ResourceARN })).Policy, Policy)
  await kinesis.deleteResourcePolicy({ ResourceARN })
  await refused(attempt(), 'AccessDeniedException')
})

test('pages of shards', async t => {
  const { kinesis, cloud } = await freshAccount(t)
  await made(kinesis, cloud, 's', 3)
  const first = await kinesis.listShards({ StreamName: 's', MaxResults: 2 })
  const rest = await kinesis.listShards({ NextToken: first.NextToken })
  assert.deepEqual([first.Shards!.length, rest.Shards!.map(({ ShardId }) => ShardId)], [2, ['shardId-000000000002']])
  await refused(kinesis.listShards({ StreamName: 's', NextToken: first.NextToken }), 'InvalidArgumentException')
})
