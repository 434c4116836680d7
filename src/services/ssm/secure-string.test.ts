// SecureStrings, standard and advanced, and the key they need.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KMS } from '@aws-sdk/client-kms'
import { account, freshAccount, put, refused, valueOf } from './account.fixture.ts'

test('a SecureString is what KMS makes of it', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const kms = new KMS({ ...cloud.client({ accessKeyId: account }), maxAttempts: 1 })
  await put(ssm, '/app/key', 'hello', { Type: 'SecureString' })
  const sealed = await valueOf(ssm, '/app/key', false)
  assert.match(sealed, /^AQICAH/)
  assert.equal(await valueOf(ssm, '/app/key'), 'hello')
  const { KeyMetadata: key } = await kms.createKey({})
  await put(ssm, 'long', 'x'.repeat(8192), { Type: 'SecureString', Tier: 'Advanced', KeyId: key!.KeyId! })
  assert.equal((await valueOf(ssm, 'long')).length, 8192)
  const { Parameters: described } = await ssm.describeParameters({})
  assert.deepEqual(described!.map(({ Name, KeyId }) => [Name, KeyId]), [['/app/key', 'alias/aws/ssm'], ['long', key!.KeyId]])
  await kms.disableKey({ KeyId: key!.KeyId })
  await refused(valueOf(ssm, 'long'), 'InvalidKeyId', /is disabled\. \(Service: AWSKMS; Status Code: 409; Error Code: DisabledException/)
  await refused(put(ssm, 'other', 'x', { Type: 'SecureString', KeyId: 'alias/none' }), 'InvalidKeyId', /alias\/none is not found\./)
  assert.equal((await ssm.describeParameters({})).Parameters!.length, 2)
})
