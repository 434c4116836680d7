// Openings of windows, as a table: zones, offsets, dates and rates.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextOpening, scheduleOf, shownTime } from './window-schedule.ts'
import type { WindowTimes } from './window-schedule.ts'

const scheduledAt = Date.parse('2026-11-27T22:00:00Z')

function openings(times: Omit<WindowTimes, 'scheduledAt'>, count: number): string[] {
  const found: string[] = []
  for (let at: number | undefined = scheduledAt; found.length < count;) {
    at = nextOpening({ ...times, scheduledAt }, at)
    if (at === undefined) return found
    found.push(shownTime(at, times.timezone))
  }
  return found
}

const cases: readonly (readonly [Omit<WindowTimes, 'scheduledAt'>, readonly string[]])[] = [
  [{ schedule: 'cron(0 9 ? * WED *)' }, ['2026-12-02T09:00Z', '2026-12-09T09:00Z']],
  [{ schedule: 'cron(0 0 9 ? * WED *)' }, ['2026-12-02T09:00Z', '2026-12-09T09:00Z']],
  [{ schedule: 'cron(0 9 ? * WED *)', timezone: 'America/Los_Angeles' }, ['2026-12-02T09:00-08:00', '2026-12-09T09:00-08:00']],
  // The third Tuesday, two days later; that of November has passed.
  [{ schedule: 'cron(30 23 ? * TUE#3 *)', offsetDays: 2 }, ['2026-12-17T23:30Z', '2027-01-21T23:30Z']],
  // The clocks go forward on 28 March 2027 in Berlin; the offset passes that night.
  [{ schedule: 'cron(0 5 27 3 ? 2027)', offsetDays: 2, timezone: 'Europe/Berlin' }, ['2027-03-29T05:00+02:00']],
  [{ schedule: 'rate(7 days)' }, ['2026-12-04T22:00Z', '2026-12-11T22:00Z']],
  [{ schedule: 'rate(7 days)', startDate: '2026-12-01T00:00:00-08:00' }, ['2026-12-01T08:00Z', '2026-12-08T08:00Z']],
  [{ schedule: 'rate(7 days)', startDate: '2020-12-01T00:00:00Z' }, ['2026-12-04T22:00Z', '2026-12-11T22:00Z']],
  [{ schedule: 'rate(1 day)', endDate: '2026-11-29T00:00:00Z' }, ['2026-11-28T22:00Z']],
  [{ schedule: 'at(2026-12-24T18:00:00)' }, ['2026-12-24T18:00Z']],
  [{ schedule: 'cron(0 9 * * ? *)', startDate: '2027-01-01T00:00:00' }, ['2027-01-01T09:00Z', '2027-01-02T09:00Z']],
]

test('openings', () => {
  for (const [times, expected] of cases) assert.deepEqual(openings(times, 2), expected, JSON.stringify(times))
})

test('what is no schedule', () => {
  for (const schedule of ['daily', 'rate(0 days)', 'cron(0 9 * * * *)', 'cron(61 9 ? * WED *)']) {
    assert.equal(scheduleOf({ schedule }), undefined, schedule)
  }
  assert.equal(scheduleOf({ schedule: 'rate(1 day)', timezone: 'Moon/Base' }), undefined)
})
