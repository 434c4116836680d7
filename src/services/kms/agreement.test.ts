// A secret that both sides of a key agreement come to.

import assert from 'node:assert/strict'
import { createPublicKey, diffieHellman, generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { bytes, freshAccount, made, refused } from './account.fixture.ts'

test('both sides derive the same secret', async t => {
  const { kms } = await freshAccount(t)
  for (const [KeySpec, namedCurve] of [['ECC_NIST_P256', 'prime256v1'], ['ECC_NIST_P521', 'secp521r1']] as const) {
    const KeyId = await made(kms, { KeySpec, KeyUsage: 'KEY_AGREEMENT' })
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve })
    const PublicKey = publicKey.export({ type: 'spki', format: 'der' })
    const { SharedSecret } = await kms.deriveSharedSecret({ KeyId, KeyAgreementAlgorithm: 'ECDH', PublicKey })
    const { PublicKey: der } = await kms.getPublicKey({ KeyId })
    const theirs = createPublicKey({ key: Buffer.from(der!), format: 'der', type: 'spki' })
    assert.deepEqual(Buffer.from(SharedSecret!), diffieHellman({ privateKey, publicKey: theirs }))
  }
  const KeyId = await made(kms, { KeySpec: 'ECC_NIST_P384', KeyUsage: 'KEY_AGREEMENT' })
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  for (const PublicKey of [publicKey.export({ type: 'spki', format: 'der' }), bytes('no key')]) {
    await refused(kms.deriveSharedSecret({ KeyId, KeyAgreementAlgorithm: 'ECDH', PublicKey }), 'ValidationException')
  }
})
