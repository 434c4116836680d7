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

test('a group of schedules is made, tagged and removed', async t => {
  const { cloud, scheduler } = await freshAccount(t)
  const control = new CloudControl({ ...cloud.client({ accessKeyId: '111122223333' }), maxAttempts: 1 })
  const TypeName = 'AWS::Scheduler::ScheduleGroup'
  const tags = (...names: string[]) => names.map(Key => ({ Key, Value: '1' }))
  await control.createResource({ TypeName, DesiredState: JSON.stringify({ Name: 'g', Tags: tags('a', 'b') }) })
  await cloud.clock.advance('1m')
  const read = async () => JSON.parse((await control.getResource({ TypeName, Identifier: 'g' })).ResourceDescription!.Properties!) as
    Record<string, unknown>
  const { Arn, State, Tags, CreationDate } = await read()
  assert.deepEqual([Arn, State, Tags], ['arn:aws:scheduler:us-east-1:111122223333:schedule-group/g', 'ACTIVE', tags('a', 'b')])
  assert.match(String(CreationDate), /^\d{4}-.*Z$/)
  const PatchDocument = JSON.stringify([{ op: 'replace', path: '/Tags', value: tags('b', 'c') }])
  await control.updateResource({ TypeName, Identifier: 'g', PatchDocument })
  await cloud.clock.advance('1m')
  assert.deepEqual((await read()).Tags, tags('b', 'c'))
  const { ResourceDescriptions: all } = await control.listResources({ TypeName })
  assert.deepEqual(all!.map(({ Identifier }) => Identifier), ['default', 'g'])
  await control.deleteResource({ TypeName, Identifier: 'g' })
  await cloud.clock.advance('1m')
  assert.deepEqual((await scheduler.listScheduleGroups({})).ScheduleGroups!.map(({ Name }) => Name), ['default'])
})
