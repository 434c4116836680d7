// Files whose parts and sums are in order.

import assert from 'node:assert/strict'
import { crc32, inflateSync } from 'node:zlib'
import { test } from 'node:test'
import { pngOf } from './png.ts'

test('chunks with their sums, and rows with their filters', () => {
  const png = pngOf(2, 1, Uint8Array.of(1, 2, 3, 4, 5, 6))
  const types = []
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at)
    const named = png.subarray(at + 4, at + 8 + length)
    assert.equal(png.readUInt32BE(at + 8 + length), crc32(named))
    types.push(named.subarray(0, 4).toString())
    if (types.at(-1) === 'IDAT') assert.deepEqual([...inflateSync(named.subarray(4))], [0, 1, 2, 3, 4, 5, 6])
    at += 12 + length
  }
  assert.deepEqual(types, ['IHDR', 'IDAT', 'IEND'])
})
