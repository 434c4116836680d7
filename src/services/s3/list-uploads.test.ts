// Lists of uploads in pages.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { S3 } from '@aws-sdk/client-s3'
import { freshBucket, put, refused } from './account.fixture.ts'

interface Shown { readonly Contents?: { Key?: string }[], readonly CommonPrefixes?: { Prefix?: string }[] }

const shown = ({ Contents = [], CommonPrefixes = [] }: Shown) =>
  [...Contents.map(({ Key }) => Key!), ...CommonPrefixes.map(({ Prefix }) => Prefix!)]

/** All pages of a list of version 2. */
async function pages(
  s3: S3, input: { Bucket: string, Prefix?: string, Delimiter?: string, MaxKeys: number, StartAfter?: string },
): Promise<string[][]> {
  const found: string[][] = []
  let token: string | undefined
  do {
    const page = await s3.listObjectsV2({ ...input, ...(token !== undefined && { ContinuationToken: token }) })
    assert.equal(page.KeyCount, shown(page).length)
    assert.equal(page.IsTruncated, page.NextContinuationToken !== undefined)
    found.push(shown(page))
    token = page.NextContinuationToken
  } while (token !== undefined)
  return found
}

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
