// Periods: steps by day, month and hour, and what is no period.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bounds, steps } from './period.ts'

const now = Date.UTC(2027, 4, 10)

test('months are cut at their ends, days and hours evenly', () => {
  const monthly = steps({ Start: '2027-03-15', End: '2027-05-01' }, 'MONTHLY', now)
  assert.deepEqual(monthly.map(({ shown }) => [shown.Start, shown.End]), [['2027-03-15', '2027-04-01'], ['2027-04-01', '2027-05-01']])
  assert.equal(steps({ Start: '2027-03-15', End: '2027-03-20' }, 'DAILY', now).length, 5)
  assert.equal(steps({ Start: '2027-05-09T00:00:00Z', End: '2027-05-09T06:00:00Z' }, 'HOURLY', now).length, 6)
})

test('what is no period is refused', () => {
  assert.throws(() => bounds(undefined, 'DAILY'), /missing/)
  assert.throws(() => bounds({ Start: '2027-03-01', End: '2027-03-02' }, 'HOURLY'), /ssZ/)
  assert.throws(() => steps({ Start: '2027-03-01T00:00:00Z', End: '2027-03-02T00:00:00Z' }, 'HOURLY', now), /14 days/)
})
