// The access control list of a bucket.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshBucket, openToPublic, refused } from './account.fixture.ts'

test('a new bucket takes no list, one whose owner is not enforced does', async t => {
  const { s3, Bucket } = await freshBucket(t)
  await s3.putBucketAcl({ Bucket, ACL: 'private' })
  await refused(s3.putBucketAcl({ Bucket, ACL: 'authenticated-read' }), 'AccessControlListNotSupported', 400)
  await openToPublic(s3, Bucket)
  await refused(s3.putBucketAcl({ Bucket }), 'MissingSecurityHeader', 400)
  await s3.putBucketAcl({ Bucket, ACL: 'authenticated-read' })
  assert.deepEqual((await s3.getBucketAcl({ Bucket })).Grants!.map(({ Permission }) => Permission), ['FULL_CONTROL', 'READ'])
})
