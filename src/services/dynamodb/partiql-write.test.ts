// INSERT, UPDATE and DELETE, one item each.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, invalid, item, made, refused, sorted } from './account.fixture.ts'

test('an item is inserted, updated, read and deleted', async t => {
  const account = await freshAccount(t)
  const { db } = account
  await made(account, 'Music', sorted)
  const run = (Statement: string, ...Parameters: { S?: string, N?: string }[]) =>
    db.executeStatement({ Statement, ...(Parameters.length > 0 && { Parameters: Parameters as never }) })
  await run('INSERT INTO "Music" VALUE {\'id\': \'a\', \'sk\': 1, \'tags\': [\'x\']}')
  await refused(run('INSERT INTO "Music" VALUE {\'id\': ?, \'sk\': ?}', { S: 'a' }, { N: '1' }), 'DuplicateItemException',
    'Duplicate primary key exists in table')
  const updated = await run('UPDATE "Music" SET n = 5 WHERE id = \'a\' AND sk = 1 RETURNING ALL NEW *')
  assert.deepEqual(updated.Items, [{ ...item({ id: 'a', sk: 1, n: 5 }), tags: { L: [{ S: 'x' }] } }])
  await refused(run('UPDATE "Music" SET n = 5 WHERE id = \'b\' AND sk = 1'), 'ConditionalCheckFailedException',
    'The conditional request failed')
  assert.deepEqual((await run('SELECT n, tags[0] FROM "Music" WHERE id = ? AND sk = ?', { S: 'a' }, { N: '1' })).Items,
    [{ n: { N: '5' }, tags: { L: [{ S: 'x' }] } }])
  await run('DELETE FROM "Music" WHERE id = \'none\' AND sk = 1')
  await refused(run('DELETE FROM "Music" WHERE id = \'a\' AND sk = 1 AND n = 6'), 'ConditionalCheckFailedException',
    'The conditional request failed')
  assert.deepEqual((await run('DELETE FROM "Music" WHERE id = \'a\' AND sk = 1 RETURNING ALL OLD *')).Items!.length, 1)
  await invalid(run('UPDATE "Music" SET n = 5 WHERE id = \'a\''),
    'Where clause does not contain a mandatory equality on all key attributes')
  await refused(run('SELECT * FROM "none"'), 'ResourceNotFoundException', 'Requested resource not found')
})
