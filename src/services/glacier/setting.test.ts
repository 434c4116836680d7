// Policies, locks, notifications, tags.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, freshVault, refused } from './account.fixture.ts'

const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: '111122223333' },
  Action: 'glacier:*', Resource: 'arn:aws:glacier:us-east-1:111122223333:vaults/vault' }] })

test('an access policy comes and goes', async t => {
  const { glacier } = await freshVault(t)
  await refused(glacier.getVaultAccessPolicy(at), 'ResourceNotFoundException')
  await glacier.setVaultAccessPolicy({ ...at, policy: { Policy } })
  assert.equal((await glacier.getVaultAccessPolicy(at)).policy!.Policy, Policy)
  await refused(glacier.setVaultAccessPolicy({ ...at, policy: { Policy: 'nonsense' } }), 'InvalidParameterValueException')
  await glacier.deleteVaultAccessPolicy(at)
  await refused(glacier.getVaultAccessPolicy(at), 'ResourceNotFoundException')
})

test('a lock is tried for a day, then holds for good', async t => {
  const { cloud, glacier } = await freshVault(t)
  await refused(glacier.getVaultLock(at), 'ResourceNotFoundException')
  const { lockId } = await glacier.initiateVaultLock({ ...at, policy: { Policy } })
  const trial = await glacier.getVaultLock(at)
  assert.deepEqual([trial.State, trial.ExpirationDate], ['InProgress', '2027-03-11T10:30:00.000Z'])
  await refused(glacier.initiateVaultLock({ ...at, policy: { Policy } }), 'InvalidParameterValueException')
  await refused(glacier.completeVaultLock({ ...at, lockId: 'other' }), 'InvalidParameterValueException')
  await cloud.clock.advance('1d')
  await refused(glacier.completeVaultLock({ ...at, lockId: lockId! }), 'ResourceNotFoundException')
  const again = await glacier.initiateVaultLock({ ...at, policy: { Policy } })
  await glacier.abortVaultLock(at)
  await refused(glacier.completeVaultLock({ ...at, lockId: again.lockId! }), 'ResourceNotFoundException')
  const last = await glacier.initiateVaultLock({ ...at, policy: { Policy } })
  await glacier.completeVaultLock({ ...at, lockId: last.lockId! })
  await refused(glacier.abortVaultLock(at), 'InvalidParameterValueException')
  assert.equal((await glacier.getVaultLock(at)).State, 'Locked')
})

test('notifications and tags', async t => {
  const { glacier } = await freshVault(t)
  await refused(glacier.getVaultNotifications(at), 'ResourceNotFoundException')
  const vaultNotificationConfig = { SNSTopic: 'arn:aws:sns:us-east-1:111122223333:topic', Events: ['InventoryRetrievalCompleted'] }
  await glacier.setVaultNotifications({ ...at, vaultNotificationConfig })
  assert.deepEqual((await glacier.getVaultNotifications(at)).vaultNotificationConfig, vaultNotificationConfig)
  await refused(glacier.setVaultNotifications({ ...at, vaultNotificationConfig: { ...vaultNotificationConfig, Events: ['Rain'] } }),
    'InvalidParameterValueException')
  await glacier.deleteVaultNotifications(at)
  await glacier.addTagsToVault({ ...at, Tags: { a: '1', b: '2' } })
  await glacier.removeTagsFromVault({ ...at, TagKeys: ['a'] })
  assert.deepEqual((await glacier.listTagsForVault(at)).Tags, { b: '2' })
})
