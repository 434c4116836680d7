// The three kinds of schedules.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSchedule, Zone } from './face.ts'

const utc = new Zone('UTC')

test('rates count from their start', () => {
  const schedule = readSchedule('rate(5 minutes)', utc)!
  assert.deepEqual([schedule.next(0, 0), schedule.next(299_999, 0), schedule.next(300_000, 0), schedule.next(0, 1000)],
    [300_000, 300_000, 600_000, 301_000])
})

test('a time comes once, in its zone', () => {
  const schedule = readSchedule('at(2027-07-01T12:00:30)', new Zone('Europe/Berlin'))!
  const at = Date.UTC(2027, 6, 1, 10, 0, 30)
  assert.deepEqual([schedule.next(0, 0), schedule.next(at, 0)], [at, undefined])
})

test('what is none', () => {
  for (const text of ['rate(1 minutes)', 'rate(2 minute)', 'rate(0 minutes)', 'rate(5 seconds)', 'at(tomorrow)', 'cron(* * *)', 'daily',
    '']) {
    assert.equal(readSchedule(text, utc), undefined, text)
  }
  assert.equal(readSchedule('cron(0 12 * * ? *)', utc)!.kind, 'cron')
})
