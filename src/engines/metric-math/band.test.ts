// What is expected of an hour: of that hour of the week first, then of the day, then of all.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expectation } from './band.ts'

const hourMs = 3_600_000

test('the finest hours that have two values', () => {
  const expected = expectation([
    { at: 0, value: 10 }, { at: 168 * hourMs, value: 14 }, { at: 24 * hourMs, value: 30 }, { at: hourMs, value: 100 },
  ])
  assert.deepEqual(expected(336 * hourMs), { mean: 12, deviation: 2 })
  assert.deepEqual(expected(360 * hourMs)!.mean, 18)
  assert.deepEqual(expected(340 * hourMs)!.mean, 38.5)
  assert.equal(expectation([{ at: 0, value: 1 }])(0), undefined)
})

test('hours of another time zone', () => {
  const expected = expectation([{ at: 0, value: 1 }, { at: 1, value: 1 }, { at: hourMs, value: 5 }, { at: hourMs + 1, value: 5 }],
    at => Math.floor(at / hourMs) + 2)
  assert.equal(expected(168 * hourMs)!.mean, 1)
})
