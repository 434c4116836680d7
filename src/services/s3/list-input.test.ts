// Names as clients want them written.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshBucket, put, refused } from './account.fixture.ts'

test('names are encoded for who asks', async t => {
  const { s3, Bucket } = await freshBucket(t)
  await put(s3, Bucket, 'a b+c/ü&\u0001')
  const { Contents, EncodingType } = await s3.listObjectsV2({ Bucket, EncodingType: 'url' })
  assert.deepEqual([Contents![0]!.Key, EncodingType], ['a+b%2Bc/%C3%BC%26%01', 'url'])
  await refused(s3.listObjectsV2({ Bucket, EncodingType: 'html' as never }), 'InvalidArgument', 400)
})
