// Signatures over the wire, checked with the public key by Node.js, and the other way round.

import assert from 'node:assert/strict'
import { constants, createHash, createPublicKey, verify } from 'node:crypto'
import { test } from 'node:test'
import type { SigningAlgorithmSpec } from '@aws-sdk/client-kms'
import { arnOf, bytes, freshAccount, made, refused } from './account.fixture.ts'

const Message = bytes('hello')

test('the public key of a pair', async t => {
  const { kms } = await freshAccount(t)
  const KeyId = await made(kms, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' })
  const { PublicKey: der, $metadata: _, ...rest } = await kms.getPublicKey({ KeyId })
  assert.deepEqual(rest, {
    KeyId: arnOf(KeyId), CustomerMasterKeySpec: 'ECC_NIST_P256', KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY',
    SigningAlgorithms: ['ECDSA_SHA_256'],
  })
  assert.equal(createPublicKey({ key: Buffer.from(der!), format: 'der', type: 'spki' }).asymmetricKeyDetails?.namedCurve, 'prime256v1')
  await refused(kms.getPublicKey({ KeyId: await made(kms) }), 'UnsupportedOperationException')
})

test('every algorithm signs messages and digests', async t => {
  const { kms } = await freshAccount(t)
  for (const KeySpec of ['RSA_2048', 'ECC_NIST_P256', 'ECC_NIST_P384', 'ECC_NIST_P521', 'ECC_SECG_P256K1'] as const) {
    const KeyId = await made(kms, { KeySpec, KeyUsage: 'SIGN_VERIFY' })
    const { PublicKey: der, SigningAlgorithms: algorithms } = await kms.getPublicKey({ KeyId })
    const key = createPublicKey({ key: Buffer.from(der!), format: 'der', type: 'spki' })
    for (const SigningAlgorithm of algorithms!) {
      const hash = `sha${SigningAlgorithm.slice(-3)}`
      const padding = SigningAlgorithm.includes('PSS') ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } : {}
      const digest = createHash(hash).update(Message).digest()
      const raw = { KeyId, SigningAlgorithm, Message }
      const given = { KeyId, SigningAlgorithm, Message: digest, MessageType: 'DIGEST' } as const
      for (const asked of [raw, given]) {
        const { Signature } = await kms.sign(asked)
        const saltLength = { ...padding, ...('saltLength' in padding && { saltLength: digest.length }) }
        assert.equal(verify(hash, Message, { key, ...saltLength }, Signature!), true, SigningAlgorithm)
        for (const other of [raw, given]) assert.equal((await kms.verify({ ...other, Signature })).SignatureValid, true)
        const wrong = { ...raw, Message: bytes('hallo'), Signature }
        await refused(kms.verify(wrong), 'KMSInvalidSignatureException')
        const other = createHash(hash).update('hallo').digest()
        await refused(kms.verify({ ...given, Message: other, Signature }), 'KMSInvalidSignatureException')
      }
      await refused(kms.sign({ ...given, Message }), 'ValidationException', `Digest is invalid length for algorithm ${SigningAlgorithm}.`)
    }
  }
})

test('Ed25519 signs messages', async t => {
  const { kms } = await freshAccount(t)
  const KeyId = await made(kms, { KeySpec: 'ECC_NIST_EDWARDS25519', KeyUsage: 'SIGN_VERIFY' })
  const asked = { KeyId, SigningAlgorithm: 'ED25519_SHA_512' as SigningAlgorithmSpec, Message }
  const { Signature } = await kms.sign(asked)
  assert.equal((await kms.verify({ ...asked, Signature })).SignatureValid, true)
  await refused(kms.sign({ ...asked, MessageType: 'DIGEST' }), 'ValidationException')
  await refused(kms.sign({ ...asked, SigningAlgorithm: 'ED25519_PH_SHA_512', MessageType: 'DIGEST' }), 'NotImplemented')
  await refused(kms.sign({ ...asked, SigningAlgorithm: 'ECDSA_SHA_256' }), 'InvalidKeyUsageException')
})
