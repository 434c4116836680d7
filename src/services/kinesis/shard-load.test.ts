// Reads of a shard where quotas are real: five a second, two MiB a second, a rest after much.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudWatch } from '@aws-sdk/client-cloudwatch'
import { bytes, freshAccount, made, refused } from './account.fixture.ts'

test('five reads a second, and a rest of five seconds after ten MiB', async t => {
  const { kinesis, cloud } = await freshAccount(t, { quotas: 'real' })
  await made(kinesis, cloud, 's')
  const { ShardIterator } = await kinesis.getShardIterator({ StreamName: 's', ShardId: 'shardId-000000000000',
    ShardIteratorType: 'TRIM_HORIZON' })
  const read = () => kinesis.getRecords({ ShardIterator })
  for (let i = 0; i < 5; i += 1) await read()
  await refused(read(), 'ProvisionedThroughputExceededException', /^Rate exceeded for shard shardId-000000000000 in stream s/)
  for (let i = 0; i < 11; i += 1) {
    await cloud.clock.advance('1s')
    await kinesis.putRecord({ StreamName: 's', PartitionKey: 'x', Data: bytes('x'.repeat(2 ** 20 - 10)) })
  }
  await cloud.clock.advance('1s')
  assert.equal((await read()).Records!.length, 10)
  await cloud.clock.advance('4s')
  await refused(read(), 'ProvisionedThroughputExceededException')
  await cloud.clock.advance('1s')
  await read()
  await cloud.clock.advance('2m')
  const { Datapoints: points = [] } = await new CloudWatch(cloud.client({ accessKeyId: '111122223333' })).getMetricStatistics({
    Namespace: 'AWS/Kinesis', MetricName: 'ReadProvisionedThroughputExceeded', Dimensions: [{ Name: 'StreamName', Value: 's' }],
    StartTime: new Date(cloud.clock.now() - 600_000), EndTime: new Date(cloud.clock.now()), Period: 600, Statistics: ['Sum'],
  })
  assert.equal(points.reduce((sum, { Sum = 0 }) => sum + Sum, 0), 2)
})
