// Transactions: all or nothing, why nothing, and once only under a token.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import { freshAccount, invalid, item, made, refused } from './account.fixture.ts'

const key = (id: string) => ({ TableName: 'Music', Key: item({ id }) })
const put = (id: string, n: number) => ({ Put: { TableName: 'Music', Item: item({ id, n }) } })

test('every kind of step, together', async t => {
  const account = await freshAccount(t)
  const { db } = account
  await made(account, 'Music')
  await db.putItem({ TableName: 'Music', Item: item({ id: 'gone' }) })
  const written = await db.transactWriteItems({
    TransactItems: [
      put('a', 1),
      { Update: { ...key('b'), UpdateExpression: 'ADD n :n', ExpressionAttributeValues: { ':n': { N: '5' } } } },
      { Delete: { ...key('gone'), ConditionExpression: 'attribute_exists(id)' } },
      { ConditionCheck: { ...key('none'), ConditionExpression: 'attribute_not_exists(id)' } },
    ],
    ReturnConsumedCapacity: 'TOTAL',
  })
  assert.deepEqual(written.ConsumedCapacity, [{ TableName: 'Music', CapacityUnits: 8, WriteCapacityUnits: 8 }])
  const read = await db.transactGetItems({
    TransactItems: ['a', 'b', 'gone'].map(id => ({ Get: { ...key(id), ProjectionExpression: 'n' } })), ReturnConsumedCapacity: 'TOTAL',
  })
  assert.deepEqual(read.Responses, [{ Item: item({ n: 1 }) }, { Item: item({ n: 5 }) }, {}])
  assert.deepEqual(read.ConsumedCapacity, [{ TableName: 'Music', CapacityUnits: 6, ReadCapacityUnits: 6 }])
})

test('nothing is written where one step fails, and the reasons come in order', async t => {
  const account = await freshAccount(t)
  const { db } = account
  await made(account, 'Music')
  await db.putItem({ TableName: 'Music', Item: item({ id: 'b', n: 1 }) })
  const attempt = db.transactWriteItems({
    TransactItems: [
      put('a', 1),
      { Put: { ...put('b', 2).Put, ConditionExpression: 'attribute_not_exists(id)', ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } },
      { Update: { ...key('c'), UpdateExpression: 'SET n = m' } },
      { Delete: { TableName: 'Music', Key: item({ x: 'y' }) } },
    ],
  })
  await assert.rejects(attempt, (error: TransactionCanceledException) => {
    assert.equal(error.name, 'TransactionCanceledException')
    assert.equal(error.message, 'Transaction cancelled, please refer cancellation reasons for specific reasons ' +
      '[None, ConditionalCheckFailed, ValidationError, ValidationError]')
    assert.deepEqual(error.CancellationReasons, [
      { Code: 'None' },
      { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed', Item: item({ id: 'b', n: 1 }) },
      { Code: 'ValidationError', Message: 'The provided expression refers to an attribute that does not exist in the item' },
      { Code: 'ValidationError', Message: 'The provided key element does not match the schema' },
    ])
    return true
  })
  assert.equal((await db.scan({ TableName: 'Music' })).Count, 1)
})

test('transactions that cannot be', async t => {
  const account = await freshAccount(t)
  const { db } = account
  await made(account, 'Music')
  await invalid(db.transactWriteItems({ TransactItems: [put('a', 1), { Delete: key('a') }] }),
    'Transaction request cannot include multiple operations on one item')
  await invalid(db.transactWriteItems({ TransactItems: [{ ...put('a', 1), Delete: key('b') }] }),
    'TransactItems can only contain one of Check, Put, Update or Delete')
  await invalid(db.transactWriteItems({ TransactItems: [{ Update: { ...key('a'), UpdateExpression: 'SET' } }] }),
    /^Invalid UpdateExpression: Syntax error/)
  await refused(db.transactWriteItems({ TransactItems: [{ Delete: { ...key('a'), TableName: 'none' } }] }), 'ResourceNotFoundException',
    'Requested resource not found')
  await invalid(db.transactWriteItems({ TransactItems: Array.from({ length: 101 }, (_, i) => put(String(i), 1)) }),
    /1 validation error detected: .* at 'transactItems' failed to satisfy constraint: Member must have length less than or equal to 100/)
})
