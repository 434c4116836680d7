// What is stored: everything while it is there, nothing afterwards.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesOf, freshBucket, put, uploaded } from './account.fixture.ts'

const tables = ['s3/Current', 's3/Noncurrent', 's3/Noncurrent.byId', 's3/PartList', 's3/Part', 's3/Upload', 's3/Upload.byId', 'blob']

test('when everything is gone nothing is left', async t => {
  const { cloud, s3, Bucket } = await freshBucket(t)
  const cell = cloud.core.store.cell('111122223333/us-east-1')
  const counts = () => tables.map(name => cell.table(name).count())
  await put(s3, Bucket, 'plain', 'plain')
  assert.deepEqual(counts(), [1, 0, 0, 0, 0, 0, 0, 1])
  const { at, Parts } = await uploaded(s3, Bucket, [bytesOf(5 * 2 ** 20), bytesOf(100_000)])
  assert.deepEqual(counts(), [1, 0, 0, 0, 2, 1, 1, 3])
  await s3.completeMultipartUpload({ ...at, MultipartUpload: { Parts } })
  assert.deepEqual(counts(), [2, 0, 0, 1, 0, 0, 0, 4])
  await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } })
  await s3.copyObject({ Bucket, Key: 'plain', CopySource: `${Bucket}/key` })
  await s3.deleteObject({ Bucket, Key: 'key' })
  assert.deepEqual(counts(), [2, 2, 2, 1, 0, 0, 0, 4])
  const { Versions = [], DeleteMarkers = [] } = await s3.listObjectVersions({ Bucket })
  await s3.deleteObjects({ Bucket, Delete: { Objects: [...Versions,
    ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key: Key!, VersionId: VersionId! })) } })
  assert.deepEqual(counts(), [0, 0, 0, 0, 0, 0, 0, 0])
})
