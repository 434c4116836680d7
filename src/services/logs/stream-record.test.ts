// Streams in the order of their last events.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LogStream } from './stream-record.ts'

test('a stream without events comes before all others', () => {
  const stream = { groupName: 'g', name: 's', createdAt: 1 }
  const { lastEvent } = LogStream.indexes
  assert.deepEqual([lastEvent!(stream), lastEvent!({ ...stream, lastAt: 0 }), lastEvent!({ ...stream, lastAt: 7 })],
    [['g', -1], ['g', 0], ['g', 7]])
})
