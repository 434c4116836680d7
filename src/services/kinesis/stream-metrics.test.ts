// What CloudWatch knows of streams.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudWatch } from '@aws-sdk/client-cloudwatch'
import { account, freshAccount, iterator, made, put } from './account.fixture.ts'

test('what comes in, and what is read', async t => {
  const { cloud, kinesis } = await freshAccount(t)
  await made(kinesis, cloud, 's')
  await put(kinesis, 's', 'abc')
  await put(kinesis, 's', 'de')
  await cloud.clock.advance('5s')
  await kinesis.getRecords({ ShardIterator: await iterator(kinesis, 's'), Limit: 1 })
  const watch = new CloudWatch(cloud.client({ accessKeyId: account }))
  const now = cloud.clock.now()
  const ask = async (MetricName: string, Statistic: 'Sum' | 'Maximum') => {
    const { Datapoints: [point] = [] } = await watch.getMetricStatistics({ Namespace: 'AWS/Kinesis', MetricName, Statistics: [Statistic],
      Period: 3600,
      Dimensions: [{ Name: 'StreamName', Value: 's' }], StartTime: new Date(now - 3_600_000), EndTime: new Date(now + 1) })
    return point![Statistic]
  }
  assert.deepEqual([await ask('IncomingRecords', 'Sum'), await ask('IncomingBytes', 'Sum')], [2, 7])
  assert.deepEqual([await ask('GetRecords.Records', 'Sum'), await ask('GetRecords.Bytes', 'Sum')], [1, 3])
  assert.ok((await ask('GetRecords.IteratorAgeMilliseconds', 'Maximum'))! >= 5000)
})
