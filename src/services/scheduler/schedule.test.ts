// Schedules made, changed, listed, refused.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, off, refused, taken } from './account.fixture.ts'

test('a schedule is changed as a whole', async t => {
  const account = await freshAccount(t)
  const { scheduler, target } = account
  const asked = { Name: 's', ScheduleExpression: 'rate(1 hour)', FlexibleTimeWindow: off, Target: target }
  const { ScheduleArn: arn } = await scheduler.createSchedule({ ...asked, Description: 'd' })
  assert.equal(arn, 'arn:aws:scheduler:us-east-1:111122223333:schedule/default/s')
  await refused(scheduler.createSchedule(asked), 'ConflictException', /Schedule s already exists\./)
  await scheduler.updateSchedule({ ...asked, State: 'DISABLED' })
  const { Description: description, State: state, ScheduleExpressionTimezone: zone } = await scheduler.getSchedule({ Name: 's' })
  assert.deepEqual([description, state, zone], [undefined, 'DISABLED', 'UTC'])
  await account.cloud.clock.advance('5h')
  assert.deepEqual(await taken(account), [])
  assert.equal((await scheduler.listSchedules({ State: 'ENABLED' })).Schedules!.length, 0)
  await scheduler.deleteSchedule({ Name: 's' })
  await refused(scheduler.deleteSchedule({ Name: 's' }), 'ResourceNotFoundException')
})

test('what is no schedule', async t => {
  const { scheduler, target } = await freshAccount(t)
  const make = (more: object) =>
    scheduler.createSchedule({ Name: 's', ScheduleExpression: 'rate(1 hour)', FlexibleTimeWindow: off, Target: target, ...more })
  const cases: readonly (readonly [object, RegExp])[] = [
    [{ ScheduleExpression: 'rate(1 hours)' }, /Invalid Schedule Expression/], [{ ScheduleExpressionTimezone: 'Moon' }, /Timezone/],
    [{ FlexibleTimeWindow: { Mode: 'FLEXIBLE' } }, /MaximumWindowInMinutes/], [{ EndDate: new Date('2026-01-01') }, /future/],
    [{ Target: { ...target, Arn: 'q' } }, /Arn q is not valid/], [{ Target: { ...target, RoleArn: 'r' } }, /roleArn/],
    [{ Target: { ...target, Arn: 'arn:aws:iam::111122223333:role/r' } }, /not supported/],
    [{ Target: { ...target, Arn: 'arn:aws:scheduler:::aws-sdk:sqs:listQueues' } }, /universal/],
  ]
  for (const [more, text] of cases) await refused(make(more), 'ValidationException', text)
  await refused(make({ GroupName: 'none' }), 'ResourceNotFoundException')
})
