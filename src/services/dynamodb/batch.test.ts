// Batches: what they may hold, and what they answer.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, invalid, item, made, refused } from './account.fixture.ts'

test('items of two tables are written, read and deleted', async t => {
  const account = await freshAccount(t)
  const { db } = account
  await made(account, 'one')
  await made(account, 'two')
  const written = await db.batchWriteItem({
    RequestItems: {
      one: [{ PutRequest: { Item: item({ id: 'a', n: 1 }) } }, { PutRequest: { Item: item({ id: 'b' }) } }],
      two: [{ PutRequest: { Item: item({ id: 'a', n: 2 }) } }],
    },
    ReturnConsumedCapacity: 'TOTAL',
  })
  assert.deepEqual(written.UnprocessedItems, {})
  assert.deepEqual(written.ConsumedCapacity, [{ TableName: 'one', CapacityUnits: 2 }, { TableName: 'two', CapacityUnits: 1 }])
  const read = await db.batchGetItem({
    RequestItems: {
      one: { Keys: [item({ id: 'a' }), item({ id: 'none' })], ConsistentRead: true },
      two: { Keys: [item({ id: 'a' })], ProjectionExpression: 'n' },
    },
    ReturnConsumedCapacity: 'TOTAL',
  })
  assert.deepEqual(read.Responses, { one: [item({ id: 'a', n: 1 })], two: [item({ n: 2 })] })
  assert.deepEqual([read.UnprocessedKeys, read.ConsumedCapacity],
    [{}, [{ TableName: 'one', CapacityUnits: 2 }, { TableName: 'two', CapacityUnits: 0.5 }]])
  await db.batchWriteItem({ RequestItems: { one: [{ DeleteRequest: { Key: item({ id: 'a' }) } }] } })
  assert.equal((await db.scan({ TableName: 'one' })).Count, 1)
})

test('an answer holds 16 MB, the rest is to be asked again', async t => {
  const account = await freshAccount(t)
  const { db } = account
  await made(account, 'one')
  const text = 'x'.repeat(390_000)
  const Keys = Array.from({ length: 50 }, (_, i) => item({ id: String(i) }))
  for (const key of Keys) await db.putItem({ TableName: 'one', Item: { ...key, text: { S: text } } })
  const first = await db.batchGetItem({ RequestItems: { one: { Keys } } })
  assert.equal(first.Responses!.one!.length, 43)
  assert.equal((await db.batchGetItem({ RequestItems: first.UnprocessedKeys! })).Responses!.one!.length, 7)
})

test('batches that cannot be', async t => {
  const account = await freshAccount(t)
  const { db } = account
  await made(account, 'one')
  await made(account, 'two')
  const twice = [item({ id: 'a' }), item({ id: 'a' })]
  await invalid(db.batchGetItem({ RequestItems: { one: { Keys: twice } } }), 'Provided list of item keys contains duplicates')
  await invalid(db.batchWriteItem({ RequestItems: { one: twice.map(Item => ({ PutRequest: { Item } })) } }),
    'Provided list of item keys contains duplicates')
  const many = (count: number) => Array.from({ length: count }, (_, i) => item({ id: String(i) }))
  await invalid(db.batchGetItem({ RequestItems: { one: { Keys: many(60) }, two: { Keys: many(60) } } }),
    'Too many items requested for the BatchGetItem call')
  await invalid(db.batchWriteItem({
    RequestItems: { one: many(13).map(Item => ({ PutRequest: { Item } })), two: many(13).map(Key => ({ DeleteRequest: { Key } })) },
  }), 'Too many items requested for the BatchWriteItem call')
  await refused(db.batchWriteItem({ RequestItems: { none: [{ DeleteRequest: { Key: item({ id: 'a' }) } }],
    one: [{ PutRequest: { Item: item({ id: 'z' }) } }] } }),
    'ResourceNotFoundException', 'Requested resource not found')
  assert.equal((await db.scan({ TableName: 'one' })).Count, 0)
})
