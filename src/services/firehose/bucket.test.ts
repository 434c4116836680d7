// Objects under a customer's key, and what was there before it was changed.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KMS } from '@aws-sdk/client-kms'
import { account, bucketArn, freshAccount, made, put, roleArn, written } from './account.fixture.ts'

test('keys and backups', async t => {
  const here = await freshAccount(t)
  const kms = new KMS(here.cloud.client({ accessKeyId: account }))
  const { KeyMetadata: key } = await kms.createKey({})
  await made(here, 'd', {
    Prefix: 'data/', EncryptionConfiguration: { KMSEncryptionConfig: { AWSKMSKeyARN: key!.Arn! } }, S3BackupMode: 'Enabled',
    S3BackupConfiguration: { RoleARN: roleArn, BucketARN: bucketArn, Prefix: 'backup/' },
    ProcessingConfiguration: { Enabled: true, Processors: [{ Type: 'AppendDelimiterToRecord' }] },
  })
  await put(here, 'd', 'a', 'b')
  await here.cloud.clock.advance('301s')
  const found = await written(here)
  assert.deepEqual(found.map(({ key: name, text }) => [name.split('/')[0], text]), [['backup', 'ab'], ['data', 'a\nb\n']])
  const head = await here.s3.headObject({ Bucket: 'landing', Key: found[1]!.key })
  assert.deepEqual([head.ServerSideEncryption, head.SSEKMSKeyId], ['aws:kms', key!.Arn])
})
