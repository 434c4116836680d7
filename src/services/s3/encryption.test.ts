// Encryption as clients see it: defaults, KMS keys, customers' own keys.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { bytesOf, freshBucket, refused, textOf } from './account.fixture.ts'

test('KMS keys are echoed, and the bucket\'s default holds', async t => {
  const { s3, Bucket } = await freshBucket(t)
  const named = await s3.putObject({ Bucket, Key: 'key', Body: 'x', ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'abc',
    BucketKeyEnabled: true })
  assert.deepEqual([named.ServerSideEncryption, named.SSEKMSKeyId, named.BucketKeyEnabled],
    ['aws:kms', 'arn:aws:kms:us-east-1:111122223333:key/abc', true])
  assert.notEqual(named.ETag, `"${createHash('md5').update('x').digest('hex')}"`)
  const usual = await s3.putObject({ Bucket, Key: 'key', Body: 'x', ServerSideEncryption: 'aws:kms' })
  assert.match(usual.SSEKMSKeyId!, /^arn:aws:kms:us-east-1:111122223333:key\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  await s3.putBucketEncryption({ Bucket, ServerSideEncryptionConfiguration: {
    Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }] } })
  assert.equal((await s3.putObject({ Bucket, Key: 'other', Body: 'x' })).ServerSideEncryption, 'aws:kms')
  assert.equal((await s3.headObject({ Bucket, Key: 'other' })).SSEKMSKeyId, usual.SSEKMSKeyId)
  await refused(s3.putObject({ Bucket, Key: 'key', ServerSideEncryption: 'rot13' as never }), 'InvalidArgument', 400)
  await refused(s3.putObject({ Bucket, Key: 'key', SSEKMSKeyId: 'abc' }), 'InvalidArgument', 400)
})

test('a customer\'s key must be shown again', async t => {
  const { s3, Bucket } = await freshBucket(t)
  const key = (seed: number) => {
    const bytes = bytesOf(32, seed)
    return { SSECustomerAlgorithm: 'AES256', SSECustomerKey: bytes.toString('base64'),
      SSECustomerKeyMD5: createHash('md5').update(bytes).digest('base64') }
  }
  const made = await s3.putObject({ Bucket, Key: 'key', Body: 'secret', ...key(1) })
  assert.deepEqual([made.SSECustomerAlgorithm, made.SSECustomerKeyMD5, made.ServerSideEncryption],
    ['AES256', key(1).SSECustomerKeyMD5, undefined])
  const got = await s3.getObject({ Bucket, Key: 'key', ...key(1) })
  assert.equal(await got.Body!.transformToString(), 'secret')
  await refused(s3.getObject({ Bucket, Key: 'key' }), 'InvalidRequest', 400)
  await refused(s3.getObject({ Bucket, Key: 'key', ...key(2) }), 'AccessDenied', 403)
  await refused(s3.putObject({ Bucket, Key: 'key', Body: 'x', ...key(1), SSECustomerAlgorithm: 'DES' }), 'InvalidEncryptionAlgorithmError',
    400)
  await s3.putObject({ Bucket, Key: 'open', Body: 'x' })
  await refused(s3.getObject({ Bucket, Key: 'open', ...key(1) }), 'InvalidRequest', 400)
  const source = { CopySourceSSECustomerAlgorithm: 'AES256', CopySourceSSECustomerKey: key(1).SSECustomerKey,
    CopySourceSSECustomerKeyMD5: key(1).SSECustomerKeyMD5 }
  await refused(s3.copyObject({ Bucket, Key: 'copy', CopySource: `${Bucket}/key` }), 'InvalidRequest', 400)
  await s3.copyObject({ Bucket, Key: 'copy', CopySource: `${Bucket}/key`, ...source })
  assert.equal(await textOf(s3, Bucket, 'copy'), 'secret')
})
