// Openings to come.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refused } from './account.fixture.ts'
import { atHalfPast, madeWindow } from './window.fixture.ts'

test('of a window, of all, and of those that mean a target', async t => {
  const { ssm } = await atHalfPast(t)
  const WindowId = await madeWindow(ssm)
  const other = await madeWindow(ssm, { Name: 'daily', Schedule: 'cron(0 3 * * ? *)' })
  const target = { Key: 'tag:team', Values: ['shop'] }
  await ssm.registerTargetWithMaintenanceWindow({ WindowId: other, ResourceType: 'INSTANCE',
    Targets: [{ ...target, Values: ['shop', 'till'] }] })
  const before = (time: string) => [{ Key: 'ScheduledBefore', Values: [time] }]
  const openings = async (input: object) => (await ssm.describeMaintenanceWindowSchedule(input)).ScheduledWindowExecutions!
    .map(({ Name, ExecutionTime }) => `${Name} ${ExecutionTime}`)
  assert.deepEqual(await openings({ Filters: before('2026-12-01T05:00:00Z') }),
    ['nightly 2026-12-01T02:00Z', 'daily 2026-12-01T03:00Z', 'nightly 2026-12-01T04:00Z'])
  assert.deepEqual(await openings({ WindowId, Filters: [...before('2026-12-01T07:00:00Z'),
    { Key: 'ScheduledAfter', Values: ['2026-12-01T05:00:00Z'] }] }), ['nightly 2026-12-01T06:00Z'])
  assert.equal((await openings({ Targets: [target], ResourceType: 'INSTANCE' }))[0], 'daily 2026-12-01T03:00Z')
  const { WindowIdentities: windows } = await ssm.describeMaintenanceWindowsForTarget({ Targets: [target], ResourceType: 'INSTANCE' })
  assert.deepEqual(windows!.map(({ Name }) => Name), ['daily'])
  await refused(openings({ Filters: [{ Key: 'Colour', Values: ['red'] }] }), 'ValidationException')
  await refused(openings({ WindowId: `mw-${'0'.repeat(17)}` }), 'DoesNotExistException')
})
