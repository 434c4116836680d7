// Data keys: what KMS is asked, in whose name, and how often.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshBucket, put } from './account.fixture.ts'

test('a key for each object; under a bucket key one for many', async t => {
  const { cloud, s3, Bucket } = await freshBucket(t)
  const made = () => cloud.core.journal.since(0).filter(({ operation }) => operation === 'GenerateDataKey')
  const usual = (BucketKeyEnabled: boolean) => s3.putBucketEncryption({ Bucket, ServerSideEncryptionConfiguration: {
    Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' }, BucketKeyEnabled }] } })
  await usual(false)
  await put(s3, Bucket, 'a', 'b', 'c')
  assert.equal(made().length, 3)
  assert.equal(made()[0]!.principal.account, '111122223333')
  await usual(true)
  await put(s3, Bucket, 'a', 'b', 'c')
  assert.equal(made().length, 4)
  await cloud.clock.advance('10m')
  await put(s3, Bucket, 'a')
  assert.equal(made().length, 5)
})
