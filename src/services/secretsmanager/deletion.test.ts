// Secrets that go, and come back.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, made, refused, valueOf } from './account.fixture.ts'

test('a secret waits for its deletion, and can be restored', async t => {
  const { secrets, cloud } = await freshAccount(t)
  const SecretId = await made(secrets, 's')
  const { DeletionDate: at } = await secrets.deleteSecret({ SecretId, RecoveryWindowInDays: 7 })
  assert.equal(at!.getTime(), Math.floor(cloud.clock.now()) + 7 * 86_400_000)
  const marked = 'You can\'t perform this operation on the secret because it was marked for deletion.'
  await refused(valueOf(secrets, SecretId), 'InvalidRequestException', marked)
  await refused(secrets.putSecretValue({ SecretId, SecretString: 'x' }), 'InvalidRequestException', marked)
  await refused(made(secrets, 's'), 'InvalidRequestException', /already scheduled for deletion/)
  assert.ok((await secrets.describeSecret({ SecretId })).DeletedDate)
  assert.deepEqual((await secrets.listSecrets({})).SecretList, [])
  assert.equal((await secrets.listSecrets({ IncludePlannedDeletion: true })).SecretList!.length, 1)
  await cloud.clock.advance('6d')
  await secrets.restoreSecret({ SecretId })
  await cloud.clock.advance('2d')
  assert.equal(await valueOf(secrets, SecretId), 'hello')
  await secrets.deleteSecret({ SecretId })
  await cloud.clock.advance('30d')
  await refused(secrets.describeSecret({ SecretId }), 'ResourceNotFoundException')
  assert.notEqual(await made(secrets, 's'), SecretId)
})

test('at once, and what cannot be', async t => {
  const { secrets } = await freshAccount(t)
  const SecretId = await made(secrets, 's')
  await refused(secrets.deleteSecret({ SecretId, RecoveryWindowInDays: 6 }), 'InvalidParameterException', /between 7 and 30 days/)
  await refused(secrets.deleteSecret({ SecretId, RecoveryWindowInDays: 7, ForceDeleteWithoutRecovery: true }), 'InvalidParameterException')
  await secrets.deleteSecret({ SecretId, ForceDeleteWithoutRecovery: true })
  await refused(secrets.restoreSecret({ SecretId }), 'ResourceNotFoundException')
})
