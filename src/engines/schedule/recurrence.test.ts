// Recurrences, as a table.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Zone } from './zone.ts'
import { readRecurrence } from './recurrence.ts'

const first = Date.parse('2027-01-29T09:00:00Z')

function days(rule: string, { after = first - 1, most = 4, zone = 'UTC' } = {}): string[] {
  const found: string[] = []
  for (const at of readRecurrence(rule, first, new Zone(zone))!.starts(after)) {
    found.push(new Date(at).toISOString().slice(0, 16))
    if (found.length === most) break
  }
  return found
}

const cases: readonly (readonly [string, readonly string[]])[] = [
  ['FREQ=DAILY;COUNT=3', ['01-29', '01-30', '01-31']],
  ['FREQ=DAILY;INTERVAL=2;UNTIL=20270202', ['01-29', '01-31', '02-02']],
  ['FREQ=DAILY;UNTIL=20270130T080000Z', ['01-29']],
  ['FREQ=WEEKLY;BYDAY=FR,MO;COUNT=4', ['01-29', '02-01', '02-05', '02-08']],
  ['FREQ=WEEKLY;INTERVAL=2;COUNT=3', ['01-29', '02-12', '02-26']],
  // There is no 29th of February in 2027.
  ['FREQ=MONTHLY;COUNT=3', ['01-29', '03-29', '04-29']],
  ['FREQ=MONTHLY;BYMONTHDAY=-1,1;COUNT=4', ['01-31', '02-01', '02-28', '03-01']],
  ['FREQ=MONTHLY;BYDAY=2TU,-1FR;COUNT=4', ['01-29', '02-09', '02-26', '03-09']],
  ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=14;COUNT=1', ['02-14']],
]

test('rules', () => {
  for (const [rule, expected] of cases) assert.deepEqual(days(rule), expected.map(day => `2027-${day}T09:00`), rule)
  assert.deepEqual(days('FREQ=YEARLY', { most: 2 }), ['2027-01-29T09:00', '2028-01-29T09:00'])
})

test('long after its start, and over a change of the clocks', () => {
  assert.deepEqual(days('FREQ=DAILY', { after: Date.parse('2057-06-01T12:00:00Z'), most: 1 }), ['2057-06-02T09:00'])
  assert.deepEqual(days('FREQ=MONTHLY;BYMONTHDAY=27,29', { after: Date.parse('2027-03-01T00:00:00Z'), most: 2, zone: 'Europe/Berlin' }),
    ['2027-03-27T09:00', '2027-03-29T08:00'])
  assert.deepEqual(days('FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2'), [])
})

test('what is not understood', () => {
  for (const rule of ['FREQ=HOURLY', 'FREQ=DAILY;BYSETPOS=1', 'FREQ=WEEKLY;BYDAY=XX', 'FREQ=DAILY;COUNT=x', 'FREQ=DAILY;INTERVAL=0']) {
    assert.equal(readRecurrence(rule, first, new Zone('UTC')), undefined, rule)
  }
})
