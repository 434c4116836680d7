// Key pairs: made, imported, deleted even when they are not there.

import assert from 'node:assert/strict'
import { createPrivateKey } from 'node:crypto'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

test('a key pair is made once and its private half is a key', async t => {
  const { ec2 } = await freshAccount(t)
  for (const [name, type, form] of [['one', 'rsa', /^([0-9a-f]{2}:){19}[0-9a-f]{2}$/], ['two', 'ed25519',
    /^[A-Za-z0-9+/]{43}=$/]] as const) {
    const { KeyMaterial: material, KeyFingerprint: fingerprint, KeyPairId: id } = await ec2.createKeyPair({ KeyName: name, KeyType: type })
    assert.equal(createPrivateKey(material!).asymmetricKeyType, type)
    assert.match(fingerprint!, form)
    assert.match(id!, /^key-[0-9a-f]{17}$/)
  }
  await refused(ec2.createKeyPair({ KeyName: 'one' }), 'InvalidKeyPair.Duplicate')
  assert.equal((await ec2.describeKeyPairs({ KeyNames: ['one'] })).KeyPairs![0]!.KeyType, 'rsa')
  await ec2.deleteKeyPair({ KeyName: 'one' })
  await ec2.deleteKeyPair({ KeyName: 'one' })
  await refused(ec2.describeKeyPairs({ KeyNames: ['one'] }), 'InvalidKeyPair.NotFound')
})

test('a public key is imported and shown when asked for', async t => {
  const { ec2 } = await freshAccount(t)
  const text = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGPKSUTyz1HwHReFVvD5obVsALAgJRNarH4TRpNePnAS me'
  await ec2.importKeyPair({ KeyName: 'mine', PublicKeyMaterial: Buffer.from(text) })
  const { KeyPairs: [pair] = [] } = await ec2.describeKeyPairs({ IncludePublicKey: true })
  assert.deepEqual([pair!.KeyType, pair!.PublicKey], ['ed25519', text])
  await refused(ec2.importKeyPair({ KeyName: 'bad', PublicKeyMaterial: Buffer.from('nonsense') }), 'InvalidKey.Format')
})
