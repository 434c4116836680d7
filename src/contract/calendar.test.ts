// Months: where they begin and end, over the turn of a year and a leap day.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayMs, hourMs, hourStart, instant, isMonth, monthEnd, monthOf, monthsAfter, monthStart } from './calendar.ts'

test('months follow each other', () => {
  assert.equal(monthOf(Date.UTC(2028, 1, 29, 23)), '2028-02')
  assert.equal((monthEnd('2028-02') - monthStart('2028-02')) / dayMs, 29)
  assert.deepEqual([monthsAfter('2027-12'), monthsAfter('2028-01', -1), monthsAfter('2027-01', 25)], ['2028-01', '2027-12', '2029-02'])
})

test('names of months are told from other texts', () => {
  assert.deepEqual(['2027-03', '2027-13', '2027-00', '2027-3', 'x'].map(isMonth), [true, false, false, false, false])
})

test('hours and instants', () => {
  assert.equal(hourStart(5 * hourMs + 7), 5 * hourMs)
  assert.equal(instant(Date.UTC(2027, 0, 1)), '2027-01-01T00:00:00Z')
})
