// Cron by a table from the documentation's pages, and over ten years of two time zones against croner.
// Source: "Setting a schedule pattern for scheduled rules (legacy) in Amazon EventBridge", EventBridge User Guide.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Cron as Croner } from 'croner'
import { Cron } from './cron.ts'
import { Zone } from './zone.ts'

const utc = new Zone('UTC')

function times(expression: string, from: string, count: number, zone = utc): string[] {
  const cron = Cron.read(expression)!
  const found: string[] = []
  for (let at = cron.next(Date.parse(from), zone); at !== undefined && found.length < count; at = cron.next(at, zone)) {
    found.push(new Date(at).toISOString().slice(0, 16))
  }
  return found
}

const rows: readonly (readonly [expression: string, from: string, times: string[]])[] = [
  ['0 10 * * ? *', '2027-01-01T10:00:00Z', ['2027-01-02T10:00', '2027-01-03T10:00']],
  ['15 12 * * ? *', '2027-01-01T00:00:00Z', ['2027-01-01T12:15']],
  ['0 18 ? * MON-FRI *', '2027-01-01T19:00:00Z', ['2027-01-04T18:00', '2027-01-05T18:00']],
  ['0 8 1 * ? *', '2027-01-01T09:00:00Z', ['2027-02-01T08:00']],
  ['0/15 * * * ? *', '2027-01-01T00:00:01Z', ['2027-01-01T00:15', '2027-01-01T00:30']],
  ['0/30 20-2 ? * MON-FRI *', '2027-01-04T22:45:00Z', ['2027-01-04T23:00', '2027-01-04T23:30', '2027-01-05T00:00']],
  ['0 0 L * ? *', '2027-02-01T00:00:00Z', ['2027-02-28T00:00', '2027-03-31T00:00']],
  ['0 0 15W * ? *', '2027-08-01T00:00:00Z', ['2027-08-16T00:00']],
  ['0 0 1W 5 ? 2027', '2027-01-01T00:00:00Z', ['2027-05-03T00:00']],
  ['0 0 ? * 6L *', '2027-01-01T00:00:00Z', ['2027-01-29T00:00']],
  ['0 0 ? * 3#2 *', '2027-01-01T00:00:00Z', ['2027-01-12T00:00']],
  ['0 0 29 2 ? *', '2027-01-01T00:00:00Z', ['2028-02-29T00:00', '2032-02-29T00:00']],
  ['0 0 1 1 ? 2026', '2027-01-01T00:00:00Z', []],
]
for (const [expression, from, expected] of rows) {
  test(`cron(${expression}) after ${from}`, () => { assert.deepEqual(times(expression, from, Math.max(1, expected.length)), expected) })
}

test('what is no expression', () => {
  for (const text of ['', '* * * * *', '* * * * * *', '0 0 ? * ? *', '60 0 * * ? *', '0 24 * * ? *', '0 0 0 * ? *', '0 0 ? * 8 *',
    '0 0 * * ? 1969',
    '0/0 0 * * ? *', 'a 0 * * ? *', '0 0 32W * ? *']) assert.equal(Cron.read(text), undefined, text)
})

test('clocks that go forward skip a time, clocks that go back show it once', () => {
  const berlin = new Zone('Europe/Berlin')
  assert.deepEqual(times('30 2 * * ? *', '2027-03-26T12:00:00Z', 3, berlin), ['2027-03-27T01:30', '2027-03-29T00:30', '2027-03-30T00:30'])
  assert.deepEqual(times('30 2 * * ? *', '2027-10-30T12:00:00Z', 2, berlin), ['2027-10-31T00:30', '2027-11-01T01:30'])
})

for (const zone of ['Europe/Berlin', 'America/New_York']) {
  test(`ten years in ${zone} agree with croner`, () => {
    // Away from the hours in which clocks change, where the two differ on purpose: croner moves a skipped time, AWS leaves it out.
    for (const [ours, theirs] of [
      ['0 12 * * ? *', '0 12 * * *'], ['45 5 ? * MON-FRI *', '45 5 * * 1-5'], ['0 0/6 1 * ? *', '0 */6 1 * *'],
        ['30 8 L * ? *', '30 8 L * *'],
      ['0 9 ? * 2#1 *', '0 9 * * 1#1'], ['5 4 29 2 ? *', '5 4 29 2 *'],
    ] as const) {
      const cron = Cron.read(ours)!
      const other = new Croner(theirs, { timezone: zone })
      const place = new Zone(zone)
      const endAt = Date.UTC(2037, 0, 1)
      let at = Date.UTC(2027, 0, 1)
      for (let count = 0; at < endAt; count += 1) {
        const expected = other.nextRun(new Date(at))!.getTime()
        const found = cron.next(at, place)!
        assert.equal(new Date(found).toISOString(), new Date(expected).toISOString(), ours)
        at = found
      }
    }
  })
}
