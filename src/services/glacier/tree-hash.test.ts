// Tree hashes against one that is slow and obvious.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesOf, sha256, treeHash } from './account.fixture.ts'
import { isTreeAligned, megabyte, TreeHash } from './tree-hash.ts'

for (const sizeBytes of [0, 1, megabyte, megabyte + 1, 3 * megabyte, 5 * megabyte + 17]) {
  test(`of ${sizeBytes} bytes`, () => {
    const bytes = bytesOf(sizeBytes)
    const sum = new TreeHash()
    for (let i = 0; i < bytes.length; i += 100_003) sum.update(bytes.subarray(i, i + 100_003))
    assert.deepEqual(sum.finish(), { tree: treeHash(bytes), linear: sha256(bytes) })
  })
}

for (const [from, size, whole, expected] of [
  [0, 1, 8, true], [1, 1, 8, true], [2, 2, 8, true], [1, 2, 8, false], [4, 4, 8, true], [0, 3, 8, false], [0, 8, 8, true], [4, 3, 7, true],
  [0, 7, 7, true],
] as const) {
  test(`${size} of ${whole} megabytes from ${from} on ${expected ? 'have' : 'have no'} hash of their own`, () => {
    assert.equal(isTreeAligned(from * megabyte, size * megabyte, whole * megabyte), expected)
  })
}
