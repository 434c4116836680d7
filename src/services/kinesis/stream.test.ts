// Streams: made, described, listed and deleted.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, freshAccount, made, put, refused } from './account.fixture.ts'

const arn = `arn:aws:kinesis:us-east-1:${account}:stream/s`

test('a stream as it is described', async t => {
  const { kinesis, cloud } = await freshAccount(t)
  await kinesis.createStream({ StreamName: 's', ShardCount: 3 })
  const created = new Date(Math.floor(cloud.clock.now()))
  assert.equal((await kinesis.describeStreamSummary({ StreamName: 's' })).StreamDescriptionSummary!.StreamStatus, 'CREATING')
  await refused(put(kinesis, 's', 'x'), 'ResourceNotFoundException')
  await cloud.clock.advance('1m')
  const { StreamDescriptionSummary: summary } = await kinesis.describeStreamSummary({ StreamARN: arn })
  assert.deepEqual(summary, {
    StreamName: 's', StreamARN: arn, StreamStatus: 'ACTIVE', StreamModeDetails: { StreamMode: 'PROVISIONED' }, RetentionPeriodHours: 24,
    StreamCreationTimestamp: created, EnhancedMonitoring: [{ ShardLevelMetrics: [] }], EncryptionType: 'NONE', OpenShardCount: 3,
    ConsumerCount: 0, MaxRecordSizeInKiB: 1024,
  })
  const { StreamDescription: page } = await kinesis.describeStream({ StreamName: 's', Limit: 2 })
  assert.deepEqual([page!.Shards!.length, page!.HasMoreShards], [2, true])
  assert.deepEqual(page!.Shards![0]!.HashKeyRange, { StartingHashKey: '0', EndingHashKey: '113427455640312821154458202477256070484' })
  const rest = await kinesis.describeStream({ StreamName: 's', ExclusiveStartShardId: page!.Shards![1]!.ShardId })
  assert.equal(rest.StreamDescription!.Shards![0]!.HashKeyRange!.EndingHashKey, '340282366920938463463374607431768211455')
  await refused(kinesis.createStream({ StreamName: 's', ShardCount: 1 }), 'ResourceInUseException',
    `Stream s under account ${account} already exists.`)
  await refused(kinesis.describeStream({ StreamName: 'none' }), 'ResourceNotFoundException',
    `Stream none under account ${account} not found.`)
})

test('on demand, lists, and the end', async t => {
  const { kinesis, cloud } = await freshAccount(t)
  await kinesis.createStream({ StreamName: 'b', StreamModeDetails: { StreamMode: 'ON_DEMAND' } })
  await made(kinesis, cloud, 'a')
  await refused(kinesis.createStream({ StreamName: 'c' }), 'InvalidArgumentException', /ShardCount must be specified/)
  assert.equal((await kinesis.describeStreamSummary({ StreamName: 'b' })).StreamDescriptionSummary!.OpenShardCount, 4)
  const first = await kinesis.listStreams({ Limit: 1 })
  assert.deepEqual([first.StreamNames, first.HasMoreStreams], [['a'], true])
  assert.deepEqual((await kinesis.listStreams({ NextToken: first.NextToken })).StreamNames, ['b'])
  assert.deepEqual((await kinesis.listStreams({ ExclusiveStartStreamName: 'a' })).StreamNames, ['b'])
  await kinesis.deleteStream({ StreamName: 'a' })
  await refused(kinesis.deleteStream({ StreamName: 'a' }), 'ResourceInUseException')
  await cloud.clock.advance('1m')
  await refused(kinesis.describeStream({ StreamName: 'a' }), 'ResourceNotFoundException')
  const standing = cloud.core.meter.changes(`${account}/us-east-1`).hours.map(({ usageType, after }) => `${usageType} ${after}`).sort()
  assert.deepEqual(standing, ['OnDemand-StreamHour 1', 'Storage-ShardHour 0'])
})
