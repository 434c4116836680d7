// Ranges of the hash space.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { areAdjacent, evenRanges, hashOf, hashSpace, shardFor } from './shard.ts'
import type { Shard } from './shard.ts'

test('even ranges cover the space without gaps', () => {
  for (const count of [1, 2, 3, 7, 1000]) {
    const ranges = evenRanges(count)
    assert.equal(ranges[0]!.from, '0')
    assert.equal(ranges.at(-1)!.through, String(hashSpace - 1n))
    for (let i = 1; i < count; i += 1) assert.equal(BigInt(ranges[i]!.from), BigInt(ranges[i - 1]!.through) + 1n)
  }
})

test('a hash falls into one open shard', () => {
  const shards = evenRanges(4).map((range, index): Shard => ({ index, ...range, startNumber: '', createdAt: 0 }))
  assert.equal(shardFor(shards, hashSpace / 4n).index, 1)
  assert.equal(shardFor(shards, hashSpace / 4n - 1n).index, 0)
  assert.throws(() => shardFor([{ ...shards[0]!, closedAt: 1 }], 0n))
  assert.equal(areAdjacent(shards[0]!, shards[1]!), true)
  assert.equal(areAdjacent(shards[2]!, shards[0]!), false)
  // RFC 1321, appendix A.5: MD5 ("a").
  assert.equal(hashOf('a'), 0x0cc175b9c0f1b6a831c399e269772661n)
})
