// Consumed units and throttled requests as metrics.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, indexed, item, made, simplest } from './account.fixture.ts'

test('units of tables and global indexes are told by the minute', async t => {
  const account = await freshAccount(t)
  const { cloud, db } = account
  await made(account, 'Music', indexed)
  const sum = (name: string, index?: string) => cloud.core.metrics.data('111122223333/us-east-1', { namespace: 'AWS/DynamoDB', name,
    dimensions: { TableName: 'Music', ...(index !== undefined && { GlobalSecondaryIndexName: index }) } }, 0)
    .reduce((total, { sum: each }) => total + each, 0)
  await db.putItem({ TableName: 'Music', Item: item({ id: 'a', sk: 1, genre: 'jazz', rank: 1 }) })
  await db.getItem({ TableName: 'Music', Key: item({ id: 'a', sk: 1 }), ConsistentRead: true })
  assert.deepEqual([sum('ConsumedWriteCapacityUnits'), sum('ConsumedWriteCapacityUnits', 'byGenre'), sum('ConsumedReadCapacityUnits')],
    [2, 1, 1], 'the local index counts with the table')
})

test('throttled requests are told too', async t => {
  const account = await freshAccount(t, undefined, { quotas: 'real' })
  const { cloud, db } = account
  await made(account, 'Music', { ...simplest, OnDemandThroughput: { MaxWriteRequestUnits: 1 } })
  for (let i = 0; i < 3; i += 1) await db.putItem({ TableName: 'Music', Item: item({ id: 'a' }) }).catch(() => undefined)
  const data = cloud.core.metrics.data('111122223333/us-east-1', { namespace: 'AWS/DynamoDB', name: 'WriteThrottleEvents',
    dimensions: { TableName: 'Music' } }, 0)
  assert.deepEqual(data.map(({ sum }) => sum), [2])
})
