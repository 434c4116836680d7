// Point-in-time recovery: a table as it was at a second, within its window.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, item, made, refused } from './account.fixture.ts'

test('a table is made again as it was', async t => {
  const account = await freshAccount(t)
  const { db, cloud } = account
  await made(account, 'Music')
  const put = (id: string, n: number) => db.putItem({ TableName: 'Music', Item: item({ id, n }) })
  await put('before', 1)
  await refused(db.restoreTableToPointInTime({ SourceTableName: 'Music', TargetTableName: 'Then', UseLatestRestorableTime: true }),
    'PointInTimeRecoveryUnavailableException', 'Point in time recovery is not enabled for table \'Music\'')
  const { ContinuousBackupsDescription: description } = await db.updateContinuousBackups({
    TableName: 'Music', PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  })
  assert.equal(description!.PointInTimeRecoveryDescription!.RecoveryPeriodInDays, 35)
  await cloud.clock.advance('1h')
  await put('before', 2)
  await put('new', 1)
  await cloud.clock.advance('1s')
  const then = new Date(cloud.clock.now())
  await cloud.clock.advance('1s')
  await put('before', 3)
  await db.deleteItem({ TableName: 'Music', Key: item({ id: 'new' }) })
  await put('newest', 1)
  const restore = (RestoreDateTime: Date, TargetTableName: string) =>
    db.restoreTableToPointInTime({ SourceTableName: 'Music', TargetTableName, RestoreDateTime })
  await refused(restore(then, 'Then'), 'InvalidRestoreTimeException', /outside of the EarliestRestorableDateTime/)
  await cloud.clock.advance('1h')
  await restore(then, 'Then')
  await cloud.clock.advance('1m')
  const { Items: items } = await db.scan({ TableName: 'Then' })
  assert.deepEqual(items!.map(({ id, n }) => `${id!.S} ${n!.N}`).sort(), ['before 2', 'new 1'])
  await cloud.clock.advance('36d')
  await refused(restore(then, 'Late'), 'InvalidRestoreTimeException', /outside/)
  await db.restoreTableToPointInTime({ SourceTableName: 'Music', TargetTableName: 'Latest', UseLatestRestorableTime: true })
  await cloud.clock.advance('1m')
  assert.equal((await db.scan({ TableName: 'Latest' })).Count, 2)
})

test('it is off until it is turned on', async t => {
  const account = await freshAccount(t)
  const { db } = account
  await made(account, 'Music')
  const { ContinuousBackupsDescription: off } = await db.describeContinuousBackups({ TableName: 'Music' })
  assert.deepEqual([off!.ContinuousBackupsStatus, off!.PointInTimeRecoveryDescription],
    ['ENABLED', { PointInTimeRecoveryStatus: 'DISABLED' }])
})
