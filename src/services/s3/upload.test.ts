// Uploads that end in other ways than by completion.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesOf, freshBucket, uploaded } from './account.fixture.ts'

test('with its bucket, or given up, an upload goes with all its parts', async t => {
  const { cloud, s3, Bucket } = await freshBucket(t)
  const cell = cloud.core.store.cell('111122223333/us-east-1')
  const counts = () => ['s3/Upload', 's3/Part', 'blob'].map(name => cell.table(name).count())
  const { at } = await uploaded(s3, Bucket, [bytesOf(100_000), bytesOf(10)])
  assert.deepEqual(counts(), [1, 2, 2])
  await s3.abortMultipartUpload(at)
  assert.deepEqual(counts(), [0, 0, 0])
  await uploaded(s3, Bucket, [bytesOf(100_000)])
  await s3.deleteBucket({ Bucket })
  assert.deepEqual(counts(), [0, 0, 0])
})
