// Lists of objects: order, prefixes, delimiters, pages.

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

test('keys are in order of their UTF-8 bytes', async t => {
  const { s3, Bucket } = await freshBucket(t)
  const keys = ['a', 'B', 'ä', '￿', '😀', 'a/b', 'a b', '~', '\u00ff']
  await put(s3, Bucket, ...keys)
  const listed = await s3.listObjectsV2({ Bucket })
  assert.deepEqual(shown(listed), [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))))
  assert.equal(listed.Contents![0]!.ETag!.length, 34)
  assert.equal(listed.Contents![0]!.StorageClass, 'STANDARD')
  assert.equal(listed.Contents![0]!.Owner, undefined)
  assert.match((await s3.listObjectsV2({ Bucket, FetchOwner: true })).Contents![0]!.Owner!.ID!, /^[0-9a-f]{64}$/)
})

test('prefixes, delimiters and pages', async t => {
  const { s3, Bucket } = await freshBucket(t)
  await put(s3, Bucket, 'a', 'b/1', 'b/2', 'b/3/x', 'c/1', 'd', 'e//f', 'g')
  assert.deepEqual(await pages(s3, { Bucket, MaxKeys: 3 }), [['a', 'b/1', 'b/2'], ['b/3/x', 'c/1', 'd'], ['e//f', 'g']])
  assert.deepEqual(await pages(s3, { Bucket, MaxKeys: 1000, Delimiter: '/' }), [['a', 'd', 'g', 'b/', 'c/', 'e/']])
  assert.deepEqual(await pages(s3, { Bucket, MaxKeys: 2, Delimiter: '/' }), [['a', 'b/'], ['d', 'c/'], ['g', 'e/']])
  assert.deepEqual(await pages(s3, { Bucket, MaxKeys: 1, Delimiter: '/', Prefix: 'b/' }), [['b/1'], ['b/2'], ['b/3/']])
  assert.deepEqual(await pages(s3, { Bucket, MaxKeys: 4, Prefix: 'b/' }), [['b/1', 'b/2', 'b/3/x']])
  assert.deepEqual(await pages(s3, { Bucket, MaxKeys: 3, StartAfter: 'b/2' }), [['b/3/x', 'c/1', 'd'], ['e//f', 'g']])
  assert.deepEqual(await pages(s3, { Bucket, MaxKeys: 9, Delimiter: '//' }), [['a', 'b/1', 'b/2', 'b/3/x', 'c/1', 'd', 'g', 'e//']])
  assert.deepEqual(await pages(s3, { Bucket, MaxKeys: 0 }), [[]])
  assert.deepEqual(await pages(s3, { Bucket, MaxKeys: 5, Prefix: 'zzz' }), [[]])
  await refused(s3.listObjectsV2({ Bucket, MaxKeys: -1 }), 'InvalidArgument', 400)
  await refused(s3.listObjectsV2({ Bucket, ContinuationToken: 'nonsense' }), 'InvalidArgument', 400)
})

test('the first version of the list goes on from a marker', async t => {
  const { s3, Bucket } = await freshBucket(t)
  await put(s3, Bucket, 'a', 'b/1', 'b/2', 'c')
  const first = await s3.listObjects({ Bucket, MaxKeys: 2, Delimiter: '/' })
  assert.deepEqual([shown(first), first.NextMarker, first.IsTruncated], [['a', 'b/'], 'b/', true])
  const second = await s3.listObjects({ Bucket, MaxKeys: 2, Delimiter: '/', Marker: first.NextMarker! })
  assert.deepEqual([shown(second), second.IsTruncated], [['c'], false])
  const bare = await s3.listObjects({ Bucket, MaxKeys: 2 })
  assert.deepEqual([shown(bare), bare.NextMarker], [['a', 'b/1'], undefined])
  assert.deepEqual(shown(await s3.listObjects({ Bucket, Marker: 'b/1' })), ['b/2', 'c'])
})
