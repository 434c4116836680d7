// Ticks that people can read.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { numberTicks, timeText, timeTicks } from './scale.ts'

test('numbers', () => {
  assert.deepEqual(numberTicks(0, 10, 5), [0, 2, 4, 6, 8, 10])
  assert.deepEqual(numberTicks(0.1, 0.32, 4), [0.1, 0.2, 0.3, 0.4])
  assert.deepEqual(numberTicks(7, 7, 2), [5, 10])
  assert.deepEqual(numberTicks(-30, 120, 4), [-50, 0, 50, 100, 150])
})

test('times of a zone', () => {
  const hourMs = 3_600_000
  assert.deepEqual(timeTicks(0, 3 * hourMs, 4, 0), [0, hourMs, 2 * hourMs, 3 * hourMs])
  assert.deepEqual(timeTicks(0, 24 * hourMs, 3, -hourMs).map(at => timeText(at, 24 * hourMs, -hourMs)), ['00:00', '12:00'])
  assert.deepEqual([timeText(0, 30 * 86_400_000, 0), timeText(65_000, 60_000, 0)], ['01-01', '00:01:05'])
})
