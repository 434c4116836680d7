// Backups as they are listed.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, made } from './account.fixture.ts'

test('backups come in pages', async t => {
  const account = await freshAccount(t)
  const { db, cloud } = account
  await made(account, 'Music')
  for (const BackupName of ['one', 'two', 'three']) {
    await db.createBackup({ TableName: 'Music', BackupName })
    await cloud.clock.advance('1m')
  }
  const page = await db.listBackups({ Limit: 2 })
  const rest = await db.listBackups({ Limit: 2, ExclusiveStartBackupArn: page.LastEvaluatedBackupArn })
  assert.deepEqual([...page.BackupSummaries!, ...rest.BackupSummaries!].map(({ BackupName }) => BackupName), ['one', 'two', 'three'])
  assert.equal(rest.LastEvaluatedBackupArn, undefined)
})
