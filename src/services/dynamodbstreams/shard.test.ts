// Shards follow from a stream's times.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSequence, sequenceText, shardsOf } from './shard.ts'
import type { Stream } from './stream.ts'

const hourMs = 3_600_000
const stream = { contents: 'c1', createdAt: 0 } as Stream

test('one every four hours, those of the last day', () => {
  assert.equal(shardsOf(stream, hourMs).length, 1)
  assert.equal(shardsOf(stream, 5 * hourMs).length, 2)
  const shards = shardsOf(stream, 100 * hourMs)
  assert.deepEqual([shards.length, shards[0]!.from, shards.at(-1)!.before], [7, 76 * hourMs * 1000, undefined])
  for (const [i, shard] of shards.slice(1).entries()) assert.deepEqual([shard.parentId, shard.from], [shards[i]!.id, shards[i]!.before])
  assert.equal(shards.every(({ id }) => /^shardId-\d{20}-[0-9a-f]{8}$/.test(id)), true)
})

test('the last of a closed stream is closed', () => {
  const [first, last, ...others] = shardsOf({ ...stream, disabledAt: 6 * hourMs }, 20 * hourMs)
  assert.deepEqual([first!.before, last!.before, others], [4 * hourMs * 1000, (6 * hourMs + 1) * 1000, []])
})

test('sequence numbers read as they are written', () => {
  const text = sequenceText(1_700_000_000_000_000)
  assert.deepEqual([text.length, readSequence(text), readSequence('1'), readSequence(`2${text.slice(1)}`)],
    [21, 1_700_000_000_000_000, undefined, undefined])
})
