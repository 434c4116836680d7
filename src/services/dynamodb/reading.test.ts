// Pages by size, and where they go on.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, invalid, item, made, sorted } from './account.fixture.ts'

const all = { TableName: 'Music', KeyConditionExpression: 'id = :i', ExpressionAttributeValues: { ':i': { S: 'a' } } }

test('a page ends with the item that takes it past 1 MB', async t => {
  const account = await freshAccount(t)
  const { db } = account
  await made(account, 'Music', sorted)
  for (let sk = 0; sk < 12; sk += 1) await db.putItem({ TableName: 'Music',
    Item: { ...item({ id: 'a', sk }), text: { S: 'x'.repeat(100_000) } } })
  const page = await db.query({ ...all, ReturnConsumedCapacity: 'TOTAL' })
  assert.deepEqual([page.Count, page.LastEvaluatedKey], [11, item({ id: 'a', sk: 10 })])
  assert.equal(page.ConsumedCapacity!.CapacityUnits, 134.5)
})

test('keys that pages cannot go on from', async t => {
  const account = await freshAccount(t)
  const { db } = account
  await made(account, 'Music', sorted)
  for (const key of [item({ id: 'a' }), item({ id: 'a', sk: 'x' }), item({ id: 'a', sk: 1, more: 1 })]) {
    await invalid(db.scan({ TableName: 'Music', ExclusiveStartKey: key }),
      'The provided starting key is invalid: The provided key element does not match the schema')
  }
  assert.equal((await db.scan({ TableName: 'Music', ExclusiveStartKey: item({ id: 'not there', sk: 1 }) })).Count, 0)
})
