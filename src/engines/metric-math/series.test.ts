// Series with each other: times that one of them lacks, and arrays.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { combined, grid, timesOf, withPoints } from './series.ts'
import { written } from './sheet.fixture.ts'

test('the grid begins at a whole period', () => {
  assert.deepEqual([...grid({ fromAt: 90_000, beforeAt: 180_001, periodMs: 1 }, 60_000)], [60_000, 120_000, 180_000])
})

test('arrays keep the labels of what is in them, and two arrays are no pair', () => {
  const [a, b] = [written('a', '1 -'), written('b', '- 2')]
  const sums = combined(a, [a, b], (left, right) => left + right) as (typeof a)[]
  assert.deepEqual(sums.map(({ label, points }) => [label, points.map(({ value }) => value)]), [['a', [2]], ['b', [1, 2]]])
  assert.equal(combined([a], [b], Math.max), undefined)
  assert.deepEqual(timesOf([b, a]), [0, 60_000])
})

test('what is no number is no point, and a result is no metric', () => {
  const made = withPoints(written('a', '1'), [{ at: 0, value: NaN }, { at: 1, value: 2 }])
  assert.deepEqual([made.points, made.isMetric], [[{ at: 1, value: 2 }], undefined])
})
