// What requests say to policies under S3's own keys, seen by policies that ask for one of them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { GetObjectCommand } from '@aws-sdk/client-s3'
import { clientOf, freshBucket, put, refused, send } from './account.fixture.ts'

const stranger = '222233334444'

async function conditioned(t: Parameters<typeof freshBucket>[0]) {
  const { cloud, s3, Bucket } = await freshBucket(t)
  const other = clientOf(cloud, stranger)
  await put(s3, Bucket, 'home/a', 'b')
  /** Lets the stranger do it under a condition. */
  const allow = (Action: string, Condition: object) => s3.putBucketPolicy({ Bucket, Policy: JSON.stringify({ Statement: [{ Effect: 'Allow',
    Principal: { AWS: stranger }, Action, Resource: ['arn:aws:s3:::bucket', 'arn:aws:s3:::bucket/*'], Condition }] }) })
  return { cloud, s3, other, Bucket, allow }
}

test('lists may be held to a prefix and to a number', async t => {
  const { other, Bucket, allow } = await conditioned(t)
  await allow('s3:ListBucket', { StringEquals: { 's3:prefix': 'home/' }, NumericLessThanEquals: { 's3:max-keys': '10' } })
  assert.equal((await other.listObjectsV2({ Bucket, Prefix: 'home/', MaxKeys: 10 })).KeyCount, 1)
  await refused(other.listObjectsV2({ Bucket, Prefix: 'home/', MaxKeys: 11 }), 'AccessDenied', 403)
  await refused(other.listObjectsV2({ Bucket, MaxKeys: 1 }), 'AccessDenied', 403)
})

test('reads may depend on the tags of the object', async t => {
  const { s3, other, Bucket, allow } = await conditioned(t)
  await s3.putObjectTagging({ Bucket, Key: 'b', Tagging: { TagSet: [{ Key: 'Shared', Value: 'yes' }] } })
  await allow('s3:GetObject', { StringEquals: { 's3:ExistingObjectTag/Shared': 'yes' } })
  assert.equal((await other.headObject({ Bucket, Key: 'b' })).ContentLength, 9)
  await refused(other.getObject({ Bucket, Key: 'home/a' }), 'AccessDenied', 403)
})

test('writes may be held to headers and to the tags they bring', async t => {
  const { other, Bucket, allow } = await conditioned(t)
  await allow('s3:PutObject', { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } })
  await other.putObject({ Bucket, Key: 'c', ACL: 'bucket-owner-full-control' })
  await refused(other.putObject({ Bucket, Key: 'c' }), 'AccessDenied', 403)
  await allow('s3:PutObject', { StringEquals: { 's3:RequestObjectTag/team': ['red', 'blue'] },
    'ForAllValues:StringEquals': { 's3:RequestObjectTagKeys': ['team'] } })
  await other.putObject({ Bucket, Key: 'c', Tagging: 'team=red' })
  await refused(other.putObject({ Bucket, Key: 'c', Tagging: 'team=red&more=x' }), 'AccessDenied', 403)
  await refused(other.putObject({ Bucket, Key: 'c', Tagging: 'team=green' }), 'AccessDenied', 403)
})

test('a presigned URL may be held to its age, and a request to how it was signed', async t => {
  const { cloud, other, Bucket, allow } = await conditioned(t)
  const url = await getSignedUrl(other, new GetObjectCommand({ Bucket, Key: 'b' }), { expiresIn: 3600 })
  const { pathname, search, host } = new URL(url)
  const get = () => send(cloud, 'GET', `${host}${pathname}${search}`)
  await allow('s3:GetObject', { NumericLessThan: { 's3:signatureAge': '600000' } })
  await refused(other.getObject({ Bucket, Key: 'b' }), 'AccessDenied', 403)
  await allow('s3:GetObject', { StringEquals: { 's3:authType': 'REST-HEADER' } })
  assert.equal((await other.getObject({ Bucket, Key: 'b' })).ContentLength, 9)
  assert.equal((await get()).status, 403)
})
