// Nothing of a deleted table stays in the store.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, indexed, item, made } from './account.fixture.ts'

test('a table of more than one batch is cleared away', async t => {
  const account = await freshAccount(t)
  const { db, cloud } = account
  await made(account, 'Music', indexed)
  for (let start = 0; start < 1100; start += 25) {
    const requests = Array.from({ length: 25 }, (_, i) => ({ PutRequest: { Item: item({ id: `i${start + i}`, sk: 1, rank: 1 }) } }))
    await db.batchWriteItem({ RequestItems: { Music: requests } })
  }
  const cell = cloud.core.store.cell('111122223333/us-east-1')
  const count = () => ['item', 'index-entry'].map(name => cell.table(`dynamodb/${name}`).count())
  assert.deepEqual(count(), [1100, 1100])
  await db.deleteTable({ TableName: 'Music' })
  await cloud.clock.advance('1m')
  assert.deepEqual(count(), [0, 0])
})
