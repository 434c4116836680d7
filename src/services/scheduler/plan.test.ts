// Times of schedules on the virtual clock: zones, starts and ends, windows, one-time schedules that remove themselves.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, off, refused, taken } from './account.fixture.ts'

test('a cron follows its zone through a change of clocks', async t => {
  const account = await freshAccount(t, '2027-03-27T00:00:00Z')
  await account.scheduler.createSchedule({
    Name: 's', ScheduleExpression: 'cron(0 9 * * ? *)', ScheduleExpressionTimezone: 'Europe/Berlin', FlexibleTimeWindow: off,
      Target: account.target,
  })
  await account.cloud.clock.advance('2d')
  assert.deepEqual(await taken(account), [['2027-03-27T08:00', '"tick"'], ['2027-03-28T07:00', '"tick"']])
})

test('a rate begins at its start and ends at its end', async t => {
  const account = await freshAccount(t)
  await account.scheduler.createSchedule({
    Name: 's', ScheduleExpression: 'rate(1 hour)', FlexibleTimeWindow: off, Target: account.target,
    StartDate: new Date('2027-01-01T10:30:00Z'), EndDate: new Date('2027-01-01T12:45:00Z'),
  })
  await account.cloud.clock.advance('2d')
  assert.deepEqual((await taken(account)).map(([at]) => at), ['2027-01-01T10:30', '2027-01-01T11:30', '2027-01-01T12:30'])
})

test('once, and then gone', async t => {
  const account = await freshAccount(t)
  const { scheduler } = account
  const once = { ScheduleExpression: 'at(2027-01-01T06:00:00)', FlexibleTimeWindow: off, Target: account.target }
  await scheduler.createSchedule({ ...once, Name: 'stays' })
  await scheduler.createSchedule({ ...once, Name: 'goes', ActionAfterCompletion: 'DELETE' })
  await account.cloud.clock.advance('1d')
  assert.deepEqual(await taken(account), [['2027-01-01T06:00', '"tick"'], ['2027-01-01T06:00', '"tick"']])
  assert.deepEqual((await scheduler.listSchedules({})).Schedules!.map(({ Name }) => Name), ['stays'])
  await refused(scheduler.getSchedule({ Name: 'goes' }), 'ResourceNotFoundException', /Schedule goes does not exist\./)
})

test('a flexible window spreads the times within itself', async t => {
  const account = await freshAccount(t)
  await account.scheduler.createSchedule({
    Name: 's', ScheduleExpression: 'rate(1 hour)', FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 30 },
      Target: account.target,
  })
  await account.cloud.clock.advance('24h')
  const minutes = (await taken(account)).map(([at]) => Number(at.slice(14)))
  assert.ok(minutes.length >= 23 && minutes.every(minute => minute <= 30) && new Set(minutes).size > 5)
})
