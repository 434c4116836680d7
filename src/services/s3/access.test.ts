// Who may what: policies, ACLs, public access blocks, the anonymous.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anonymous, clientOf, freshBucket, openToPublic, put, refused, textOf } from './account.fixture.ts'

function policy(Bucket: string, statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${Bucket}/*`, ...statement }] })
}

test('a policy lets others in, and keeps even the owner out', async t => {
  const { cloud, s3, Bucket } = await freshBucket(t)
  const other = clientOf(cloud, '222233334444')
  await put(s3, Bucket, 'key')
  await refused(other.getObject({ Bucket, Key: 'key' }), 'AccessDenied', 403)
  await refused(s3.getBucketPolicy({ Bucket }), 'NoSuchBucketPolicy', 404)
  const text = policy(Bucket, { Principal: { AWS: 'arn:aws:iam::222233334444:root' } })
  await s3.putBucketPolicy({ Bucket, Policy: text })
  assert.equal((await s3.getBucketPolicy({ Bucket })).Policy, text)
  assert.equal((await s3.getBucketPolicyStatus({ Bucket })).PolicyStatus!.IsPublic, false)
  assert.equal(await textOf(other, Bucket, 'key'), 'body of key')
  await refused(other.putObject({ Bucket, Key: 'key', Body: 'x' }), 'AccessDenied', 403)
  // Who may not list does not learn what is not there.
  await refused(other.getObject({ Bucket, Key: 'none' }), 'AccessDenied', 403)
  await s3.putBucketPolicy({ Bucket, Policy: policy(Bucket, { Effect: 'Deny', Action: 's3:*' }) })
  await refused(s3.getObject({ Bucket, Key: 'key' }), 'AccessDenied', 403)
  await s3.deleteBucketPolicy({ Bucket })
  assert.equal(await textOf(s3, Bucket, 'key'), 'body of key')
})

test('a public bucket is read by anyone', async t => {
  const { cloud, s3, Bucket } = await freshBucket(t)
  const nobody = clientOf(cloud, '', anonymous)
  await put(s3, Bucket, 'key')
  await refused(nobody.getObject({ Bucket, Key: 'key' }), 'AccessDenied', 403)
  await openToPublic(s3, Bucket)
  await s3.putBucketPolicy({ Bucket, Policy: policy(Bucket, {}) })
  assert.equal((await s3.getBucketPolicyStatus({ Bucket })).PolicyStatus!.IsPublic, true)
  assert.equal(await textOf(nobody, Bucket, 'key'), 'body of key')
  await refused(nobody.getObject({ Bucket, Key: 'key', ResponseContentType: 'x/y' }), 'InvalidRequest', 400)
  await refused(nobody.putObject({ Bucket, Key: 'key', Body: 'x' }), 'AccessDenied', 403)
  await refused(nobody.listBuckets({}), 'AccessDenied', 403)
  await s3.putPublicAccessBlock({ Bucket, PublicAccessBlockConfiguration: { RestrictPublicBuckets: true } })
  await refused(nobody.getObject({ Bucket, Key: 'key' }), 'AccessDenied', 403)
})
