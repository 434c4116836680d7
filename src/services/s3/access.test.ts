// Who may what: policies, ACLs, public access blocks, the anonymous.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anonymous, clientOf, codeOf, freshBucket, openToPublic, put, refused, send, textOf } from './account.fixture.ts'

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

test('whom the request takes for the owner must be the owner', async t => {
  const { s3, Bucket } = await freshBucket(t)
  await put(s3, Bucket, 'key')
  assert.equal((await s3.headBucket({ Bucket, ExpectedBucketOwner: '111122223333' })).BucketRegion, 'us-east-1')
  await refused(s3.getObject({ Bucket, Key: 'key', ExpectedBucketOwner: '222233334444' }), 'AccessDenied', 403)
  await refused(s3.getBucketAcl({ Bucket, ExpectedBucketOwner: 'me' }), 'InvalidBucketOwnerAWSAccountID', 400)
  const copy = { Bucket, Key: 'copy', CopySource: 'bucket/key' }
  await s3.copyObject({ ...copy, ExpectedBucketOwner: '111122223333', ExpectedSourceBucketOwner: '111122223333' })
  await refused(s3.copyObject({ ...copy, ExpectedSourceBucketOwner: '222233334444' }), 'AccessDenied', 403)
})

test('where the requester pays, who does not agree gets nothing', async t => {
  const { cloud, s3, Bucket } = await freshBucket(t)
  const other = clientOf(cloud, '222233334444')
  await openToPublic(s3, Bucket)
  await s3.putObject({ Bucket, Key: 'key', Body: 'body', ACL: 'public-read' })
  await s3.putBucketRequestPayment({ Bucket, RequestPaymentConfiguration: { Payer: 'Requester' } })
  await refused(other.getObject({ Bucket, Key: 'key' }), 'AccessDenied', 403)
  await refused(clientOf(cloud, '', anonymous).getObject({ Bucket, Key: 'key', RequestPayer: 'requester' }), 'AccessDenied', 403)
  const { RequestCharged, ContentRange } = await other.getObject({ Bucket, Key: 'key', RequestPayer: 'requester', Range: 'bytes=0-1' })
  assert.deepEqual([RequestCharged, ContentRange], ['requester', 'bytes 0-1/4'])
  assert.equal((await s3.getObject({ Bucket, Key: 'key' })).RequestCharged, undefined)
})

test('an object that another account uploads and keeps is copied by whom both let in', async t => {
  const { cloud, s3, Bucket } = await freshBucket(t)
  const other = clientOf(cloud, '222233334444')
  await put(s3, Bucket, 'key')
  await other.createBucket({ Bucket: 'theirs' })
  await refused(other.copyObject({ Bucket: 'theirs', Key: 'copy', CopySource: 'bucket/key' }), 'AccessDenied', 403)
  const shared = { Principal: { AWS: '222233334444' }, Action: ['s3:GetObject', 's3:GetObjectTagging'] }
  await s3.putBucketPolicy({ Bucket, Policy: policy(Bucket, shared) })
  await other.copyObject({ Bucket: 'theirs', Key: 'copy', CopySource: 'bucket/key' })
  assert.equal(await textOf(other, 'theirs', 'copy'), 'body of key')
  await refused(s3.getObject({ Bucket: 'theirs', Key: 'copy' }), 'AccessDenied', 403)
})

test('public in ACL and policy is blocked where it is blocked', async t => {
  const { s3, Bucket } = await freshBucket(t)
  await refused(s3.putBucketPolicy({ Bucket, Policy: policy(Bucket, {}) }), 'AccessDenied', 403)
  await refused(s3.putBucketAcl({ Bucket, ACL: 'public-read' }), 'AccessControlListNotSupported', 400)
  const narrow = policy(Bucket, { Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } })
  await s3.putBucketPolicy({ Bucket, Policy: narrow })
  assert.equal((await s3.getBucketPolicyStatus({ Bucket })).PolicyStatus!.IsPublic, false)
})

test('who signs with the older version is known by it', async t => {
  const { cloud, s3, Bucket } = await freshBucket(t)
  await put(s3, Bucket, 'key')
  const expires = Math.floor(cloud.clock.now() / 1000) + 60
  const get = (key: string, host = 's3.amazonaws.com') =>
    send(cloud, 'GET', `${host}/bucket/key?AWSAccessKeyId=${key}&Signature=any&Expires=${expires}`)
  assert.equal((await get('111122223333')).text, 'body of key')
  assert.equal(codeOf(await get('222233334444')), 'AccessDenied')
  assert.equal(codeOf(await get('111122223333', 's3.eu-central-1.amazonaws.com')), 'InvalidRequest')
  await cloud.clock.advance('61s')
  const late = await get('111122223333')
  assert.deepEqual([late.status, codeOf(late)], [403, 'AccessDenied'])
  assert.match(late.text, /<Message>Request has expired<\/Message><Expires>2027-03-10T10:31:00Z</)
})
