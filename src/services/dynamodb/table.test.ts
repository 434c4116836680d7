// How tables are named, by name and by ARN.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clientOf, freshAccount, invalid, item, made, refused, simplest } from './account.fixture.ts'

test('names that are none', async t => {
  const { db } = await freshAccount(t)
  await invalid(db.createTable({ TableName: 'ab', ...simplest }),
    'TableName must be at least 3 characters long and at most 255 characters long')
  await invalid(db.putItem({ TableName: 'non!existent', Item: { a: { S: 'b' } } }),
    '1 validation error detected: Value \'non!existent\' at \'tableName\' failed to satisfy constraint: ' +
    'Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+')
  await refused(db.describeTable({ TableName: 'none' }), 'ResourceNotFoundException', 'Requested resource not found: Table: none not found')
})

test('an ARN leads to the owner\'s table', async t => {
  const account = await freshAccount(t)
  const { db, cloud } = account
  await made(account, 'Music')
  const TableName = (await db.describeTable({ TableName: 'Music' })).Table!.TableArn!
  await clientOf(cloud, '444455556666').putItem({ TableName, Item: item({ id: 'from afar' }) })
  assert.deepEqual((await db.getItem({ TableName: 'Music', Key: item({ id: 'from afar' }) })).Item, item({ id: 'from afar' }))
})
