// PartiQL through the SDK: single statements, batches, transactions.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import { freshAccount, invalid, item, made, refused, sorted } from './account.fixture.ts'

test('an item is inserted, updated, read and deleted', async t => {
  const account = await freshAccount(t)
  const { db } = account
  await made(account, 'Music', sorted)
  const run = (Statement: string, ...Parameters: { S?: string, N?: string }[]) =>
    db.executeStatement({ Statement, ...(Parameters.length > 0 && { Parameters: Parameters as never }) })
  await run('INSERT INTO "Music" VALUE {\'id\': \'a\', \'sk\': 1, \'tags\': [\'x\']}')
  await refused(run('INSERT INTO "Music" VALUE {\'id\': ?, \'sk\': ?}', { S: 'a' }, { N: '1' }), 'DuplicateItemException', 'Duplicate primary key exists in table')
  const updated = await run('UPDATE "Music" SET n = 5 WHERE id = \'a\' AND sk = 1 RETURNING ALL NEW *')
  assert.deepEqual(updated.Items, [{ ...item({ id: 'a', sk: 1, n: 5 }), tags: { L: [{ S: 'x' }] } }])
  await refused(run('UPDATE "Music" SET n = 5 WHERE id = \'b\' AND sk = 1'), 'ConditionalCheckFailedException', 'The conditional request failed')
  assert.deepEqual((await run('SELECT n, tags[0] FROM "Music" WHERE id = ? AND sk = ?', { S: 'a' }, { N: '1' })).Items, [{ n: { N: '5' }, tags: { L: [{ S: 'x' }] } }])
  await run('DELETE FROM "Music" WHERE id = \'none\' AND sk = 1')
  await refused(run('DELETE FROM "Music" WHERE id = \'a\' AND sk = 1 AND n = 6'), 'ConditionalCheckFailedException', 'The conditional request failed')
  assert.deepEqual((await run('DELETE FROM "Music" WHERE id = \'a\' AND sk = 1 RETURNING ALL OLD *')).Items!.length, 1)
  await invalid(run('UPDATE "Music" SET n = 5 WHERE id = \'a\''), 'Where clause does not contain a mandatory equality on all key attributes')
  await refused(run('SELECT * FROM "none"'), 'ResourceNotFoundException', 'Requested resource not found')
})

test('selects query, scan and page', async t => {
  const account = await freshAccount(t)
  const { db } = account
  await made(account, 'Music', sorted)
  for (const id of ['a', 'b']) for (const sk of [1, 2, 3]) await db.putItem({ TableName: 'Music', Item: item({ id, sk, even: sk % 2 === 0 }) })
  const all = async (Statement: string, Limit?: number) => {
    const found: string[] = []
    let NextToken: string | undefined
    do {
      const page = await db.executeStatement({ Statement, ...(Limit !== undefined && { Limit }), ...(NextToken !== undefined && { NextToken }) })
      found.push(...page.Items!.map(({ id, sk }) => `${id!.S}${sk!.N}`))
      NextToken = page.NextToken
    } while (NextToken !== undefined)
    return found
  }
  assert.deepEqual(await all('SELECT * FROM Music WHERE id = \'a\' AND sk > 1'), ['a2', 'a3'])
  assert.deepEqual(await all('SELECT * FROM Music WHERE id IN [\'b\', \'a\'] AND sk < 3 ORDER BY id DESC', 1), ['b1', 'b2', 'a1', 'a2'])
  assert.deepEqual(await all('SELECT * FROM Music WHERE id = \'a\' ORDER BY sk DESC', 2), ['a3', 'a2', 'a1'])
  assert.deepEqual((await all('SELECT * FROM Music WHERE even = true', 1)).sort(), ['a2', 'b2'])
  const capacity = await db.executeStatement({ Statement: 'SELECT * FROM Music WHERE id = \'a\'', ConsistentRead: true, ReturnConsumedCapacity: 'TOTAL' })
  assert.deepEqual(capacity.ConsumedCapacity, { TableName: 'Music', CapacityUnits: 1 })
})

test('statements of a batch fail alone, those of a transaction together', async t => {
  const account = await freshAccount(t)
  const { db } = account
  await made(account, 'Music')
  await db.putItem({ TableName: 'Music', Item: item({ id: 'a' }) })
  const insert = (id: string) => ({ Statement: `INSERT INTO Music VALUE {'id': '${id}'}` })
  const { Responses: responses } = await db.batchExecuteStatement({ Statements: [insert('a'), insert('b'), { Statement: 'INSERT INTO' }] })
  assert.deepEqual(responses!.map(({ Error: error }) => error?.Code), ['DuplicateItem', undefined, 'ValidationError'])
  const read = (id: string) => ({ Statement: `SELECT * FROM Music WHERE id = '${id}'` })
  assert.deepEqual((await db.batchExecuteStatement({ Statements: [read('b'), read('none')] })).Responses,
    [{ TableName: 'Music', Item: item({ id: 'b' }) }, { TableName: 'Music' }])
  await assert.rejects(db.executeTransaction({ TransactStatements: [insert('c'), insert('a')] }), (error: TransactionCanceledException) => {
    assert.deepEqual(error.CancellationReasons, [{ Code: 'None' }, { Code: 'DuplicateItem', Message: 'Duplicate primary key exists in table' }])
    return true
  })
  await db.executeTransaction({
    TransactStatements: [insert('c'), { Statement: 'EXISTS(SELECT * FROM Music WHERE id = \'a\')' }],
  })
  assert.deepEqual((await db.executeTransaction({ TransactStatements: [read('c')] })).Responses, [{ Item: item({ id: 'c' }) }])
  await assert.rejects(db.executeTransaction({ TransactStatements: [insert('d'), read('c')] }), { name: 'ValidationException' })
})
