// Names as clients want them written.

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

test('names are encoded for who asks', async t => {
  const { s3, Bucket } = await freshBucket(t)
  await put(s3, Bucket, 'a b+c/ü&\u0001')
  const { Contents, EncodingType } = await s3.listObjectsV2({ Bucket, EncodingType: 'url' })
  assert.deepEqual([Contents![0]!.Key, EncodingType], ['a+b%2Bc/%C3%BC%26%01', 'url'])
  await refused(s3.listObjectsV2({ Bucket, EncodingType: 'html' as never }), 'InvalidArgument', 400)
})
