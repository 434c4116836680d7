// How tables are named.

import { test } from 'node:test'
import { freshAccount, invalid, refused, simplest } from './account.fixture.ts'

test('names that are none', async t => {
  const { db } = await freshAccount(t)
  await invalid(db.createTable({ TableName: 'ab', ...simplest }),
    'TableName must be at least 3 characters long and at most 255 characters long')
  await invalid(db.putItem({ TableName: 'non!existent', Item: { a: { S: 'b' } } }),
    '1 validation error detected: Value \'non!existent\' at \'tableName\' failed to satisfy constraint: ' +
    'Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+')
  await refused(db.describeTable({ TableName: 'none' }), 'ResourceNotFoundException', 'Requested resource not found: Table: none not found')
})
