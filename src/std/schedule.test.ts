// Schedules by tables: what is one, and when it comes next.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isTimeZone, nextAt, readSchedule } from './schedule.ts'

const next = (text: string, after: string, zone?: string) => {
  const at = nextAt(readSchedule(text)!, Date.parse(after), Date.parse('2030-01-01T00:00Z'), zone)
  return at === undefined ? undefined : new Date(at).toISOString().replace(':00.000Z', 'Z')
}

test('when a schedule comes next', () => {
  const rows: [string, string, string | undefined, string?][] = [
    ['at(2030-03-01T10:00:00)', '2030-01-01T00:00Z', '2030-03-01T10:00Z'],
    ['at(2030-03-01T10:00:00)', '2030-03-01T10:00Z', undefined],
    ['at(2030-03-01T10:00)', '2030-01-01T00:00Z', '2030-03-01T09:00Z', 'Europe/Berlin'],
    ['rate(5 minutes)', '2030-01-01T00:07Z', '2030-01-01T00:10Z'],
    ['rate(1 day)', '2029-01-01T00:07Z', '2030-01-01T00:00Z'],
    ['cron(0 10 * * ? *)', '2030-01-01T10:00Z', '2030-01-02T10:00Z'],
    ['cron(0 10 * * ? *)', '2030-07-01T00:00Z', '2030-07-01T08:00Z', 'Europe/Berlin'],
    ['cron(15 12 ? * MON-FRI *)', '2030-01-04T13:00Z', '2030-01-07T12:15Z'],
    ['cron(0/20 8,9 1 JAN-MAR ? *)', '2030-01-01T08:45Z', '2030-01-01T09:00Z'],
    ['cron(0 0 L * ? *)', '2032-02-01T00:00Z', '2032-02-29T00:00Z'],
    ['cron(0 0 ? * 6L *)', '2030-01-01T00:00Z', '2030-01-25T00:00Z'],
    ['cron(0 0 ? * 2#1 *)', '2030-01-08T00:00Z', '2030-02-04T00:00Z'],
    ['cron(0 0 5W * ? *)', '2030-01-01T00:00Z', '2030-01-04T00:00Z'],
    ['cron(0 0 29 2 ? *)', '2030-01-01T00:00Z', '2032-02-29T00:00Z'],
    ['cron(0 0 1 1 ? 2029)', '2030-01-01T00:00Z', undefined],
  ]
  for (const [text, after, expected, zone] of rows) assert.equal(next(text, after, zone), expected, `${text} after ${after}`)
})

test('what is none', () => {
  for (const text of ['', 'at(tomorrow)', 'rate(1 minutes)', 'rate(2 minute)', 'rate(0 days)', 'rate(1 week)', 'cron(0 10 * * * *)',
    'cron(0 10 ? * ? *)', 'cron(60 10 * * ? *)', 'cron(0 10 * * ?)', 'cron(0 10 * FOO ? *)', 'cron(0 10 5-1 * ? *)', 'cron(0 10 ? * 8 *)',
    'every day']) assert.equal(readSchedule(text), undefined, text)
})

test('time zones', () => {
  assert.deepEqual(['UTC', 'Asia/Tokyo', 'Nowhere/Land'].map(isTimeZone), [true, true, false])
})
