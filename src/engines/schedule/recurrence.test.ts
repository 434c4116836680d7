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
  for (const rule of ['FREQ=HOURLY', 'FREQ=DAILY;BYSETPOS=1', 'FREQ=WEEKLY;BYDAY=XX', 'FREQ=DAILY;COUNT=x', 'FREQ=DAILY;INTERVAL=0',
    'FREQ=YEARLY;BYDAY=1MO']) {
    assert.equal(readRecurrence(rule, first, new Zone('UTC')), undefined, rule)
  }
})

interface Drawn { readonly text: string, isDay(date: Date, first: Date): boolean }

/** A random rule, and whether a day is one of its, said the slow and obvious way. */
function drawn(next: (most: number) => number): Drawn {
  const every = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'][next(4)]!
  const interval = 1 + next(3)
  const words = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']
  const weekdays = next(2) === 0 ? [] : [next(7), next(7)]
  const monthDays = next(2) === 0 || every === 'WEEKLY' ? [] : [1 + next(28), 1 + next(28)]
  const months = next(3) === 0 ? [1 + next(12), 1 + next(12)] : []
  const list = (name: string, values: readonly (string | number)[]) => values.length === 0 ? '' : `;${name}=${values.join(',')}`
  const parts = list('BYDAY', weekdays.map(day => words[day]!)) + list('BYMONTHDAY', monthDays) + list('BYMONTH', months)
  const text = `FREQ=${every};INTERVAL=${interval}${parts}`
  const isDay = (date: Date, first: Date) => {
    const days = Math.round((date.getTime() - first.getTime()) / 86_400_000)
    const monthsApart = (date.getUTCFullYear() - first.getUTCFullYear()) * 12 + date.getUTCMonth() - first.getUTCMonth()
    const weeksApart = Math.floor((days + (first.getUTCDay() + 6) % 7) / 7)
    const apart = { DAILY: days, WEEKLY: weeksApart, MONTHLY: monthsApart, YEARLY: date.getUTCFullYear() - first.getUTCFullYear() }[every]!
    if (apart % interval !== 0) return false
    if (months.length > 0 && !months.includes(date.getUTCMonth() + 1)) return false
    const namesNothing = weekdays.length + monthDays.length + months.length === 0
    if (every === 'YEARLY' && namesNothing && date.getUTCMonth() !== first.getUTCMonth()) return false
    if (weekdays.length > 0 && !weekdays.includes(date.getUTCDay())) return false
    if (monthDays.length > 0 && !monthDays.includes(date.getUTCDate())) return false
    if (weekdays.length > 0 || monthDays.length > 0 || every === 'DAILY') return true
    return every === 'WEEKLY' ? date.getUTCDay() === first.getUTCDay() : date.getUTCDate() === first.getUTCDate()
  }
  return { text, isDay }
}

test('random rules agree with a slow and obvious reading of them', () => {
  let state = 7
  const next = (most: number) => (state = (state * 48_271) % 2_147_483_647) % most
  const lastDay = 1000
  for (let round = 0; round < 300; round += 1) {
    const { text, isDay } = drawn(next)
    const expected: number[] = []
    for (let day = 0; day < lastDay; day += 1) {
      const at = first + day * 86_400_000
      if (isDay(new Date(at), new Date(first))) expected.push(at)
    }
    const after = first + next(lastDay) * 86_400_000
    const found: number[] = []
    for (const at of readRecurrence(text, first, new Zone('UTC'))!.starts(after)) {
      if (at >= first + lastDay * 86_400_000) break
      found.push(at)
    }
    assert.deepEqual(found, expected.filter(at => at > after), text)
  }
})
