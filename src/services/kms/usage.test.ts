// What is billed.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, bytes, freshAccount, made } from './account.fixture.ts'

test('requests are counted by what they cost', async t => {
  const { kms, cloud } = await freshAccount(t)
  const symmetric = await made(kms)
  const rsa = await made(kms, { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' })
  const ec = await made(kms, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' })
  await kms.encrypt({ KeyId: symmetric, Plaintext: bytes('x') })
  await kms.generateDataKey({ KeyId: symmetric, KeySpec: 'AES_256' })
  await kms.encrypt({ KeyId: rsa, Plaintext: bytes('x'), EncryptionAlgorithm: 'RSAES_OAEP_SHA_256' })
  await kms.getPublicKey({ KeyId: ec })
  await kms.generateDataKeyPair({ KeyId: symmetric, KeyPairSpec: 'ECC_NIST_P256' })
  const used = cloud.core.meter.usage(`${account}/us-east-1`).filter(({ service }) => service === 'kms')
  assert.deepEqual(used.map(({ operation, usageType, quantity }) => `${operation} ${usageType} ${quantity}`).sort(), [
    'Encrypt KMS-Requests 1', 'Encrypt KMS-Requests-Asymmetric-RSA_2048 1', 'GenerateDataKey KMS-Requests 1',
    'GenerateDataKeyPair KMS-Requests-GenerateDatakeyPair-ECC 1', 'GetPublicKey KMS-Requests-Asymmetric 1',
  ])
})

test('a key stands on the bill until it is to be deleted', async t => {
  const { kms, cloud } = await freshAccount(t)
  const KeyId = await made(kms)
  await kms.describeKey({ KeyId: 'alias/aws/s3' })
  const standing = () => {
    const { hours } = cloud.core.meter.changes(`${account}/us-east-1`)
    return hours.filter(({ usageType }) => usageType === 'KMS-Keys').map(({ after }) => after)
  }
  assert.deepEqual(standing(), [1])
  for (let i = 0; i < 3; i += 1) await kms.rotateKeyOnDemand({ KeyId })
  assert.deepEqual(standing(), [3])
  await kms.scheduleKeyDeletion({ KeyId })
  assert.deepEqual(standing(), [0])
})
