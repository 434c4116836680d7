// A table made again of its backup.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, indexed, item, made, refused, sorted } from './account.fixture.ts'

test('a backup is made, listed, restored after its table is gone, and deleted', async t => {
  const account = await freshAccount(t)
  const { db, cloud } = account
  await made(account, 'Music', {
    ...sorted, AttributeDefinitions: [...sorted.AttributeDefinitions, { AttributeName: 'genre', AttributeType: 'S' }],
    GlobalSecondaryIndexes: [{ IndexName: 'byGenre', KeySchema: [{ AttributeName: 'genre', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' } }],
  })
  for (const sk of [1, 2]) await db.putItem({ TableName: 'Music', Item: item({ id: 'a', sk, genre: 'jazz' }) })
  const { BackupDetails: backup } = await db.createBackup({ TableName: 'Music', BackupName: 'first' })
  assert.equal(backup!.BackupStatus, 'CREATING')
  await cloud.clock.advance('1m')
  await db.putItem({ TableName: 'Music', Item: item({ id: 'later', sk: 1 }) })
  const { BackupDescription: described } = await db.describeBackup({ BackupArn: backup!.BackupArn })
  assert.deepEqual([described!.BackupDetails!.BackupStatus, described!.SourceTableDetails!.ItemCount,
    described!.SourceTableDetails!.TableName],
    ['AVAILABLE', 2, 'Music'])
  await refused(db.restoreTableFromBackup({ TargetTableName: 'Music', BackupArn: backup!.BackupArn }), 'TableAlreadyExistsException',
    'Table already exists: Music')
  await db.deleteTable({ TableName: 'Music' })
  await cloud.clock.advance('1m')
  assert.deepEqual((await db.listBackups({ TableName: 'Music' })).BackupSummaries!.map(({ BackupName }) => BackupName), ['first'])
  const { TableDescription: restored } = await db.restoreTableFromBackup({ TargetTableName: 'Again', BackupArn: backup!.BackupArn })
  assert.deepEqual([restored!.TableStatus, restored!.RestoreSummary!.SourceBackupArn], ['CREATING', backup!.BackupArn])
  await cloud.clock.advance('1m')
  assert.equal((await db.scan({ TableName: 'Again' })).Count, 2)
  assert.equal((await db.scan({ TableName: 'Again', IndexName: 'byGenre' })).Count, 2)
  assert.equal((await db.deleteBackup({ BackupArn: backup!.BackupArn })).BackupDescription!.BackupDetails!.BackupStatus, 'DELETED')
  await refused(db.describeBackup({ BackupArn: backup!.BackupArn }), 'BackupNotFoundException', `Backup not found: ${backup!.BackupArn}`)
  await refused(db.createBackup({ TableName: 'none', BackupName: 'first' }), 'TableNotFoundException', 'Table not found: none')
})

test('another billing mode, fewer indexes', async t => {
  const account = await freshAccount(t)
  const { db, cloud } = account
  await made(account, 'Music', indexed)
  const { BackupDetails: backup } = await db.createBackup({ TableName: 'Music', BackupName: 'first' })
  await cloud.clock.advance('1m')
  const { TableDescription: table } = await db.restoreTableFromBackup({
    TargetTableName: 'Other', BackupArn: backup!.BackupArn, BillingModeOverride: 'PROVISIONED',
    ProvisionedThroughputOverride: { ReadCapacityUnits: 3, WriteCapacityUnits: 4 }, GlobalSecondaryIndexOverride: [],
  })
  assert.deepEqual([table!.ProvisionedThroughput!.ReadCapacityUnits, table!.GlobalSecondaryIndexes, table!.LocalSecondaryIndexes!.length],
    [3, undefined, 1])
})
