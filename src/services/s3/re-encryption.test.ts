// Objects that come under another key.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KMS } from '@aws-sdk/client-kms'
import { freshBucket, refused, textOf } from './account.fixture.ts'

test('an object comes under a key, and its ETag stays', async t => {
  const { cloud, s3, Bucket } = await freshBucket(t)
  const { requestHandler, ...settings } = cloud.client({ accessKeyId: '111122223333' })
  const kms = new KMS({ ...settings, requestHandler: requestHandler as never, maxAttempts: 1 })
  const KMSKeyArn = (await kms.createKey({})).KeyMetadata!.Arn!
  const at = { Bucket, Key: 'key' }
  const { ETag } = await s3.putObject({ ...at, Body: 'text' })
  const update = (arn: string) => s3.updateObjectEncryption({ ...at, ObjectEncryption: { SSEKMS: { KMSKeyArn: arn } } })
  await refused(update('abc'), 'InvalidArgument', 400)
  await update(KMSKeyArn)
  const head = await s3.headObject(at)
  assert.deepEqual([head.ServerSideEncryption, head.SSEKMSKeyId, head.ETag], ['aws:kms', KMSKeyArn, ETag])
  assert.equal(await textOf(s3, Bucket, 'key'), 'text')
  await kms.disableKey({ KeyId: KMSKeyArn })
  await refused(s3.getObject(at), 'KMS.DisabledException', 400)
  await s3.putObject({ ...at, Body: 'x', ServerSideEncryption: 'aws:kms:dsse' })
  await refused(update(KMSKeyArn), 'InvalidRequest', 400)
})
