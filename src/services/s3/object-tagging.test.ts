// Tags of objects and of their versions.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshBucket, put, refused } from './account.fixture.ts'

test('tags are put, seen, counted and taken away, version by version', async t => {
  const { s3, Bucket } = await freshBucket(t)
  await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } })
  await put(s3, Bucket, 'key', 'key')
  const { Versions } = await s3.listObjectVersions({ Bucket })
  const [newest, oldest] = Versions!.map(({ VersionId }) => ({ Bucket, Key: 'key', VersionId: VersionId! }))
  const put1 = await s3.putObjectTagging({ ...oldest!, Tagging: { TagSet: [{ Key: 'a', Value: '1' }] } })
  assert.equal(put1.VersionId, oldest!.VersionId)
  assert.deepEqual((await s3.getObjectTagging(oldest!)).TagSet, [{ Key: 'a', Value: '1' }])
  assert.deepEqual((await s3.getObjectTagging(newest!)).TagSet, [])
  assert.equal((await s3.headObject(oldest!)).TagCount, 1)
  const dropped = await s3.deleteObjectTagging(oldest!)
  assert.equal(dropped.$metadata.httpStatusCode, 204)
  assert.deepEqual((await s3.getObjectTagging(oldest!)).TagSet, [])
  await refused(s3.getObjectTagging({ Bucket, Key: 'none' }), 'NoSuchKey', 404)
})
