// Secrets under keys of KMS: what becomes of them with their key.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KMS } from '@aws-sdk/client-kms'
import { account, freshAccount, refused, valueOf } from './account.fixture.ts'

test('a secret shares the fate of its key', async t => {
  const { secrets, cloud } = await freshAccount(t)
  const kms = new KMS({ ...cloud.client({ accessKeyId: account }), maxAttempts: 1 })
  const { KeyMetadata: key } = await kms.createKey({})
  const KeyId = key!.KeyId!
  await secrets.createSecret({ Name: 's', SecretString: 'hello', KmsKeyId: KeyId })
  assert.equal(await valueOf(secrets, 's'), 'hello')
  await kms.rotateKeyOnDemand({ KeyId })
  assert.equal(await valueOf(secrets, 's'), 'hello')
  await kms.disableKey({ KeyId })
  await refused(valueOf(secrets, 's'), 'DecryptionFailure', /is disabled/)
  await refused(secrets.putSecretValue({ SecretId: 's', SecretString: 'x' }), 'EncryptionFailure', /can't encrypt/)
  await refused(secrets.createSecret({ Name: 't', SecretString: 'x', KmsKeyId: 'alias/none' }), 'EncryptionFailure', /alias\/none/)
  assert.equal((await secrets.listSecrets({})).SecretList!.length, 1)
  await kms.enableKey({ KeyId })
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [
    { Effect: 'Allow', Principal: { AWS: account }, Action: ['kms:Put*', 'kms:Describe*'], Resource: '*' },
  ] })
  await kms.putKeyPolicy({ KeyId, Policy })
  await refused(valueOf(secrets, 's'), 'AccessDeniedException', 'Access to KMS is not allowed')
})

test('the account\'s own key is the usual one', async t => {
  const { secrets, cloud } = await freshAccount(t)
  const kms = new KMS({ ...cloud.client({ accessKeyId: account }), maxAttempts: 1 })
  await secrets.createSecret({ Name: 's', SecretString: 'hello' })
  const { Aliases: aliases } = await kms.listAliases({})
  assert.deepEqual(aliases!.map(({ AliasName: name }) => name), ['alias/aws/secretsmanager'])
  const { Versions: versions } = await secrets.listSecretVersionIds({ SecretId: 's' })
  assert.deepEqual(versions![0]!.KmsKeyIds, ['DefaultEncryptionKey'])
})
