// Units as they are counted and reported.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readUnits, writeUnits } from './capacity.ts'
import { freshAccount, item, made } from './account.fixture.ts'

test('units are counted up', () => {
  const rows = [[0, 1, 0.5, 1], [1024, 1, 0.5, 1], [1025, 1, 0.5, 2], [4096, 1, 0.5, 4], [4097, 2, 1, 5], [409_600, 100, 50, 400]]
  for (const [sizeBytes, consistent, eventual, write] of rows) {
    assert.deepEqual([readUnits(sizeBytes!, true), readUnits(sizeBytes!, false), writeUnits(sizeBytes!)], [consistent, eventual, write])
  }
})

test('consumed capacity', async t => {
  const account = await freshAccount(t)
  const { db } = account
  await made(account, 'Music')
  const big = { id: { S: 'a' }, text: { S: 'x'.repeat(5000) } }
  const put = await db.putItem({ TableName: 'Music', Item: big, ReturnConsumedCapacity: 'TOTAL' })
  assert.deepEqual(put.ConsumedCapacity, { TableName: 'Music', CapacityUnits: 5 })
  const smaller = await db.putItem({ TableName: 'Music', Item: item({ id: 'a' }), ReturnConsumedCapacity: 'INDEXES' })
  assert.deepEqual(smaller.ConsumedCapacity, { TableName: 'Music', CapacityUnits: 5, Table: { CapacityUnits: 5 } })
  await db.putItem({ TableName: 'Music', Item: big, ReturnConsumedCapacity: 'NONE' })
  const units = async (ConsistentRead: boolean, id = 'a') =>
    (await db.getItem({ TableName: 'Music', Key: item({ id }), ConsistentRead,
      ReturnConsumedCapacity: 'TOTAL' })).ConsumedCapacity!.CapacityUnits
  assert.deepEqual([await units(true), await units(false), await units(false, 'none')], [2, 1, 0.5])
})
