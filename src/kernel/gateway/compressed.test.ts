// Compressed request bodies: good ones, broken ones, and bombs.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { decompressed, isCompressed } from './compressed.ts'

test('small and large bodies unfold', async () => {
  assert.equal(Buffer.from(await decompressed(gzipSync('hello'), 10)).toString(), 'hello')
  const noise = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index * 2654435761 >>> 13 & 255))
  assert.deepEqual(Buffer.from(await decompressed(gzipSync(noise), 300_000)), noise)
})

test('a body that unfolds beyond the limit is refused', async () => {
  await assert.rejects(decompressed(gzipSync(Buffer.alloc(1 << 24)), 1 << 20), { code: 'RequestEntityTooLarge', status: 413 })
  await assert.rejects(decompressed(gzipSync(Buffer.alloc(1 << 27)), 1 << 20), { code: 'RequestEntityTooLarge', status: 413 })
})

test('what is not gzip is refused', async () => {
  for (const body of [Buffer.from('hello'), Buffer.alloc(0), gzipSync('hello').subarray(0, 12)]) {
    await assert.rejects(decompressed(body, 100), { code: 'SerializationException', status: 400 })
  }
})

test('the header says so', () => {
  assert.equal(isCompressed({ 'content-encoding': 'gzip' }), true)
  assert.equal(isCompressed({ 'content-encoding': 'aws-chunked, gzip' }), true)
  assert.equal(isCompressed({ 'content-encoding': 'aws-chunked' }), false)
  assert.equal(isCompressed({}), false)
})
