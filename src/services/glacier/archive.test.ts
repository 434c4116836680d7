// Archives: hashes checked, descriptions, and deletion that policies keep from coming too early.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, clientOf, freshVault, refused, treeHash } from './account.fixture.ts'

test('an archive is told by its tree hash', async t => {
  const { glacier } = await freshVault(t)
  const made = await glacier.uploadArchive({ ...at, body: 'hello', archiveDescription: 'greeting' })
  assert.equal(made.checksum, treeHash(Buffer.from('hello')))
  assert.equal(made.archiveId!.length, 138)
  assert.equal(made.location, `/111122223333/vaults/vault/archives/${made.archiveId}`)
  await refused(glacier.uploadArchive({ ...at, body: 'hello', checksum: 'f'.repeat(64) }), 'InvalidParameterValueException', /mismatch/)
  await refused(glacier.uploadArchive({ ...at, body: '', checksum: treeHash(Buffer.alloc(0)) }), 'InvalidParameterValueException', /Length/)
  await refused(glacier.uploadArchive({ ...at, body: 'x', archiveDescription: 'x'.repeat(1025) }), 'InvalidParameterValueException')
  await refused(glacier.deleteArchive({ ...at, archiveId: 'none' }), 'ResourceNotFoundException')
})

test('a locked vault keeps young archives from everyone', async t => {
  const { cloud, glacier } = await freshVault(t)
  const { archiveId } = await glacier.uploadArchive({ ...at, body: 'hello' })
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Sid: 'keep', Effect: 'Deny', Principal: '*',
    Action: 'glacier:DeleteArchive', Resource: 'arn:aws:glacier:us-east-1:111122223333:vaults/vault',
    Condition: { NumericLessThan: { 'glacier:ArchiveAgeInDays': '365' } } }] })
  const { lockId } = await glacier.initiateVaultLock({ ...at, policy: { Policy } })
  await glacier.completeVaultLock({ ...at, lockId: lockId! })
  await refused(glacier.deleteArchive({ ...at, archiveId: archiveId! }), 'AccessDeniedException')
  await cloud.clock.advance('365d')
  await glacier.deleteArchive({ ...at, archiveId: archiveId! })
})

test('another account needs the vault\'s policy', async t => {
  const { cloud, glacier } = await freshVault(t)
  const other = clientOf(cloud, '444455556666')
  const there = { ...at, accountId: '111122223333' }
  await refused(other.uploadArchive({ ...there, body: 'hello' }), 'AccessDeniedException')
  await glacier.setVaultAccessPolicy({ ...at, policy: { Policy: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::444455556666:root' }, Action: 'glacier:UploadArchive',
    Resource: 'arn:aws:glacier:us-east-1:111122223333:vaults/vault' }] }) } })
  await other.uploadArchive({ ...there, body: 'hello' })
  await refused(other.describeVault(there), 'AccessDeniedException')
})
