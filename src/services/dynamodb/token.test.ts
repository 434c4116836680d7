// Client request tokens of transactions.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TransactWriteItemsCommandInput } from '@aws-sdk/client-dynamodb'
import { freshAccount, item, made, refused } from './account.fixture.ts'

const key = (id: string) => ({ TableName: 'Music', Key: item({ id }) })

test('a token makes a request once, for ten minutes', async t => {
  const account = await freshAccount(t)
  const { db, cloud } = account
  await made(account, 'Music')
  const add = (n: string, ReturnConsumedCapacity: 'TOTAL' | 'NONE' = 'NONE'): TransactWriteItemsCommandInput => ({
    ClientRequestToken: 'token', ReturnConsumedCapacity,
    TransactItems: [{ Update: { ...key('a'), UpdateExpression: 'ADD n :n', ExpressionAttributeValues: { ':n': { N: n } } } }],
  })
  const count = async () => (await db.getItem(key('a'))).Item!.n!.N
  await db.transactWriteItems(add('1'))
  assert.deepEqual((await db.transactWriteItems(add('1', 'TOTAL'))).ConsumedCapacity,
    [{ TableName: 'Music', CapacityUnits: 2, ReadCapacityUnits: 2 }])
  assert.equal(await count(), '1')
  await refused(db.transactWriteItems(add('2')), 'IdempotentParameterMismatchException', /previously with different request parameters/)
  await cloud.clock.advance('10m')
  await db.transactWriteItems(add('2'))
  assert.equal(await count(), '3')
})
