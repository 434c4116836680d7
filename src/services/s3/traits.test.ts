// What an object cannot be made with.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshBucket, refused } from './account.fixture.ts'

test('what cannot be put', async t => {
  const { s3, Bucket } = await freshBucket(t)
  const at = { Bucket, Key: 'key', Body: 'x' }
  await refused(s3.putObject({ ...at, Bucket: 'no-such-bucket' }), 'NoSuchBucket', 404)
  const long = await refused(s3.putObject({ ...at, Key: 'ü'.repeat(513) }), 'KeyTooLongError', 400)
  assert.equal(long['Size'], '1026')
  await s3.putObject({ ...at, Key: 'ü'.repeat(512) })
  await refused(s3.putObject({ ...at, StorageClass: 'COLD' as never }), 'InvalidStorageClass', 400)
  await refused(s3.putObject({ ...at, Metadata: { big: 'x'.repeat(2100) } }), 'MetadataTooLarge', 400)
  await refused(s3.putObject({ ...at, Tagging: 'a=1&a=2' }), 'InvalidArgument', 400)
  await refused(s3.putObject({ ...at, Tagging: Array.from({ length: 11 }, (_, i) => `k${i}=v`).join('&') }), 'BadRequest', 400)
  await refused(s3.putObject({ ...at, ACL: 'public-read' }), 'AccessControlListNotSupported', 400)
  await refused(s3.putObject({ ...at, ExpectedBucketOwner: '999999999999' }), 'AccessDenied', 403)
  await refused(s3.putObject({ ...at, ObjectLockLegalHoldStatus: 'ON', ContentMD5: 'nUHIGMN6OnPkPe6wHhYzYQ==' }), 'InvalidRequest', 400)
  await refused(s3.getObject({ Bucket, Key: 'none' }), 'NoSuchKey', 404)
  await refused(s3.headObject({ Bucket, Key: 'none' }), 'NotFound', 404)
})
