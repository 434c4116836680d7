// Batches and transactions of statements.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import { freshAccount, item, made } from './account.fixture.ts'

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
    assert.deepEqual(error.CancellationReasons, [{ Code: 'None' },
      { Code: 'DuplicateItem', Message: 'Duplicate primary key exists in table' }])
    return true
  })
  await db.executeTransaction({
    TransactStatements: [insert('c'), { Statement: 'EXISTS(SELECT * FROM Music WHERE id = \'a\')' }],
  })
  assert.deepEqual((await db.executeTransaction({ TransactStatements: [read('c')] })).Responses, [{ Item: item({ id: 'c' }) }])
  await assert.rejects(db.executeTransaction({ TransactStatements: [insert('d'), read('c')] }), { name: 'ValidationException' })
})
