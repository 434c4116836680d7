// Tasks: registered, changed, shown.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, refused } from './account.fixture.ts'
import { atHalfPast, madeWindow } from './window.fixture.ts'

const TaskArn = `arn:aws:lambda:us-east-1:${account}:function:clean`

test('tasks of a window', async t => {
  const { ssm } = await atHalfPast(t)
  const WindowId = await madeWindow(ssm)
  const register = async (more: object = {}) => ssm.registerTaskWithMaintenanceWindow({ WindowId, TaskType: 'LAMBDA', TaskArn, ...more })
  const Payload = Buffer.from('{"a":1}')
  const { WindowTaskId = '' } = await register({ TaskInvocationParameters: { Lambda: { Payload } }, Name: 'clean' })
  const shown = async () => ssm.getMaintenanceWindowTask({ WindowId, WindowTaskId })
  const first = await shown()
  assert.equal(Buffer.from(first.TaskInvocationParameters!.Lambda!.Payload!).toString(), '{"a":1}')
  assert.deepEqual([first.Priority, first.MaxConcurrency, first.MaxErrors, first.CutoffBehavior], [1, '1', '1', 'CONTINUE_TASK'])
  await ssm.updateMaintenanceWindowTask({ WindowId, WindowTaskId, Priority: 5,
    Targets: [{ Key: 'InstanceIds', Values: ['i-0123456789abcdef0'] }],
    MaxConcurrency: '10%', MaxErrors: '2' })
  const { Tasks: tasks } = await ssm.describeMaintenanceWindowTasks({ WindowId, Filters: [{ Key: 'TaskType', Values: ['LAMBDA'] }] })
  assert.deepEqual(tasks!.map(each => [each.WindowTaskId, each.Priority, each.MaxConcurrency, each.Name]),
    [[WindowTaskId, 5, '10%', 'clean']])
  await ssm.updateMaintenanceWindowTask({ WindowId, WindowTaskId, TaskArn, Replace: true })
  assert.deepEqual([(await shown()).Name, (await shown()).Targets], [undefined, undefined])
  await ssm.deregisterTaskFromMaintenanceWindow({ WindowId, WindowTaskId })
  await refused(shown(), 'DoesNotExistException')
})

test('what no task is', async t => {
  const { ssm } = await atHalfPast(t)
  const WindowId = await madeWindow(ssm, { AllowUnassociatedTargets: false })
  const register = async (more: object) =>
    ssm.registerTaskWithMaintenanceWindow({ WindowId, TaskType: 'RUN_COMMAND', TaskArn: 'AWS-RunShellScript',
    MaxConcurrency: '1', MaxErrors: '1', ...more })
  const nodes = [{ Key: 'InstanceIds', Values: ['i-0123456789abcdef0'] }]
  await refused(register({}), 'ValidationException', /needs targets/)
  await refused(register({ Targets: nodes }), 'ValidationException', /not registered/)
  await refused(register({ Targets: [{ Key: 'WindowTargetIds', Values: ['none'] }] }), 'DoesNotExistException')
  await refused(register({ TaskType: 'LAMBDA', Targets: nodes, MaxErrors: undefined }), 'ValidationException', /MaxErrors/)
  await refused(register({ TaskType: 'LAMBDA', TaskInvocationParameters: { Automation: {} } }), 'ValidationException', /do not fit/)
})
