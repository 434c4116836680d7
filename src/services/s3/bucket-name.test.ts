// Names of buckets, good and bad.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isBucketName } from './bucket-name.ts'

test('names that a bucket may have', () => {
  for (const name of ['abc', 'my-bucket', 'example.com', '0-9', 'a'.repeat(63), 'my.bucket-1']) assert.equal(isBucketName(name), true, name)
})

test('names that no bucket may have', () => {
  const bad = ['ab', 'a'.repeat(64), 'My-bucket', 'my_bucket', '-abc', 'abc-', '.abc', 'abc.', 'a..b', '192.168.5.4', 'xn--abc',
    'sthree-abc',
    'abc-s3alias', 'abc--ol-s3', 'abc--x-s3', 'my bucket', 'bücket']
  for (const name of bad) assert.equal(isBucketName(name), false, name)
})
