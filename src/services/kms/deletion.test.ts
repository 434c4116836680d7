// Key states: off, on, on the way out and out, on the virtual clock.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { arnOf, bytes, freshAccount, made, refused, stateOf } from './account.fixture.ts'

test('a disabled key works no more', async t => {
  const { kms } = await freshAccount(t)
  const KeyId = await made(kms)
  const { CiphertextBlob } = await kms.encrypt({ KeyId, Plaintext: bytes('x') })
  await kms.disableKey({ KeyId })
  assert.equal(await stateOf(kms, KeyId), 'Disabled')
  for (const call of [kms.encrypt({ KeyId, Plaintext: bytes('x') }), kms.decrypt({ CiphertextBlob }),
    kms.generateDataKey({ KeyId, KeySpec: 'AES_256' })]) await refused(call, 'DisabledException', `${arnOf(KeyId)} is disabled.`)
  await kms.enableKey({ KeyId })
  await kms.decrypt({ CiphertextBlob })
})

test('a key waits for its deletion, and can be kept', async t => {
  const { kms, cloud } = await freshAccount(t)
  const KeyId = await made(kms)
  await kms.createAlias({ AliasName: 'alias/a', TargetKeyId: KeyId })
  await refused(kms.scheduleKeyDeletion({ KeyId, PendingWindowInDays: 6 }), 'ValidationException', /between 7 and 30 days/)
  const { DeletionDate: at, KeyState: state } = await kms.scheduleKeyDeletion({ KeyId, PendingWindowInDays: 7 })
  assert.deepEqual([at!.getTime(), state], [Math.floor(cloud.clock.now()) + 7 * 86_400_000, 'PendingDeletion'])
  const pending = `${arnOf(KeyId)} is pending deletion.`
  await refused(kms.encrypt({ KeyId, Plaintext: bytes('x') }), 'KMSInvalidStateException', pending)
  await refused(kms.enableKey({ KeyId }), 'KMSInvalidStateException', pending)
  await refused(kms.scheduleKeyDeletion({ KeyId }), 'KMSInvalidStateException', pending)
  await kms.cancelKeyDeletion({ KeyId })
  assert.equal(await stateOf(kms, KeyId), 'Disabled')
  await refused(kms.cancelKeyDeletion({ KeyId }), 'KMSInvalidStateException', `${arnOf(KeyId)} is not pending deletion.`)
  await cloud.clock.advance('8d')
  await kms.enableKey({ KeyId })
  const { CiphertextBlob } = await kms.encrypt({ KeyId, Plaintext: bytes('x') })
  await kms.scheduleKeyDeletion({ KeyId })
  await cloud.clock.advance('29d')
  assert.equal(await stateOf(kms, KeyId), 'PendingDeletion')
  await cloud.clock.advance('1d')
  await refused(kms.describeKey({ KeyId }), 'NotFoundException', `Key '${arnOf(KeyId)}' does not exist`)
  await refused(kms.describeKey({ KeyId: 'alias/a' }), 'NotFoundException')
  await refused(kms.decrypt({ CiphertextBlob }), 'AccessDeniedException')
})
