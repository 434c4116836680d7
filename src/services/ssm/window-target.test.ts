// Targets: registered, changed, and kept where a task means them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refused } from './account.fixture.ts'
import { atHalfPast, madeWindow } from './window.fixture.ts'

test('targets of a window', async t => {
  const { ssm } = await atHalfPast(t)
  const WindowId = await madeWindow(ssm)
  const register = async (more: object = {}) => ssm.registerTargetWithMaintenanceWindow({ WindowId, ResourceType: 'INSTANCE',
    Targets: [{ Key: 'tag:team', Values: ['shop'] }], OwnerInformation: 'me', ...more })
  const { WindowTargetId = '' } = await register()
  const found = async (...Filters: { Key: string, Values: string[] }[]) =>
    (await ssm.describeMaintenanceWindowTargets({ WindowId, Filters })).Targets!.map(each => [each.WindowTargetId, each.Name,
      each.OwnerInformation])
  assert.deepEqual(await found({ Key: 'OwnerInformation', Values: ['me'] }), [[WindowTargetId, undefined, 'me']])
  await ssm.updateMaintenanceWindowTarget({ WindowId, WindowTargetId, Name: 'web' })
  assert.deepEqual(await found(), [[WindowTargetId, 'web', 'me']])
  await ssm.updateMaintenanceWindowTarget({ WindowId, WindowTargetId, Targets: [{ Key: 'InstanceIds', Values: ['i-0123456789abcdef0'] }],
    Replace: true })
  assert.deepEqual(await found({ Key: 'Type', Values: ['INSTANCE'] }), [[WindowTargetId, undefined, undefined]])
  await ssm.registerTaskWithMaintenanceWindow({ WindowId, TaskType: 'RUN_COMMAND', TaskArn: 'AWS-RunShellScript', MaxConcurrency: '1',
    MaxErrors: '1', Targets: [{ Key: 'WindowTargetIds', Values: [WindowTargetId] }] })
  await refused(ssm.deregisterTargetFromMaintenanceWindow({ WindowId, WindowTargetId, Safe: true }), 'TargetInUseException')
  await ssm.deregisterTargetFromMaintenanceWindow({ WindowId, WindowTargetId })
  await refused(ssm.deregisterTargetFromMaintenanceWindow({ WindowId, WindowTargetId }), 'DoesNotExistException')
  await refused(register({ ResourceType: 'RESOURCE_GROUP' }), 'ValidationException')
  await refused(register({ Targets: [{ Key: 'colour', Values: ['red'] }] }), 'ValidationException')
})
