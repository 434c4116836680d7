// What clocks show, and when.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Zone } from './zone.ts'

test('offsets follow the seasons', () => {
  const berlin = new Zone('Europe/Berlin')
  assert.deepEqual([berlin.offsetMs(Date.UTC(2027, 0, 1)), berlin.offsetMs(Date.UTC(2027, 6, 1))], [3_600_000, 7_200_000])
  assert.deepEqual(berlin.wallTime(Date.UTC(2027, 6, 1, 22, 30)), { year: 2027, month: 7, day: 2, hour: 0, minute: 30 })
})

test('a time that is skipped is none, one that comes twice is the first', () => {
  const berlin = new Zone('Europe/Berlin')
  const at = { year: 2027, month: 3, day: 28, hour: 2, minute: 30 }
  assert.equal(berlin.moment(at), undefined)
  assert.equal(berlin.moment({ ...at, month: 10, day: 31 }), Date.UTC(2027, 9, 31, 0, 30))
  assert.equal(new Zone('UTC').moment(at), Date.UTC(2027, 2, 28, 2, 30))
})

test('names that are none', () => { assert.throws(() => new Zone('Moon/Tranquility'), RangeError) })
