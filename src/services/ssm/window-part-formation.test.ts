// Targets and tasks of windows by properties.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { throughCloudControl } from './account.fixture.ts'
import { atHalfPast, madeWindow } from './window.fixture.ts'

test('a target, and a task that means it', async t => {
  const { ssm, cloud } = await atHalfPast(t)
  const WindowId = await madeWindow(ssm)
  const targets = throughCloudControl(cloud, 'AWS::SSM::MaintenanceWindowTarget')
  const wanted = { WindowId, ResourceType: 'INSTANCE', Targets: [{ Key: 'tag:team', Values: ['shop'] }] }
  const target = await targets.create(wanted)
  const WindowTargetId = target.split('|')[1]!
  assert.deepEqual(await targets.read(target), { ...wanted, WindowTargetId })
  await targets.patch(target, [{ op: 'add', path: '/Name', value: 'web' }])
  assert.equal((await targets.read(target)).Name, 'web')
  const tasks = throughCloudControl(cloud, 'AWS::SSM::MaintenanceWindowTask')
  const command = { Parameters: { commands: ['uptime'] }, TimeoutSeconds: 60 }
  const task = await tasks.create({
    WindowId, TaskType: 'RUN_COMMAND', TaskArn: 'AWS-RunShellScript', Priority: 1, MaxConcurrency: '1', MaxErrors: '1',
    Targets: [{ Key: 'WindowTargetIds', Values: [WindowTargetId] }],
    TaskInvocationParameters: { MaintenanceWindowRunCommandParameters: command },
  })
  assert.deepEqual((await tasks.read(task)).TaskInvocationParameters, { MaintenanceWindowRunCommandParameters: command })
  const lambda = await tasks.create({ WindowId, TaskType: 'LAMBDA', TaskArn: 'clean', Priority: 1,
    TaskInvocationParameters: { MaintenanceWindowLambdaParameters: { Payload: '{"a":1}' } } })
  assert.deepEqual((await tasks.read(lambda)).TaskInvocationParameters, { MaintenanceWindowLambdaParameters: { Payload: '{"a":1}' } })
  await tasks.patch(task, [{ op: 'replace', path: '/Priority', value: 7 }])
  assert.equal((await tasks.read(task)).Priority, 7)
  for (const each of [task, lambda]) await tasks.remove(each)
  await targets.remove(target)
  assert.deepEqual((await ssm.describeMaintenanceWindowTargets({ WindowId })).Targets, [])
})
