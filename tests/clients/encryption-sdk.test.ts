// The AWS Encryption SDK for JavaScript with keys of this cloud: data keys by GenerateDataKey and Encrypt, opened by Decrypt.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { buildClient, CommitmentPolicy, KmsKeyringNode } from '@aws-crypto/client-node'
import { KMS } from '@aws-sdk/client-kms'
import { Cloud } from '../../src/index.ts'

const { encrypt, decrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT)
const account = '111122223333'

async function place(t: TestContext) {
  const cloud = await Cloud.open()
  t.after(() => cloud.close())
  const kms = new KMS(cloud.client({ accessKeyId: account }))
  const keyring = (generatorKeyId: string, ...keyIds: string[]) =>
    new KmsKeyringNode({ generatorKeyId, keyIds, clientProvider: region => new KMS(cloud.client({ accessKeyId: account, region })) })
  const newKey = async () => (await kms.createKey({})).KeyMetadata!
  return { cloud, kms, keyring, newKey }
}

test('what is encrypted under a key is decrypted with it, with the context authenticated', async t => {
  const { keyring, newKey } = await place(t)
  const { Arn: arn } = await newKey()
  const context = { purpose: 'test', tenant: 'a' }
  const { result } = await encrypt(keyring(arn!), 'a text of some length '.repeat(1000), { encryptionContext: context })
  const { plaintext, messageHeader } = await decrypt(keyring(arn!), result)
  assert.equal(plaintext.toString(), 'a text of some length '.repeat(1000))
  for (const [name, value] of Object.entries(context)) assert.equal(messageHeader.encryptionContext[name], value)
})

test('either of two keys opens it; one that is disabled does not', async t => {
  const { kms, keyring, newKey } = await place(t)
  const [one, two] = [await newKey(), await newKey()]
  const { result } = await encrypt(keyring(one.Arn!, two.Arn!), 'secret')
  await kms.disableKey({ KeyId: one.KeyId! })
  assert.equal((await decrypt(keyring(two.Arn!), result)).plaintext.toString(), 'secret')
  await assert.rejects(decrypt(keyring(one.Arn!), result), /disabled/)
})

test('old data keys open after a rotation', async t => {
  const { kms, keyring, newKey } = await place(t)
  const { Arn: arn, KeyId: id } = await newKey()
  const { result } = await encrypt(keyring(arn!), 'before')
  await kms.rotateKeyOnDemand({ KeyId: id! })
  assert.equal((await decrypt(keyring(arn!), result)).plaintext.toString(), 'before')
})
