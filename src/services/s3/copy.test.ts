// Copies: within a bucket, onto themselves, across accounts and regions; what they take along and what they change.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesOf, freshBucket, put, refused, textOf } from './account.fixture.ts'

test('a copy takes everything along', async t => {
  const { s3, Bucket } = await freshBucket(t)
  const Body = bytesOf(200_000)
  const { ETag } = await s3.putObject({ Bucket, Key: 'a b', Body, ContentType: 'x/y', Metadata: { m: '1' }, Tagging: 'a=b',
    CacheControl: 'c' })
  const { CopyObjectResult } = await s3.copyObject({ Bucket, Key: 'copy', CopySource: `/${Bucket}/a%20b` })
  assert.equal(CopyObjectResult!.ETag, ETag)
  await s3.deleteObject({ Bucket, Key: 'a b' })
  const got = await s3.getObject({ Bucket, Key: 'copy' })
  assert.ok(Buffer.from(await got.Body!.transformToByteArray()).equals(Body))
  assert.deepEqual([got.ContentType, got.Metadata, got.TagCount, got.CacheControl], ['x/y', { m: '1' }, 1, 'c'])
})

test('directives', async t => {
  const { s3, Bucket } = await freshBucket(t)
  await s3.putObject({ Bucket, Key: 'key', Body: 'x', ContentType: 'x/y', Metadata: { m: '1' }, Tagging: 'a=b' })
  const CopySource = `${Bucket}/key`
  await s3.copyObject({ Bucket, Key: 'copy', CopySource, MetadataDirective: 'REPLACE', Metadata: { n: '2' }, TaggingDirective: 'REPLACE',
    Tagging: 'c=d&e=f' })
  const got = await s3.headObject({ Bucket, Key: 'copy' })
  assert.deepEqual([got.ContentType, got.Metadata], ['binary/octet-stream', { n: '2' }])
  assert.deepEqual((await s3.getObjectTagging({ Bucket, Key: 'copy' })).TagSet, [{ Key: 'c', Value: 'd' }, { Key: 'e', Value: 'f' }])
  await refused(s3.copyObject({ Bucket, Key: 'copy', CopySource, MetadataDirective: 'KEEP' as never }), 'InvalidArgument', 400)
  await refused(s3.copyObject({ Bucket, Key: 'copy', CopySource, Tagging: 'a=b' }), 'InvalidArgument', 400)
})

test('onto itself only with a change', async t => {
  const { s3, Bucket } = await freshBucket(t)
  await put(s3, Bucket, 'key')
  await refused(s3.copyObject({ Bucket, Key: 'key', CopySource: `${Bucket}/key` }), 'InvalidRequest', 400, /itself/)
  await s3.copyObject({ Bucket, Key: 'key', CopySource: `${Bucket}/key`, StorageClass: 'GLACIER_IR' })
  assert.equal((await s3.headObject({ Bucket, Key: 'key' })).StorageClass, 'GLACIER_IR')
  assert.equal(await textOf(s3, Bucket, 'key'), 'body of key')
})
