// Rotation, on the clock and on demand: old ciphertexts still open.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytes, freshAccount, made, refused, textOf } from './account.fixture.ts'

const dayMs = 86_400_000

test('a key rotates every so many days, and reads what it wrote before', async t => {
  const { kms, cloud } = await freshAccount(t)
  const KeyId = await made(kms)
  const { CiphertextBlob, $metadata: _ } = await kms.encrypt({ KeyId, Plaintext: bytes('old') })
  const { KeyMaterialId: first } = await kms.decrypt({ CiphertextBlob })
  assert.equal((await kms.getKeyRotationStatus({ KeyId })).KeyRotationEnabled, false)
  await kms.enableKeyRotation({ KeyId, RotationPeriodInDays: 90 })
  const status = await kms.getKeyRotationStatus({ KeyId })
  assert.deepEqual([status.KeyRotationEnabled, status.RotationPeriodInDays, status.NextRotationDate!.getTime()],
    [true, 90, Math.floor(cloud.clock.now()) + 90 * dayMs])
  await cloud.clock.advance('181d')
  const { Rotations: rotations } = await kms.listKeyRotations({ KeyId })
  assert.deepEqual(rotations!.map(({ RotationType: type }) => type), ['AUTOMATIC', 'AUTOMATIC'])
  const old = await kms.decrypt({ CiphertextBlob })
  assert.deepEqual([textOf(old.Plaintext), old.KeyMaterialId], ['old', first])
  const fresh = await kms.decrypt({ CiphertextBlob: (await kms.encrypt({ KeyId, Plaintext: bytes('new') })).CiphertextBlob })
  assert.equal(fresh.KeyMaterialId, rotations![1]!.KeyMaterialId)
  await kms.disableKeyRotation({ KeyId })
  await cloud.clock.advance('91d')
  assert.equal((await kms.listKeyRotations({ KeyId })).Rotations!.length, 2)
  const { Rotations: all } = await kms.listKeyRotations({ KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' })
  assert.deepEqual(all!.map(({ KeyMaterialState: state }) => state), ['NON_CURRENT', 'NON_CURRENT', 'CURRENT'])
})

test('on demand, up to 25 times', async t => {
  const { kms } = await freshAccount(t)
  const KeyId = await made(kms)
  for (let i = 0; i < 25; i += 1) await kms.rotateKeyOnDemand({ KeyId })
  await refused(kms.rotateKeyOnDemand({ KeyId }), 'LimitExceededException')
  assert.equal((await kms.listKeyRotations({ KeyId })).Rotations![24]!.RotationType, 'ON_DEMAND')
})

test('a disabled key misses its rotation; other kinds of keys have none', async t => {
  const { kms, cloud } = await freshAccount(t)
  const KeyId = await made(kms)
  await kms.enableKeyRotation({ KeyId })
  await kms.disableKey({ KeyId })
  await cloud.clock.advance('366d')
  await kms.enableKey({ KeyId })
  assert.deepEqual((await kms.listKeyRotations({ KeyId })).Rotations, [])
  const signing = await made(kms, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' })
  await refused(kms.enableKeyRotation({ KeyId: signing }), 'UnsupportedOperationException')
  await refused(kms.enableKeyRotation({ KeyId, RotationPeriodInDays: 89 }), 'ValidationException')
})
