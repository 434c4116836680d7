// Windows: made, changed, listed and deleted.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventsOf, refused } from './account.fixture.ts'
import { atHalfPast, madeWindow } from './window.fixture.ts'

test('a window has a schedule, and changes', async t => {
  const { ssm, cloud } = await atHalfPast(t)
  const events = await eventsOf(cloud, 'Maintenance Window State-change Notification')
  const WindowId = await madeWindow(ssm,
    { ScheduleTimezone: 'Europe/Berlin', Schedule: 'cron(0 4 ? * TUE *)', Tags: [{ Key: 'a', Value: 'b' }] })
  const { CreatedDate, ModifiedDate, ...window } = await ssm.getMaintenanceWindow({ WindowId })
  assert.deepEqual(CreatedDate, ModifiedDate)
  const { $metadata: _, ...shown } = window
  assert.deepEqual(shown, {
    WindowId, Name: 'nightly', Schedule: 'cron(0 4 ? * TUE *)', ScheduleTimezone: 'Europe/Berlin', Duration: 2, Cutoff: 1,
    AllowUnassociatedTargets: true, Enabled: true, NextExecutionTime: '2026-12-01T04:00+01:00',
  })
  const { Enabled, Name } = await ssm.updateMaintenanceWindow({ WindowId, Enabled: false, Description: 'quiet' })
  assert.deepEqual([Enabled, Name], [false, 'nightly'])
  assert.equal((await ssm.getMaintenanceWindow({ WindowId })).NextExecutionTime, undefined)
  const disabled = await ssm.describeMaintenanceWindows({ Filters: [{ Key: 'Enabled', Values: ['False'] }] })
  assert.deepEqual(disabled.WindowIdentities!.map(each => [each.WindowId, each.Description]), [[WindowId, 'quiet']])
  const whole = { Name: 'other', Schedule: 'rate(1 day)', Duration: 3, Cutoff: 0, AllowUnassociatedTargets: false }
  const replaced = await ssm.updateMaintenanceWindow({ WindowId, ...whole, Replace: true })
  assert.deepEqual([replaced.Description, replaced.ScheduleTimezone], [undefined, undefined])
  await cloud.clock.advance('1s')
  const statuses = (await events()).map(({ detail }) => [detail['window-id'], detail.status])
  assert.deepEqual(statuses, [[WindowId, 'ENABLED'], [WindowId, 'DISABLED']])
  assert.equal((await ssm.deleteMaintenanceWindow({ WindowId })).WindowId, WindowId)
  await ssm.deleteMaintenanceWindow({ WindowId })
  await refused(ssm.getMaintenanceWindow({ WindowId }), 'DoesNotExistException')
})

test('what no window is', async t => {
  const { ssm } = await atHalfPast(t)
  await refused(madeWindow(ssm, { Schedule: 'hourly' }), 'ValidationException', /schedule/)
  await refused(madeWindow(ssm, { ScheduleTimezone: 'Moon/Base' }), 'ValidationException', /time zone/)
  await refused(madeWindow(ssm, { Duration: 2, Cutoff: 2 }), 'ValidationException', /cutoff/)
  await refused(madeWindow(ssm, { Schedule: 'rate(1 day)', ScheduleOffset: 2 }), 'ValidationException', /offset/)
  await refused(madeWindow(ssm, { StartDate: '2027-01-01T00:00:00Z', EndDate: '2026-12-31T00:00:00Z' }), 'ValidationException', /end date/)
  const WindowId = await madeWindow(ssm)
  await refused(ssm.updateMaintenanceWindow({ WindowId, Name: 'other', Replace: true }), 'ValidationException', /required/)
  await refused(ssm.describeMaintenanceWindows({ Filters: [{ Key: 'Colour', Values: ['red'] }] }), 'ValidationException')
})
