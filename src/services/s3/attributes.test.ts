// What there is to know of an object, as far as it is asked for.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshBucket, refused } from './account.fixture.ts'

test('only what is asked for is told', async t => {
  const { s3, Bucket } = await freshBucket(t)
  const { ETag, ChecksumCRC32 } = await s3.putObject({ Bucket, Key: 'key', Body: 'hello', StorageClass: 'ONEZONE_IA' })
  const at = { Bucket, Key: 'key' }
  const all = await s3.getObjectAttributes({ ...at, ObjectAttributes: ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'] })
  assert.deepEqual([all.ETag, all.ObjectSize, all.StorageClass, all.ObjectParts], [ETag!.replaceAll('"', ''), 5, 'ONEZONE_IA', undefined])
  assert.deepEqual(all.Checksum, { ChecksumCRC32, ChecksumType: 'FULL_OBJECT' })
  const some = await s3.getObjectAttributes({ ...at, ObjectAttributes: ['ObjectSize'] })
  assert.deepEqual([some.ETag, some.ObjectSize], [undefined, 5])
  await refused(s3.getObjectAttributes({ ...at, ObjectAttributes: ['Weight' as never] }), 'InvalidArgument', 400)
})
