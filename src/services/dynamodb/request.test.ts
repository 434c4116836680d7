// Modern and legacy parameters, which do not mix.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, invalid, item, made, simplest } from './account.fixture.ts'

test('either the one or the other', async t => {
  const account = await freshAccount(t)
  const { db } = account
  await made(account, 'Music', simplest)
  const base = { TableName: 'Music', Key: item({ id: 'a' }) }
  const mixed = 'Can not use both expression and non-expression parameters in the same request: Non-expression parameters: '
  await invalid(db.updateItem({ ...base, UpdateExpression: 'REMOVE a', AttributeUpdates: { a: { Action: 'DELETE' } } }),
    `${mixed}{AttributeUpdates} Expression parameters: {UpdateExpression}`)
  await invalid(db.getItem({ ...base, ProjectionExpression: 'a', AttributesToGet: ['a'] }),
    `${mixed}{AttributesToGet} Expression parameters: {ProjectionExpression}`)
  await invalid(db.getItem({ ...base, ExpressionAttributeNames: { '#a': 'a' } }),
    'ExpressionAttributeNames can only be specified when using expressions')
  await invalid(db.getItem({ ...base, ProjectionExpression: 'a', ExpressionAttributeNames: { '#a': 'a' } }),
    'Value provided in ExpressionAttributeNames unused in expressions: keys: {#a}')
})

test('compiled expressions are kept, their values are not', async t => {
  const account = await freshAccount(t)
  const { db } = account
  await made(account, 'Music', simplest)
  for (const n of [1, 2]) {
    const { Attributes: attributes } = await db.updateItem({
      TableName: 'Music', Key: item({ id: 'a' }), UpdateExpression: 'SET n = :n', ExpressionAttributeValues: { ':n': { N: String(n) } },
      ReturnValues: 'ALL_NEW',
    })
    assert.deepEqual(attributes, item({ id: 'a', n }))
  }
})
