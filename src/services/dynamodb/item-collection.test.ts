// Item collections are reported where a table has local indexes.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, indexed, item, made } from './account.fixture.ts'

test('a collection is measured by the gigabyte', async t => {
  const account = await freshAccount(t)
  const { db } = account
  await made(account, 'Music', indexed)
  await made(account, 'Plain')
  const expected = { ItemCollectionKey: item({ id: 'a' }), SizeEstimateRangeGB: [0, 1] }
  const Item = item({ id: 'a', sk: 1 })
  assert.deepEqual((await db.putItem({ TableName: 'Music', Item, ReturnItemCollectionMetrics: 'SIZE' })).ItemCollectionMetrics, expected)
  assert.equal((await db.putItem({ TableName: 'Music', Item })).ItemCollectionMetrics, undefined)
  assert.equal((await db.putItem({ TableName: 'Plain', Item, ReturnItemCollectionMetrics: 'SIZE' })).ItemCollectionMetrics, undefined)
  const batch = await db.batchWriteItem({ RequestItems: { Music: [{ PutRequest: { Item } }] }, ReturnItemCollectionMetrics: 'SIZE' })
  assert.deepEqual(batch.ItemCollectionMetrics, { Music: [expected] })
})
