// Sequence numbers grow with time, as texts and as numbers.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstNumberAt, isSequenceNumber, sequenceNumber } from './sequence.ts'

test('later is greater', () => {
  const numbers = [0, 1, 1023, 1024, 10 ** 15].map(sequence => sequenceNumber(sequence, 3))
  assert.deepEqual([...numbers].sort(), numbers)
  for (const number of numbers) assert.equal(isSequenceNumber(number), true)
  assert.ok(firstNumberAt(5, 0) > sequenceNumber(5 * 1024 - 1, 9))
  assert.ok(firstNumberAt(5, 0) <= sequenceNumber(5 * 1024, 0))
  for (const text of ['', '12', 'x'.repeat(56)]) assert.equal(isSequenceNumber(text), false)
})
