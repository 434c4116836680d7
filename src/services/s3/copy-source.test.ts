// What copies are made from: sources that fail, versions, other accounts and regions.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesOf, clientOf, freshBucket, refused, textOf } from './account.fixture.ts'

test('conditions and sources that fail', async t => {
  const { s3, Bucket } = await freshBucket(t)
  const { ETag } = await s3.putObject({ Bucket, Key: 'key', Body: 'x' })
  const at = { Bucket, Key: 'copy', CopySource: `${Bucket}/key` }
  await refused(s3.copyObject({ ...at, CopySourceIfMatch: '"other"' }), 'PreconditionFailed', 412)
  await refused(s3.copyObject({ ...at, CopySourceIfNoneMatch: ETag! }), 'PreconditionFailed', 412)
  await s3.copyObject({ ...at, CopySourceIfMatch: ETag! })
  await refused(s3.copyObject({ ...at, IfNoneMatch: '*' }), 'PreconditionFailed', 412)
  await refused(s3.copyObject({ ...at, CopySource: `${Bucket}/none` }), 'NoSuchKey', 404)
  await refused(s3.copyObject({ ...at, CopySource: 'no-bucket/key' }), 'NoSuchBucket', 404)
  await refused(s3.copyObject({ ...at, CopySource: 'nothing' }), 'InvalidArgument', 400)
})

test('a version is copied', async t => {
  const { s3, Bucket } = await freshBucket(t)
  await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } })
  const { VersionId } = await s3.putObject({ Bucket, Key: 'key', Body: 'old' })
  await s3.putObject({ Bucket, Key: 'key', Body: 'new' })
  const copied = await s3.copyObject({ Bucket, Key: 'key', CopySource: `${Bucket}/key?versionId=${VersionId}` })
  assert.equal(copied.CopySourceVersionId, VersionId)
  assert.equal(await textOf(s3, Bucket, 'key'), 'old')
})

test('across accounts and regions, where it is allowed', async t => {
  const { cloud, s3, Bucket } = await freshBucket(t)
  const other = clientOf(cloud, '222233334444', { region: 'eu-west-1' })
  await other.createBucket({ Bucket: 'theirs', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } })
  const Body = bytesOf(300_000)
  await s3.putObject({ Bucket, Key: 'key', Body, Metadata: { m: '1' }, Tagging: 'a=b' })
  const copy = () => other.copyObject({ Bucket: 'theirs', Key: 'copy', CopySource: `${Bucket}/key` })
  await refused(copy(), 'AccessDenied', 403)
  await s3.putBucketPolicy({
    Bucket, Policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: '222233334444' }, Action: ['s3:GetObject', 's3:GetObjectTagging'],
        Resource: `arn:aws:s3:::${Bucket}/*` }],
    }),
  })
  await copy()
  const got = await other.getObject({ Bucket: 'theirs', Key: 'copy' })
  assert.ok(Buffer.from(await got.Body!.transformToByteArray()).equals(Body))
  assert.deepEqual([got.Metadata, got.TagCount], [{ m: '1' }, 1])
  await refused(other.putObject({ Bucket, Key: 'key', Body: 'x' }), 'PermanentRedirect', 301)
})
