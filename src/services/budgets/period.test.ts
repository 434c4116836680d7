// Periods: the day, month, quarter or year that a time lies in.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { periodAt } from './period.ts'

test('each unit has its own bounds', () => {
  const at = Date.parse('2027-05-20T13:00:00Z')
  const rows = [['DAILY', '2027-05-20', '2027-05-21'], ['MONTHLY', '2027-05-01', '2027-06-01'], ['QUARTERLY', '2027-04-01', '2027-07-01'],
    ['ANNUALLY', '2027-01-01', '2028-01-01']] as const
  for (const [TimeUnit, from, before] of rows) {
    assert.deepEqual(periodAt({ TimeUnit }, at), { fromAt: Date.parse(from), beforeAt: Date.parse(before) }, TimeUnit)
  }
})
