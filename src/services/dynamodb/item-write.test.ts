// A change and all that follows from it, in one transaction.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, indexed, item, made } from './account.fixture.ts'
import type { Account } from './account.fixture.ts'

/** Records of the service in the account's cell, by table. */
function counts({ cloud }: Account): Record<string, number> {
  const cell = cloud.core.store.cell('111122223333/us-east-1')
  return Object.fromEntries(['item', 'index-entry', 'Change', 'Expiry'].map(name => [name, cell.table(`dynamodb/${name}`).count()]))
}

test('index entries, the stream and expiries come and go with their item', async t => {
  const account = await freshAccount(t)
  const { db, cloud } = account
  await made(account, 'Music', { ...indexed, StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' } })
  await db.updateTimeToLive({ TableName: 'Music', TimeToLiveSpecification: { Enabled: true, AttributeName: 'ends' } })
  const ends = Math.floor(cloud.clock.now() / 1000) + 3600
  await db.putItem({ TableName: 'Music', Item: item({ id: 'a', sk: 1, genre: 'jazz', rank: 1, ends }) })
  assert.deepEqual(counts(account), { 'item': 1, 'index-entry': 2, 'Change': 1, 'Expiry': 1 })
  await assert.rejects(db.transactWriteItems({
    TransactItems: [
      { Delete: { TableName: 'Music', Key: item({ id: 'a', sk: 1 }) } },
      { ConditionCheck: { TableName: 'Music', Key: item({ id: 'b', sk: 1 }), ConditionExpression: 'attribute_exists(id)' } },
    ],
  }))
  assert.deepEqual(counts(account), { 'item': 1, 'index-entry': 2, 'Change': 1, 'Expiry': 1 })
  await db.deleteItem({ TableName: 'Music', Key: item({ id: 'a', sk: 1 }) })
  assert.deepEqual(counts(account), { 'item': 0, 'index-entry': 0, 'Change': 2, 'Expiry': 0 })
})
