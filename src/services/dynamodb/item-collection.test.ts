// Item collections are reported where a table has local indexes.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { key } from '../../std/key.ts'
import { freshAccount, indexed, item, made, refused } from './account.fixture.ts'

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

test('a collection stays below 10 GB, alone and in transactions, and shrinks as it is deleted', async t => {
  const account = await freshAccount(t, undefined, { quotas: 'real' })
  const { cloud, db } = account
  await made(account, 'Music', indexed)
  await db.putItem({ TableName: 'Music', Item: item({ id: 'a', sk: 1, rank: 1 }) })
  // Ten gigabytes would not fit into a test: the size that is kept of the collection is set instead.
  const sizes = cloud.core.store.cell('111122223333/us-east-1').table<number>('dynamodb/collection-size')
  const [[place, sizeBytes] = ['', 0]] = [...sizes.scan()]
  assert.ok(place.includes(key('a')) && sizeBytes > 10)
  const full = 10 * 2 ** 30
  cloud.core.store.transact(() => { sizes.put(place, full - 40) })
  const put = (sk: number, text = '') => ({ TableName: 'Music', Item: item({ id: 'a', sk, text }) })
  await db.putItem(put(2))
  await refused(db.putItem(put(3, 'x'.repeat(100))), 'ItemCollectionSizeLimitExceededException', 'Collection size exceeded.')
  await db.putItem({ TableName: 'Music', Item: item({ id: 'b', sk: 3, text: 'x'.repeat(100) }) })
  const error = await db.transactWriteItems({ TransactItems: [{ Put: { TableName: 'Music', Item: item({ id: 'c', sk: 1 }) } },
    { Put: put(4, 'x'.repeat(100)) }] }).then(() => undefined, (reason: object) => reason)
  assert.deepEqual((error as { CancellationReasons?: unknown }).CancellationReasons, [
    { Code: 'None' }, { Code: 'ItemCollectionSizeLimitExceeded', Message: 'Collection size exceeded.' },
  ])
  assert.equal((await db.getItem({ TableName: 'Music', Key: item({ id: 'c', sk: 1 }) })).Item, undefined)
  const { ItemCollectionMetrics: metrics } = await db.deleteItem({ TableName: 'Music', Key: item({ id: 'a', sk: 2 }),
    ReturnItemCollectionMetrics: 'SIZE' })
  assert.deepEqual(metrics!.SizeEstimateRangeGB, [9, 10])
  assert.equal(sizes.get(place), full - 40)
})
