// Provisioned capacity and failing requests as CloudWatch shows them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudWatch } from '@aws-sdk/client-cloudwatch'
import { freshAccount, item, made, simplest } from './account.fixture.ts'
import type { Account } from './account.fixture.ts'

const throughput = (ReadCapacityUnits: number, WriteCapacityUnits: number) =>
  ({ BillingMode: 'PROVISIONED' as const, ProvisionedThroughput: { ReadCapacityUnits, WriteCapacityUnits } })

function statistics({ cloud }: Account) {
  const cloudWatch = new CloudWatch(cloud.client({ accessKeyId: '111122223333' }))
  return async (MetricName: string, Statistic: 'Sum' | 'Maximum' | 'Minimum', dimensions: Record<string, string>) => {
    const { Datapoints = [] } = await cloudWatch.getMetricStatistics({
      Namespace: 'AWS/DynamoDB', MetricName, Statistics: [Statistic], Period: 7200,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      StartTime: new Date(cloud.clock.now() - 3_600_000), EndTime: new Date(cloud.clock.now() + 3_600_000),
    })
    return Datapoints.map(each => each[Statistic])
  }
}

test('provisioned capacity, before and after a change', async t => {
  const account = await freshAccount(t)
  const { db, cloud } = account
  await made(account, 'Music', { ...simplest, ...throughput(5, 3) })
  await cloud.clock.advance('5m')
  await db.updateTable({ TableName: 'Music', ProvisionedThroughput: { ReadCapacityUnits: 9, WriteCapacityUnits: 3 } })
  await cloud.clock.advance('5m')
  const statistic = statistics(account)
  const table = { TableName: 'Music' }
  assert.deepEqual(await statistic('ProvisionedReadCapacityUnits', 'Maximum', table), [9])
  assert.deepEqual(await statistic('ProvisionedReadCapacityUnits', 'Minimum', table), [5])
  assert.deepEqual(await statistic('ProvisionedWriteCapacityUnits', 'Maximum', table), [3])
})

test('user errors, failed conditions, expired items', async t => {
  const account = await freshAccount(t)
  const { db, cloud } = account
  await made(account, 'Music')
  await db.updateTimeToLive({ TableName: 'Music', TimeToLiveSpecification: { Enabled: true, AttributeName: 'until' } })
  const until = Math.floor(cloud.clock.now() / 1000) + 60
  await db.putItem({ TableName: 'Music', Item: item({ id: 'a', until }) })
  await assert.rejects(db.getItem({ TableName: 'None', Key: item({ id: 'a' }) }))
  await assert.rejects(db.getItem({ TableName: 'Music', Key: item({ other: 'a' }) }))
  await assert.rejects(db.putItem({ TableName: 'Music', Item: item({ id: 'a' }), ConditionExpression: 'attribute_not_exists(id)' }))
  await cloud.clock.advance('5m')
  const statistic = statistics(account)
  assert.deepEqual(await statistic('UserErrors', 'Sum', {}), [2])
  assert.deepEqual(await statistic('ConditionalCheckFailedRequests', 'Sum', { TableName: 'Music' }), [1])
  assert.deepEqual(await statistic('TimeToLiveDeletedItemCount', 'Sum', { TableName: 'Music' }), [1])
})

test('throttled requests, by operation', async t => {
  const account = await freshAccount(t, undefined, { quotas: 'real' })
  const { db, cloud } = account
  await made(account, 'Music', { ...simplest, OnDemandThroughput: { MaxWriteRequestUnits: 1 } })
  for (let i = 0; i < 3; i += 1) await db.putItem({ TableName: 'Music', Item: item({ id: 'a' }) }).catch(() => undefined)
  await cloud.clock.advance('2m')
  assert.deepEqual(await statistics(account)('ThrottledRequests', 'Sum', { TableName: 'Music', Operation: 'PutItem' }), [2])
})
