// Single items: writing, reading, conditions, what is returned, and what DynamoDB says when it will not.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, invalid, invalidParameter, item, made, refused, simplest, sorted } from './account.fixture.ts'

test('an item is put, read in part, replaced and deleted', async t => {
  const account = await freshAccount(t)
  const { db } = account
  await made(account, 'Music', sorted)
  const key = item({ id: 'a', sk: 1 })
  const song = { ...key, tags: { SS: ['x', 'y'] }, raw: { B: new Uint8Array([1, 2]) },
    more: { M: { deep: { L: [{ N: '1.50' }, { BOOL: true }] } } } }
  assert.deepEqual({ ...await db.putItem({ TableName: 'Music', Item: song }), $metadata: 0 }, { $metadata: 0 })
  const stored = { ...song, more: { M: { deep: { L: [{ N: '1.5' }, { BOOL: true }] } } } }
  assert.deepEqual((await db.getItem({ TableName: 'Music', Key: item({ id: 'a', sk: 1 }) })).Item, stored)
  assert.deepEqual((await db.getItem({ TableName: 'Music', Key: { id: { S: 'a' }, sk: { N: '1.0' } }, ConsistentRead: true })).Item, stored)
  const part = await db.getItem({
    TableName: 'Music', Key: key, ProjectionExpression: 'tags, #m.deep[1]', ExpressionAttributeNames: { '#m': 'more' },
  })
  assert.deepEqual(part.Item, { tags: { SS: ['x', 'y'] }, more: { M: { deep: { L: [{ BOOL: true }] } } } })
  assert.deepEqual((await db.getItem({ TableName: 'Music', Key: key, AttributesToGet: ['raw', 'none'] })).Item,
    { raw: { B: new Uint8Array([1, 2]) } })
  const replaced = await db.putItem({ TableName: 'Music', Item: { ...key, other: { NULL: true } }, ReturnValues: 'ALL_OLD' })
  assert.deepEqual(replaced.Attributes, stored)
  const gone = await db.deleteItem({ TableName: 'Music', Key: key, ReturnValues: 'ALL_OLD' })
  assert.deepEqual(gone.Attributes, { ...key, other: { NULL: true } })
  assert.equal((await db.deleteItem({ TableName: 'Music', Key: key, ReturnValues: 'ALL_OLD' })).Attributes, undefined)
  assert.equal((await db.getItem({ TableName: 'Music', Key: key })).Item, undefined)
})

test('what the service says, first things first', async t => {
  const account = await freshAccount(t)
  const { db } = account
  await made(account, 'Music', sorted)
  const put = (Item: object, more: object = {}) => db.putItem({ TableName: 'Music', Item: Item as never, ...more })
  await invalid(put(item({ sk: 1 })), `${invalidParameter}Missing the key id in the item`)
  await invalid(put(item({ id: 1, sk: 1 })), `${invalidParameter}Type mismatch for key id expected: S actual: N`)
  await invalid(put(item({ id: '', sk: 1 })),
    'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id')
  await invalid(put({ ...item({ id: 'a' }), sk: { N: 'x' } }), /The parameter cannot be converted to a numeric value/)
  await invalid(put({ ...item({ id: 'a', sk: 1 }), s: { SS: [] } }), `${invalidParameter}An string set  may not be empty`)
  await invalid(put({ ...item({ id: 'a', sk: 1 }), s: { S: 'x'.repeat(410_000) } }), 'Item size has exceeded the maximum allowed size')
  await invalid(put(item({ id: 'a', sk: 1 }), { ReturnValues: 'ALL_NEW' }), 'ReturnValues can only be ALL_OLD or NONE')
  await invalid(put(item({ id: 'a', sk: 1 }), { ConditionExpression: 'a =' }), /^Invalid ConditionExpression: Syntax error/)
  await invalid(put(item({ id: 'a', sk: 1 }), { ConditionExpression: 'a = :a', Expected: { a: { Exists: false } },
    ExpressionAttributeValues: { ':a': { S: 'x' } } }),
    'Can not use both expression and non-expression parameters in the same request: ' +
    'Non-expression parameters: {Expected} Expression parameters: {ConditionExpression}')
  await invalid(db.getItem({ TableName: 'Music', Key: item({ id: 'a' }) }), 'The provided key element does not match the schema')
  await invalid(db.getItem({ TableName: 'none', Key: { id: { N: 'x' } } }), /cannot be converted/)
  await refused(db.getItem({ TableName: 'none', Key: item({ x: 'a' }) }), 'ResourceNotFoundException', 'Requested resource not found')
  await invalid(db.getItem({ TableName: 'Music', Key: item({ id: 'a', sk: 1 }), ReturnConsumedCapacity: 'ALL' as never }),
    '1 validation error detected: Value \'ALL\' at \'returnConsumedCapacity\' failed to satisfy constraint: ' +
    'Member must satisfy enum value set: [INDEXES, TOTAL, NONE]')
})

test('an attribute value of no type, or of two', async t => {
  const account = await freshAccount(t)
  const { db } = account
  await made(account, 'Music', simplest)
  await invalid(db.putItem({ TableName: 'Music', Item: { id: { S: 'a' }, x: {} as never } }),
    'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes')
})
