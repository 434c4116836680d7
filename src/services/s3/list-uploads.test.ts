// Lists of uploads in pages.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshBucket } from './account.fixture.ts'

test('uploads in pages', async t => {
  const { s3, Bucket } = await freshBucket(t)
  const ids: string[] = []
  for (const Key of ['a', 'b', 'b', 'c/1', 'c/2']) ids.push((await s3.createMultipartUpload({ Bucket, Key })).UploadId!)
  const first = await s3.listMultipartUploads({ Bucket, MaxUploads: 2 })
  assert.deepEqual(first.Uploads!.map(({ UploadId }) => UploadId), ids.slice(0, 2))
  const rest = await s3.listMultipartUploads({ Bucket, KeyMarker: first.NextKeyMarker!, UploadIdMarker: first.NextUploadIdMarker! })
  assert.deepEqual(rest.Uploads!.map(({ UploadId }) => UploadId), ids.slice(2))
  const rolled = await s3.listMultipartUploads({ Bucket, Delimiter: '/', Prefix: 'c' })
  assert.deepEqual([rolled.Uploads, rolled.CommonPrefixes], [undefined, [{ Prefix: 'c/' }]])
})
