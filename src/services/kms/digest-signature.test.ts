// Signatures over digests against Node.js's over messages, in both directions; and forms that are none.

import assert from 'node:assert/strict'
import { constants, createHash, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import { test } from 'node:test'
import { signDigest, verifyDigest } from './digest-signature.ts'

const message = Buffer.from('hello')
const pss = (key: object) => ({ key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST })

test('both ways agree', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const odd = generateKeyPairSync('rsa', { modulusLength: 2047 })
  const ec = ['prime256v1', 'secp384r1', 'secp521r1', 'secp256k1'].map(namedCurve => generateKeyPairSync('ec', { namedCurve }))
  for (const [scheme, pairs] of [['PSS', [rsa, odd]], ['PKCS1', [rsa]], ['ECDSA', ec]] as const) {
    for (const { privateKey } of pairs) {
      for (const hash of ['sha256', 'sha384', 'sha512']) {
        const digest = createHash(hash).update(message).digest()
        const options = (key: object) => (scheme === 'PSS' ? pss(key) : { key }) as { key: typeof privateKey }
        const ours = signDigest(scheme, hash, digest, privateKey)
        assert.equal(verify(hash, message, options(createPublicKey(privateKey)), ours), true, `${scheme} ${hash}`)
        const theirs = sign(hash, message, options(privateKey))
        assert.equal(verifyDigest(scheme, hash, digest, privateKey, theirs), true, `${scheme} ${hash}`)
        const changed = Uint8Array.from(theirs)
        changed[changed.length - 3]! ^= 1
        assert.equal(verifyDigest(scheme, hash, digest, privateKey, changed), false)
        assert.equal(verifyDigest(scheme, hash, createHash(hash).update('x').digest(), privateKey, theirs), false)
      }
    }
  }
})

test('what is no signature is not one', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const digest = createHash('sha256').update(message).digest()
  for (const hex of ['', '30', '3000', '3006020100020100', '3006020101020100', '300602010102', '30060201ff020101', '020101']) {
    assert.equal(verifyDigest('ECDSA', 'sha256', digest, privateKey, Buffer.from(hex, 'hex')), false, hex)
  }
})
