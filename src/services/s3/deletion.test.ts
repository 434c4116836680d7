// Deletes of many at once and under conditions.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshBucket, put, refused } from './account.fixture.ts'

test('many at once, each for itself', async t => {
  const { s3, Bucket } = await freshBucket(t)
  await put(s3, Bucket, 'a', 'b', 'c')
  const { Deleted, Errors } = await s3.deleteObjects({ Bucket,
    Delete: { Objects: [{ Key: 'a' }, { Key: 'none' }, { Key: 'b', VersionId: '!' }] } })
  assert.deepEqual(Deleted!.map(({ Key }) => Key), ['a', 'none'])
  assert.deepEqual(Errors!.map(({ Key, Code }) => [Key, Code]), [['b', 'InvalidArgument']])
  const quiet = await s3.deleteObjects({ Bucket, Delete: { Quiet: true, Objects: [{ Key: 'b' }] } })
  assert.equal(quiet.Deleted, undefined)
  assert.deepEqual((await s3.listObjectsV2({ Bucket })).Contents!.map(({ Key }) => Key), ['c'])
  await refused(s3.deleteObjects({ Bucket, Delete: { Objects: Array.from({ length: 1001 }, (_, i) => ({ Key: `${i}` })) } }),
    'MalformedXML', 400)
  await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } })
  const marked = await s3.deleteObjects({ Bucket, Delete: { Objects: [{ Key: 'c' }] } })
  assert.equal(marked.Deleted![0]!.DeleteMarker, true)
  assert.match(marked.Deleted![0]!.DeleteMarkerVersionId!, /^\w{32}$/)
})

test('conditional deletes', async t => {
  const { s3, Bucket } = await freshBucket(t)
  const { ETag } = await s3.putObject({ Bucket, Key: 'key', Body: 'x' })
  await refused(s3.deleteObject({ Bucket, Key: 'key', IfMatch: '"other"' }), 'PreconditionFailed', 412)
  await s3.deleteObject({ Bucket, Key: 'key', IfMatch: ETag! })
  await refused(s3.deleteObject({ Bucket, Key: 'key', IfMatch: ETag! }), 'NoSuchKey', 404)
})
