// What is said of objects that are not there.

import { test } from 'node:test'
import { anonymous, clientOf, freshBucket, openToPublic, put, refused } from './account.fixture.ts'

test('who may not list a bucket does not learn what is in it', async t => {
  const { cloud, s3, Bucket } = await freshBucket(t)
  const nobody = clientOf(cloud, '', anonymous)
  await openToPublic(s3, Bucket)
  const statement = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` }
  await s3.putBucketPolicy({ Bucket, Policy: JSON.stringify({ Statement: [statement] }) })
  await put(s3, Bucket, 'key')
  await nobody.getObject({ Bucket, Key: 'key' })
  await refused(nobody.getObject({ Bucket, Key: 'none' }), 'AccessDenied', 403)
  await refused(s3.getObject({ Bucket, Key: 'none' }), 'NoSuchKey', 404)
  await refused(s3.getObject({ Bucket, Key: 'key', VersionId: 'none' }), 'NoSuchVersion', 404)
})
