// Material outlives the process with the rest of the state.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Cloud } from '../../index.ts'
import { bytes, clientOf, made, textOf } from './account.fixture.ts'

test('a branch of a cloud opens what the cloud encrypted', async t => {
  const cloud = await Cloud.open({ seed: t.name })
  t.after(() => cloud.close())
  const kms = clientOf(cloud)
  const KeyId = await made(kms)
  const signing = await made(kms, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' })
  const { CiphertextBlob } = await kms.encrypt({ KeyId, Plaintext: bytes('hello') })
  const asked = { KeyId: signing, SigningAlgorithm: 'ECDSA_SHA_256', Message: bytes('x') } as const
  const { Signature } = await kms.sign(asked)
  const branch = await cloud.branch()
  t.after(() => branch.close())
  const there = clientOf(branch)
  assert.equal(textOf((await there.decrypt({ CiphertextBlob })).Plaintext), 'hello')
  assert.equal((await there.verify({ ...asked, Signature })).SignatureValid, true)
})
