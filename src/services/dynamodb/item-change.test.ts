// Conditions and updates of single items.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, invalid, invalidParameter, item, made, refused } from './account.fixture.ts'

test('conditions', async t => {
  const account = await freshAccount(t)
  const { db } = account
  await made(account, 'Music')
  const Item = item({ id: 'a', n: 1 })
  const once = { TableName: 'Music', Item, ConditionExpression: 'attribute_not_exists(id)' }
  await db.putItem(once)
  await refused(db.putItem(once), 'ConditionalCheckFailedException', 'The conditional request failed')
  await assert.rejects(db.putItem({ ...once, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }), { Item })
  await refused(db.deleteItem({ TableName: 'Music', Key: item({ id: 'a' }), ConditionExpression: 'n > :n',
    ExpressionAttributeValues: { ':n': { N: '1' } } }),
    'ConditionalCheckFailedException', 'The conditional request failed')
  await refused(db.putItem({ TableName: 'Music', Item, Expected: { n: { Value: { N: '2' } } } }), 'ConditionalCheckFailedException',
    'The conditional request failed')
  await db.putItem({ TableName: 'Music', Item, Expected: { n: { Value: { N: '1.0' } } } })
  await db.deleteItem({ TableName: 'Music', Key: item({ id: 'a' }), ConditionExpression: 'n = :n',
    ExpressionAttributeValues: { ':n': { N: '1' } } })
  await refused(db.updateItem({ TableName: 'Music', Key: item({ id: 'a' }), ConditionExpression: 'attribute_exists(id)' }),
    'ConditionalCheckFailedException', 'The conditional request failed')
  assert.equal((await db.getItem({ TableName: 'Music', Key: item({ id: 'a' }) })).Item, undefined)
})

test('updates and what they return', async t => {
  const account = await freshAccount(t)
  const { db } = account
  await made(account, 'Music')
  const Key = item({ id: 'a' })
  const update = (UpdateExpression: string, values: Record<string, { N: string }>,
    ReturnValues: 'ALL_OLD' | 'ALL_NEW' | 'UPDATED_OLD' | 'UPDATED_NEW') =>
    db.updateItem({ TableName: 'Music', Key, UpdateExpression, ExpressionAttributeValues: values, ReturnValues }).then(answer =>
      answer.Attributes)
  assert.equal(await update('ADD n :n', { ':n': { N: '1' } }, 'ALL_OLD'), undefined)
  assert.deepEqual(await update('SET n = n + :n', { ':n': { N: '2' } }, 'ALL_NEW'), item({ id: 'a', n: 3 }))
  assert.deepEqual(await update('SET n = :n, m = :n', { ':n': { N: '9' } }, 'UPDATED_OLD'), item({ n: 3 }))
  assert.deepEqual(await update('SET n = :n REMOVE m', { ':n': { N: '8' } }, 'UPDATED_NEW'), item({ n: 8 }))
  const legacy = await db.updateItem({
    TableName: 'Music', Key, AttributeUpdates: { n: { Action: 'ADD', Value: { N: '2' } }, s: { Value: { S: 'x' } } },
      ReturnValues: 'ALL_NEW',
  })
  assert.deepEqual(legacy.Attributes, item({ id: 'a', n: 10, s: 'x' }))
  await db.updateItem({ TableName: 'Music', Key: item({ id: 'b' }) })
  assert.deepEqual((await db.getItem({ TableName: 'Music', Key: item({ id: 'b' }) })).Item, item({ id: 'b' }))
  await db.updateItem({ TableName: 'Music', Key: item({ id: 'c' }), UpdateExpression: 'REMOVE n' })
  assert.equal((await db.getItem({ TableName: 'Music', Key: item({ id: 'c' }) })).Item, undefined)
  await invalid(db.updateItem({ TableName: 'Music', Key, UpdateExpression: 'SET id = :i',
    ExpressionAttributeValues: { ':i': { S: 'x' } } }),
    `${invalidParameter}Cannot update attribute id. This attribute is part of the key`)
})
