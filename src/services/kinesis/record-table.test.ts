// Keys of records: in the order of shards and sequence numbers, and read back.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { numberIn, recordKey, shardPrefix, streamPrefix } from './record-table.ts'
import { sequenceNumber } from './sequence.ts'

test('keys are ordered as records are', () => {
  const keys = [[0, 5], [0, 6], [1, 1], [10, 0]].map(([shard, sequence]) => recordKey('s', shard!, sequenceNumber(sequence!, shard!)))
  assert.deepEqual([...keys].sort(), keys)
  assert.equal(numberIn(keys[1]!), sequenceNumber(6, 0))
  assert.ok(keys[0]!.startsWith(shardPrefix('s', 0)) && keys[2]!.startsWith(streamPrefix('s')))
  assert.ok(!keys[3]!.startsWith(shardPrefix('s', 1)))
})
