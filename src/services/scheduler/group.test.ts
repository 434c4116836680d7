// Groups, their tags, and the schedules that go with them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, off, refused } from './account.fixture.ts'

test('a group goes with its schedules; the default one stays', async t => {
  const { scheduler, target } = await freshAccount(t)
  const { ScheduleGroupArn: arn } = await scheduler.createScheduleGroup({ Name: 'g', Tags: [{ Key: 'k', Value: 'v' }] })
  await scheduler.createSchedule({ Name: 's', GroupName: 'g', ScheduleExpression: 'rate(1 hour)', FlexibleTimeWindow: off, Target: target })
  assert.deepEqual((await scheduler.listScheduleGroups({})).ScheduleGroups!.map(({ Name }) => Name), ['default', 'g'])
  assert.deepEqual((await scheduler.listTagsForResource({ ResourceArn: arn! })).Tags, [{ Key: 'k', Value: 'v' }])
  await refused(scheduler.createScheduleGroup({ Name: 'g' }), 'ConflictException')
  await scheduler.deleteScheduleGroup({ Name: 'g' })
  assert.deepEqual((await scheduler.listSchedules({})).Schedules, [])
  await refused(scheduler.deleteScheduleGroup({ Name: 'default' }), 'ValidationException')
  await refused(scheduler.getScheduleGroup({ Name: 'g' }), 'ResourceNotFoundException')
})
