// Lists of directory buckets: whole directories, no order, and those of uploads under way.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { directoryBucket } from './account.fixture.ts'
import type { Bucket } from './bucket.ts'
import { checkDirectoryList, disordered } from './directory-list.ts'

const directory = { name: 'b--use1-az4--x-s3', directory: { zone: 'use1-az4', zoneType: 'AvailabilityZone' } } as Bucket
const plain = { name: 'plain' } as Bucket

test('prefixes are directories, the delimiter is a slash', () => {
  for (const input of [{}, { Prefix: '' }, { Prefix: 'a/' }, { Delimiter: '/' }, { Delimiter: '' }]) checkDirectoryList(directory, input)
  assert.throws(() => { checkDirectoryList(directory, { Prefix: 'a' }) }, { code: 'InvalidRequest' })
  assert.throws(() => { checkDirectoryList(directory, { Delimiter: 'a' }) }, { code: 'InvalidArgument' })
  assert.throws(() => { checkDirectoryList(directory, { StartAfter: 'a' }) }, { code: 'NotImplemented', status: 501 })
  checkDirectoryList(plain, { Prefix: 'a', Delimiter: 'b', StartAfter: 'c' })
})

test('entries are all there, and not in order', () => {
  const keys = Array.from({ length: 50 }, (_, i) => `key-${String(i).padStart(2, '0')}`)
  const shown = disordered(directory, keys, key => key)
  assert.notDeepEqual(shown, keys)
  assert.deepEqual([...shown].sort(), keys)
  assert.deepEqual(disordered(directory, keys, key => key), shown)
  assert.equal(disordered(plain, keys, key => key), keys)
})

test('pages give everything once, and directories of uploads under way', async t => {
  const { s3, Bucket } = await directoryBucket(t)
  const keys = Array.from({ length: 7 }, (_, i) => `dir-${i}/file`)
  for (const Key of [...keys, 'top']) await s3.putObject({ Bucket, Key, Body: 'x' })
  await s3.createMultipartUpload({ Bucket, Key: 'coming/file' })
  const found: string[] = []
  for (let token: string | undefined; ;) {
    const page = await s3.listObjectsV2({ Bucket, Delimiter: '/', MaxKeys: 3, ...(token !== undefined && { ContinuationToken: token }) })
    found.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix!), ...(page.Contents ?? []).map(({ Key }) => Key!))
    token = page.NextContinuationToken
    if (token === undefined) break
  }
  assert.deepEqual(found.sort(), ['coming/', ...keys.map(key => key.slice(0, 6)), 'top'])
})
