// What point-in-time recovery remembers, and what it forgets.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, item, made } from './account.fixture.ts'
import type { Revision } from './history.ts'
import { StoredItem } from './stored-item.ts'

test('revisions are kept for the recovery period', async t => {
  const account = await freshAccount(t)
  const { db, cloud } = account
  await made(account, 'Music')
  const revisions = () => [...cloud.core.store.cell('111122223333/us-east-1').table<Revision>('dynamodb/Revision').scan()].map(([,
    { before }]) => before)
  const put = (n: number) => db.putItem({ TableName: 'Music', Item: item({ id: 'a', n }) })
  await put(0)
  assert.equal(revisions().length, 0)
  const specification = { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 2 }
  await db.updateContinuousBackups({ TableName: 'Music', PointInTimeRecoverySpecification: specification })
  await put(1)
  await put(2)
  await cloud.clock.advance('2d')
  await put(3)
  assert.deepEqual(revisions().map(before => before === undefined ? undefined : StoredItem.from(before).packed),
    [0, 1, 2].map(n => JSON.stringify(item({ id: 'a', n }))))
  await cloud.clock.advance('36h')
  assert.equal(revisions().length, 1)
  await db.updateContinuousBackups({ TableName: 'Music', PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false } })
  assert.equal(revisions().length, 0)
})
