// Lists of versions in pages.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshBucket, put, refused } from './account.fixture.ts'

test('versions in pages', async t => {
  const { s3, Bucket } = await freshBucket(t)
  await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } })
  for (const Key of ['a', 'a', 'b/1', 'b/2', 'c', 'c', 'c']) await put(s3, Bucket, Key)
  const all: string[] = []
  let markers: { KeyMarker?: string, VersionIdMarker?: string } = {}
  for (;;) {
    const page = await s3.listObjectVersions({ Bucket, MaxKeys: 2, ...markers })
    all.push(...page.Versions!.map(({ Key, IsLatest }) => `${Key}${IsLatest ? '*' : ''}`))
    if (page.IsTruncated !== true) break
    markers = { KeyMarker: page.NextKeyMarker!, VersionIdMarker: page.NextVersionIdMarker! }
  }
  assert.deepEqual(all, ['a*', 'a', 'b/1*', 'b/2*', 'c*', 'c', 'c'])
  const rolled = await s3.listObjectVersions({ Bucket, Delimiter: '/', MaxKeys: 3 })
  assert.deepEqual([rolled.Versions!.length, rolled.CommonPrefixes![0]!.Prefix, rolled.NextKeyMarker], [2, 'b/', 'b/'])
  const rest = await s3.listObjectVersions({ Bucket, Delimiter: '/', KeyMarker: 'b/' })
  assert.deepEqual(rest.Versions!.map(({ Key }) => Key), ['c', 'c', 'c'])
  await refused(s3.listObjectVersions({ Bucket, VersionIdMarker: 'abc' }), 'InvalidArgument', 400)
})
