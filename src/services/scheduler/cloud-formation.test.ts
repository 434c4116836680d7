// Schedules under Cloud Control.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudControl } from '@aws-sdk/client-cloudcontrol'
import { freshAccount, off } from './account.fixture.ts'

test('a schedule is made, read and removed', async t => {
  const { cloud, scheduler, target } = await freshAccount(t)
  const control = new CloudControl({ ...cloud.client({ accessKeyId: '111122223333' }), maxAttempts: 1 })
  const TypeName = 'AWS::Scheduler::Schedule'
  const desired = { Name: 's', ScheduleExpression: 'rate(1 hour)', FlexibleTimeWindow: off, Target: target,
    StartDate: '2027-02-01T00:00:00.000Z' }
  await control.createResource({ TypeName, DesiredState: JSON.stringify(desired) })
  await cloud.clock.advance('1m')
  const { ResourceDescription: described } = await control.getResource({ TypeName, Identifier: 's' })
  const read = JSON.parse(described!.Properties!) as Record<string, unknown>
  assert.deepEqual([read.StartDate, read.ScheduleExpression, read.State], [desired.StartDate, 'rate(1 hour)', 'ENABLED'])
  await control.deleteResource({ TypeName, Identifier: 's' })
  await cloud.clock.advance('1m')
  assert.deepEqual((await scheduler.listSchedules({})).Schedules, [])
})
