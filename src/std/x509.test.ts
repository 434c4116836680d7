// Certificates: node's own reader takes what is written, of both kinds of keys.

import assert from 'node:assert/strict'
import { createSign, createVerify, generateKeyPairSync, X509Certificate } from 'node:crypto'
import { test } from 'node:test'
import { selfSigned } from './x509.ts'

const period = { fromAt: Date.UTC(2026, 0, 1), untilAt: Date.UTC(2036, 0, 1) }

test('with a key of its own', () => {
  const { certificate, key } = selfSigned({ names: ['example.test'], ...period })
  const read = new X509Certificate(certificate)
  assert.deepEqual([read.publicKey.asymmetricKeyType, read.verify(read.publicKey), read.subject],
    ['ec', true, 'CN=Orrery on this machine'])
  assert.match(key, /PRIVATE KEY/)
})

test('with an RSA key that signs messages', () => {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const { certificate } = selfSigned({ names: [], ...period, commonName: 'a signer', keys })
  const read = new X509Certificate(certificate)
  assert.deepEqual([read.publicKey.asymmetricKeyType, read.verify(read.publicKey), read.subject], ['rsa', true, 'CN=a signer'])
  const signature = createSign('RSA-SHA1').update('text').sign(keys.privateKey)
  assert.ok(createVerify('RSA-SHA1').update('text').verify(certificate, signature))
})
