// Schedules by a table.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextRun, scheduleProblem } from './association-schedule.ts'

const call = { cache: <T>(_name: string, make: () => T): T => make() } as never
const from = Date.parse('2027-01-01T00:00:00Z')

for (const [expression, offset, expected] of [
  ['rate(30 minutes)', undefined, '2027-01-01T00:30'], ['cron(0 2 ? * SUN *)', undefined, '2027-01-03T02:00'],
  ['cron(0 0 2 ? * SUN *)', undefined, '2027-01-03T02:00'], ['cron(0 0 ? * THU#2 *)', 3, '2027-01-17T00:00'],
  ['at(2027-02-03T04:05:06)', undefined, '2027-02-03T04:05'],
] as const) {
  test(`${expression} and ${offset ?? 0} days`, () => {
    const settings = { Name: 'x', ScheduleExpression: expression, ...(offset !== undefined && { ScheduleOffset: offset }) }
    assert.equal(scheduleProblem(settings, call), undefined)
    assert.equal(new Date(nextRun(settings, from, from, call)!).toISOString().slice(0, 16), expected)
  })
}

for (const expression of ['rate(29 minutes)', 'rate(31 days)', 'cron(0 2 * * *)', 'daily']) {
  test(`${expression} is none`,
    () => { assert.match(scheduleProblem({ Name: 'x', ScheduleExpression: expression }, call)!, /schedule is invalid/) })
}
