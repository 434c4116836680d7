// Data keys and key pairs: what is given in the clear is what the ciphertext holds.

import assert from 'node:assert/strict'
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { test } from 'node:test'
import { bytes, freshAccount, made, refused } from './account.fixture.ts'

test('data keys of every size', async t => {
  const { kms } = await freshAccount(t)
  const KeyId = await made(kms)
  for (const [wanted, length] of [[{ KeySpec: 'AES_256' }, 32], [{ KeySpec: 'AES_128' }, 16], [{ NumberOfBytes: 64 }, 64]] as const) {
    const { Plaintext: plaintext, CiphertextBlob: blob } = await kms.generateDataKey({ KeyId, ...wanted, EncryptionContext: { a: 'b' } })
    assert.equal(plaintext!.length, length)
    assert.deepEqual((await kms.decrypt({ CiphertextBlob: blob, EncryptionContext: { a: 'b' } })).Plaintext, plaintext)
  }
  const without = await kms.generateDataKeyWithoutPlaintext({ KeyId, KeySpec: 'AES_256' })
  assert.deepEqual(Object.keys(without).sort(), ['$metadata', 'CiphertextBlob', 'KeyId', 'KeyMaterialId'])
  await refused(kms.generateDataKey({ KeyId }), 'ValidationException', /number of bytes or key spec/)
  const signing = await made(kms, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' })
  await refused(kms.generateDataKey({ KeyId: signing, KeySpec: 'AES_256' }), 'InvalidKeyUsageException',
    /key usage is SIGN_VERIFY which is not valid for GenerateDataKey\.$/)
})

test('data key pairs fit together', async t => {
  const { kms } = await freshAccount(t)
  const KeyId = await made(kms)
  for (const KeyPairSpec of ['RSA_2048', 'ECC_NIST_P256', 'ECC_NIST_P521', 'ECC_SECG_P256K1', 'ECC_NIST_EDWARDS25519'] as const) {
    const pair = await kms.generateDataKeyPair({ KeyId, KeyPairSpec })
    const { Plaintext: opened } = await kms.decrypt({ CiphertextBlob: pair.PrivateKeyCiphertextBlob })
    assert.deepEqual(opened, pair.PrivateKeyPlaintext)
    const publicKey = createPublicKey(createPrivateKey({ key: Buffer.from(opened!), format: 'der', type: 'pkcs8' }))
    assert.deepEqual(new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })), new Uint8Array(pair.PublicKey!))
  }
  const silent = await kms.generateDataKeyPairWithoutPlaintext({ KeyId, KeyPairSpec: 'ECC_NIST_P384' })
  assert.equal('PrivateKeyPlaintext' in silent, false)
  await refused(kms.generateDataKeyPair({ KeyId, KeyPairSpec: 'SM2' }), 'NotImplemented', /China/)
})

test('random bytes', async t => {
  const { kms } = await freshAccount(t)
  const { Plaintext: one } = await kms.generateRandom({ NumberOfBytes: 1024 })
  const { Plaintext: two } = await kms.generateRandom({ NumberOfBytes: 1024 })
  assert.equal(one!.length, 1024)
  assert.notDeepEqual(one, two)
  await refused(kms.generateRandom({ NumberOfBytes: 1025 }), 'ValidationException')
  await refused(kms.generateRandom({ NumberOfBytes: 8, CustomKeyStoreId: 'cks-1' }), 'CustomKeyStoreNotFoundException')
  await refused(kms.encrypt({ KeyId: 'alias/aws/none', Plaintext: bytes('x') }), 'NotFoundException')
})
