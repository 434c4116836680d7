// Encryption as clients see it: defaults, KMS keys that must open, customers' own keys.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { KMS } from '@aws-sdk/client-kms'
import { bytesOf, clientOf, freshBucket, refused, textOf, uploaded } from './account.fixture.ts'

async function withKey(t: TestContext) {
  const { cloud, s3, Bucket } = await freshBucket(t)
  const { requestHandler, ...settings } = cloud.client({ accessKeyId: '111122223333' })
  const kms = new KMS({ ...settings, requestHandler: requestHandler as never, maxAttempts: 1 })
  const { KeyMetadata } = await kms.createKey({})
  return { cloud, s3, Bucket, kms, KeyId: KeyMetadata!.Arn! }
}

test('objects are under the key that is named, the bucket\'s, or the one that AWS manages', async t => {
  const { s3, Bucket, KeyId } = await withKey(t)
  const named = await s3.putObject({ Bucket, Key: 'key', Body: 'x', ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId,
    BucketKeyEnabled: true })
  assert.deepEqual([named.ServerSideEncryption, named.SSEKMSKeyId, named.BucketKeyEnabled], ['aws:kms', KeyId, true])
  assert.notEqual(named.ETag, `"${createHash('md5').update('x').digest('hex')}"`)
  assert.equal(await textOf(s3, Bucket, 'key'), 'x')
  const managed = await s3.putObject({ Bucket, Key: 'key', Body: 'x', ServerSideEncryption: 'aws:kms' })
  assert.match(managed.SSEKMSKeyId!, /^arn:aws:kms:us-east-1:111122223333:key\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  await s3.putBucketEncryption({ Bucket, ServerSideEncryptionConfiguration: {
    Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KeyId } }] } })
  assert.equal((await s3.putObject({ Bucket, Key: 'other', Body: 'x' })).ServerSideEncryption, 'aws:kms')
  assert.equal((await s3.headObject({ Bucket, Key: 'other' })).SSEKMSKeyId, KeyId)
  await refused(s3.putObject({ Bucket, Key: 'key', ServerSideEncryption: 'rot13' as never }), 'InvalidArgument', 400)
  await refused(s3.putObject({ Bucket, Key: 'key', SSEKMSKeyId: 'abc' }), 'InvalidArgument', 400)
  await refused(s3.putObject({ Bucket, Key: 'key', ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId.slice(0, -4) + '0000' }),
    'KMS.NotFoundException', 400)
})

test('a disabled key opens nothing', async t => {
  const { s3, Bucket, kms, KeyId } = await withKey(t)
  const under = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId } as const
  await s3.putObject({ Bucket, Key: 'key', Body: 'secret', ...under })
  const { at, Parts } = await uploaded(s3, Bucket, [bytesOf(10)], under as never)
  await kms.disableKey({ KeyId })
  await refused(s3.getObject({ Bucket, Key: 'key' }), 'KMS.DisabledException', 400)
  await refused(s3.copyObject({ Bucket, Key: 'copy', CopySource: `${Bucket}/key` }), 'KMS.DisabledException', 400)
  await refused(s3.putObject({ Bucket, Key: 'key', Body: 'y', ...under }), 'KMS.DisabledException', 400)
  await refused(s3.uploadPart({ ...at, PartNumber: 2, Body: 'z' }), 'KMS.DisabledException', 400)
  assert.equal((await s3.headObject({ Bucket, Key: 'key' })).ContentLength, 6)
  await kms.enableKey({ KeyId })
  assert.equal(await textOf(s3, Bucket, 'key'), 'secret')
  await s3.completeMultipartUpload({ ...at, MultipartUpload: { Parts } })
  await s3.copyObject({ Bucket, Key: 'copy', CopySource: `${Bucket}/key` })
  assert.equal((await s3.headObject({ Bucket, Key: 'copy' })).ServerSideEncryption, 'AES256')
})

test('another account needs the key\'s policy besides the bucket\'s', async t => {
  const { cloud, s3, Bucket, KeyId } = await withKey(t)
  await s3.putObject({ Bucket, Key: 'key', Body: 'secret', ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId })
  await s3.putObject({ Bucket, Key: 'open', Body: 'plain' })
  await s3.putBucketPolicy({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow',
    Principal: { AWS: '444455556666' }, Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` }] }) })
  const other = clientOf(cloud, '444455556666')
  assert.equal(await textOf(other, Bucket, 'open'), 'plain')
  await refused(other.getObject({ Bucket, Key: 'key' }), 'AccessDenied', 403, /kms:Decrypt/)
})

test('the context is bound to the object', async t => {
  const { s3, Bucket, KeyId } = await withKey(t)
  const SSEKMSEncryptionContext = Buffer.from('{"team":"a"}').toString('base64')
  const put = (context: string) => s3.putObject({ Bucket, Key: 'key', Body: 'x', ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId,
    SSEKMSEncryptionContext: context })
  assert.equal((await put(SSEKMSEncryptionContext)).SSEKMSEncryptionContext, SSEKMSEncryptionContext)
  assert.equal(await textOf(s3, Bucket, 'key'), 'x')
  for (const bad of ['nonsense', Buffer.from('[1]').toString('base64'), Buffer.from('{"a":1}').toString('base64')]) {
    await refused(put(bad), 'InvalidArgument', 400)
  }
})

function customerKey(seed: number) {
  const bytes = bytesOf(32, seed)
  return { SSECustomerAlgorithm: 'AES256', SSECustomerKey: bytes.toString('base64'),
    SSECustomerKeyMD5: createHash('md5').update(bytes).digest('base64') }
}

test('a customer\'s key must be shown again', async t => {
  const { s3, Bucket } = await freshBucket(t)
  const made = await s3.putObject({ Bucket, Key: 'key', Body: 'secret', ...customerKey(1) })
  assert.deepEqual([made.SSECustomerAlgorithm, made.SSECustomerKeyMD5, made.ServerSideEncryption],
    ['AES256', customerKey(1).SSECustomerKeyMD5, undefined])
  const got = await s3.getObject({ Bucket, Key: 'key', ...customerKey(1) })
  assert.equal(await got.Body!.transformToString(), 'secret')
  await refused(s3.getObject({ Bucket, Key: 'key' }), 'InvalidRequest', 400)
  await refused(s3.getObject({ Bucket, Key: 'key', ...customerKey(2) }), 'AccessDenied', 403)
  await refused(s3.putObject({ Bucket, Key: 'key', Body: 'x', ...customerKey(1), SSECustomerAlgorithm: 'DES' }),
    'InvalidEncryptionAlgorithmError', 400)
  await s3.putObject({ Bucket, Key: 'open', Body: 'x' })
  await refused(s3.getObject({ Bucket, Key: 'open', ...customerKey(1) }), 'InvalidRequest', 400)
  const source = { CopySourceSSECustomerAlgorithm: 'AES256', CopySourceSSECustomerKey: customerKey(1).SSECustomerKey,
    CopySourceSSECustomerKeyMD5: customerKey(1).SSECustomerKeyMD5 }
  await refused(s3.copyObject({ Bucket, Key: 'copy', CopySource: `${Bucket}/key` }), 'InvalidRequest', 400)
  await s3.copyObject({ Bucket, Key: 'copy', CopySource: `${Bucket}/key`, ...source })
  assert.equal(await textOf(s3, Bucket, 'copy'), 'secret')
})

test('a bucket can block customers\' keys', async t => {
  const { s3, Bucket } = await freshBucket(t)
  await s3.putBucketEncryption({ Bucket,
    ServerSideEncryptionConfiguration: { Rules: [{ BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] } }] } })
  await refused(s3.putObject({ Bucket, Key: 'key', Body: 'secret', ...customerKey(1) }), 'AccessDenied', 403)
})
