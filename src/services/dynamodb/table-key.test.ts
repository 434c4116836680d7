// A table whose key does not open: found out when it is used or looked at, well again with the key, archived after a week.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { KMS } from '@aws-sdk/client-kms'
import { freshAccount, made, refused, simplest } from './account.fixture.ts'

async function keyedTable(t: TestContext) {
  const account = await freshAccount(t)
  const kms = new KMS(account.cloud.client({ accessKeyId: '111122223333' }))
  const { KeyMetadata: { KeyId } = {} } = await kms.createKey({})
  await made(account, 'Music', { ...simplest, SSESpecification: { Enabled: true, KMSMasterKeyId: KeyId! } })
  await account.db.putItem({ TableName: 'Music', Item: { id: { S: 'a' } } })
  const seen = async () => {
    await account.db.describeTable({ TableName: 'Music' })
    await account.cloud.clock.advance(0)
    return (await account.db.describeTable({ TableName: 'Music' })).Table!
  }
  const get = () => account.db.getItem({ TableName: 'Music', Key: { id: { S: 'a' } } })
  return { ...account, kms, KeyId: KeyId!, seen, get }
}

test('a disabled key shuts the table within five minutes of use, and opens it again', async t => {
  const { kms, KeyId, cloud, get, seen } = await keyedTable(t)
  await get()
  await kms.disableKey({ KeyId })
  assert.equal((await get()).Item!.id!.S, 'a')
  await cloud.clock.advance('6m')
  const foundAt = cloud.clock.now()
  await refused(get(), 'AccessDeniedException', /^KMS key access denied error: .*DisabledException/)
  const table = await seen()
  assert.equal(table.TableStatus, 'INACCESSIBLE_ENCRYPTION_CREDENTIALS')
  assert.equal(table.SSEDescription!.InaccessibleEncryptionDateTime!.getTime(), foundAt)
  await cloud.clock.advance('1d')
  await kms.enableKey({ KeyId })
  assert.equal((await get()).Item!.id!.S, 'a')
  assert.deepEqual([(await seen()).TableStatus, (await seen()).SSEDescription!.InaccessibleEncryptionDateTime], ['ACTIVE', undefined])
})

test('a week without its key archives a table; its backup can be restored', async t => {
  const { kms, KeyId, cloud, db, seen, get } = await keyedTable(t)
  await kms.scheduleKeyDeletion({ KeyId, PendingWindowInDays: 7 })
  await cloud.clock.advance('6m')
  assert.equal((await seen()).TableStatus, 'INACCESSIBLE_ENCRYPTION_CREDENTIALS')
  await cloud.clock.advance('7d')
  await cloud.clock.advance('2m')
  const { TableStatus: status, ArchivalSummary: archived } = await seen()
  assert.deepEqual([status, archived!.ArchivalReason], ['ARCHIVED', 'INACCESSIBLE_ENCRYPTION_CREDENTIALS'])
  await refused(get(), 'ResourceNotFoundException', /Requested resource not found/)
  const { BackupSummaries: [backup] = [] } = await db.listBackups({ BackupType: 'SYSTEM' })
  assert.equal(backup!.BackupArn, archived!.ArchivalBackupArn)
  await db.restoreTableFromBackup({ BackupArn: backup!.BackupArn!, TargetTableName: 'Again' })
  await cloud.clock.advance('1m')
  assert.equal((await db.scan({ TableName: 'Again' })).Count, 1)
  await db.deleteTable({ TableName: 'Music' })
  await cloud.clock.advance('1m')
  assert.deepEqual((await db.listTables({})).TableNames, ['Again'])
})

test('a table that is looked at only is found out too, and nothing happens to one whose key came back in time', async t => {
  const { kms, KeyId, cloud, seen } = await keyedTable(t)
  await kms.disableKey({ KeyId })
  await cloud.clock.advance('6m')
  assert.equal((await seen()).TableStatus, 'INACCESSIBLE_ENCRYPTION_CREDENTIALS')
  await kms.enableKey({ KeyId })
  await cloud.clock.advance('8d')
  assert.equal((await seen()).TableStatus, 'ACTIVE')
})
