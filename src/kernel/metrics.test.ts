// Sums by the minute, and what is forgotten.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Metrics, minuteMs } from './metrics.ts'

const metric = { namespace: 'AWS/Test', name: 'Loans', dimensions: { Library: 'main' } }

test('values are summed by the minute, cell and name', () => {
  const metrics = new Metrics()
  assert.deepEqual([5, 59_999, 60_000].map(at => metrics.add('a', metric, at, at === 5 ? 3 : 1)), [true, false, true])
  metrics.add('b', metric, 5, 7)
  metrics.add('a', { ...metric, dimensions: {} }, 5, 7)
  assert.deepEqual(metrics.data('a', { ...metric }, 0), [{ at: 0, sum: 4, count: 2, most: 3, least: 1 },
    { at: 60_000, sum: 1, count: 1, most: 1, least: 1 }])
  assert.deepEqual(metrics.data('a', metric, 1).map(({ at }) => at), [60_000])
  assert.deepEqual(metrics.data('c', metric, 0), [])
})

test('what is emitted, and levels since when they are to be asked for', () => {
  const metrics = new Metrics()
  metrics.add('a', metric, 5, 3)
  metrics.open('a', metric, 125_000)
  assert.deepEqual([...metrics.emitted('a')], [{ metric, lastAt: 120_000, openAt: 120_000 }])
  assert.deepEqual([...metrics.emitted('b')], [])
})

test('names with one dimension are made once', () => {
  const metrics = new Metrics()
  const tally = { namespace: 'AWS/Test', name: 'Loans', dimension: 'Library', of: 'main' }
  assert.deepEqual(metrics.named(tally), metric)
  assert.equal(metrics.named({ ...tally }), metrics.named(tally))
})

test('so many minutes are kept', () => {
  const metrics = new Metrics()
  for (let minute = 0; minute < 1460; minute += 1) metrics.add('a', metric, minute * minuteMs, 1)
  assert.deepEqual([metrics.data('a', metric, 0).length, metrics.data('a', metric, 0)[0]!.at], [1440, 20 * minuteMs])
  metrics.forget()
  assert.deepEqual(metrics.data('a', metric, 0), [])
})
