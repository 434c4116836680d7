// Windows that open: tasks by priority, what fails, what overlaps, and what is cut off.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, eventsOf } from './account.fixture.ts'
import { control, registered } from './fleet.fixture.ts'
import { atHalfPast, history, madeWindow } from './window.fixture.ts'

const lambda = { TaskType: 'LAMBDA' as const, TaskArn: `arn:aws:lambda:us-east-1:${account}:function:none` }

test('an open window does its tasks in order, and tells of it', async t => {
  const { ssm, cloud } = await atHalfPast(t)
  const events = await eventsOf(cloud, 'Maintenance Window Execution State-change Notification')
  const WindowId = await madeWindow(ssm)
  const nodes = [await registered({ ssm, cloud }, {}, { team: 'shop' }), await registered({ ssm, cloud }, {}, { team: 'shop' })]
  const { WindowTargetId = '' } = await ssm.registerTargetWithMaintenanceWindow({ WindowId, ResourceType: 'INSTANCE',
    Targets: [{ Key: 'tag:team', Values: ['shop'] }], OwnerInformation: 'me' })
  await ssm.registerTaskWithMaintenanceWindow({ WindowId, ...lambda, Priority: 2 })
  await ssm.registerTaskWithMaintenanceWindow({ WindowId, ...lambda, Priority: 1, MaxConcurrency: '1', MaxErrors: '5',
    Targets: [{ Key: 'WindowTargetIds', Values: [WindowTargetId] }],
    TaskInvocationParameters: { Lambda: { Payload: Buffer.from('{"node":"{{TARGET_ID}}"}') } } })
  await cloud.clock.advance('2h')
  const { executions, tasks, invocations } = await history(ssm, WindowId)
  assert.deepEqual(executions.map(({ Status, StartTime }) => [Status, StartTime!.toISOString()]), [['FAILED', '2026-12-01T02:00:00.000Z']])
  assert.deepEqual(tasks.map(({ Status, TaskArn }) => [Status, TaskArn]), [['FAILED', lambda.TaskArn], ['FAILED', lambda.TaskArn]])
  assert.deepEqual(invocations.map(several => several.length), [2, 1])
  const first = invocations[0]!.map(({ WindowTargetId: target, OwnerInformation, Parameters }) =>
    [target, OwnerInformation, JSON.parse((JSON.parse(Parameters!) as { Payload: string }).Payload)])
  assert.deepEqual(first, nodes.sort().map(node => [WindowTargetId, 'me', { node }]))
  assert.match(invocations[0]![0]!.StatusDetails!, /:/)
  const seen = (await events()).map(({ detail }) => [detail['window-id'], detail.status])
  assert.deepEqual(seen, [[WindowId, 'IN_PROGRESS'], [WindowId, 'FAILED']])
})

test('too many errors stop a task; nothing to do is no success', async t => {
  const { ssm, cloud } = await atHalfPast(t)
  const WindowId = await madeWindow(ssm)
  for (let i = 0; i < 3; i += 1) await registered({ ssm, cloud }, {}, { team: 'shop' })
  await ssm.registerTaskWithMaintenanceWindow({ WindowId, ...lambda, MaxConcurrency: '1', MaxErrors: '0',
    Targets: [{ Key: 'tag:team', Values: ['shop'] }] })
  await ssm.registerTaskWithMaintenanceWindow({ WindowId, ...lambda, Priority: 2, MaxConcurrency: '1', MaxErrors: '0',
    Targets: [{ Key: 'tag:team', Values: ['none'] }] })
  await cloud.clock.advance('2h')
  const { tasks, invocations } = await history(ssm, WindowId)
  assert.deepEqual(invocations.map(several => several.map(({ Status }) => Status)), [['FAILED', 'CANCELLED', 'CANCELLED'], []])
  assert.deepEqual(tasks.map(({ Status, StatusDetails }) => [Status, StatusDetails]),
    [['FAILED', undefined], ['FAILED', 'No invocations to execute']])
})

test('a window without tasks succeeds; one that is disabled or over does not open', async t => {
  const { ssm, cloud } = await atHalfPast(t)
  const empty = await madeWindow(ssm)
  const over = await madeWindow(ssm, { EndDate: '2026-12-01T03:00:00Z' })
  const off = await madeWindow(ssm)
  await ssm.updateMaintenanceWindow({ WindowId: off, Enabled: false })
  await cloud.clock.advance('6h')
  const statuses = async (WindowId: string) =>
    (await ssm.describeMaintenanceWindowExecutions({ WindowId })).WindowExecutions!.map(({ Status }) => Status)
  assert.deepEqual(await statuses(empty), ['SUCCESS', 'SUCCESS', 'SUCCESS'])
  assert.deepEqual(await statuses(over), ['SUCCESS'])
  assert.deepEqual(await statuses(off), [])
})

const shop = [{ Key: 'tag:team', Values: ['shop'] }]
const limits = { MaxConcurrency: '1', MaxErrors: '0' }

test('a command is done when its nodes have answered, and what comes after waits for it', async t => {
  const { ssm, cloud } = await atHalfPast(t)
  const WindowId = await madeWindow(ssm)
  const instanceId = await registered({ ssm, cloud }, {}, { team: 'shop' })
  await ssm.registerTaskWithMaintenanceWindow({ WindowId, TaskType: 'RUN_COMMAND', TaskArn: 'AWS-RunShellScript', Priority: 1, ...limits,
    Targets: shop, TaskInvocationParameters: { RunCommand: { Parameters: { commands: ['echo {{WINDOW_ID}}'] } } } })
  const content = { schemaVersion: '0.3', mainSteps: [{ name: 'wait', action: 'aws:sleep', inputs: { Duration: 'PT1M' } }] }
  await ssm.createDocument({ Name: 'Wait', DocumentType: 'Automation', Content: JSON.stringify(content) })
  await ssm.registerTaskWithMaintenanceWindow({ WindowId, TaskType: 'AUTOMATION', TaskArn: 'Wait', Priority: 2 })
  await cloud.clock.advance('100m')
  const { Commands: [command] = [] } = await ssm.listCommands({})
  assert.deepEqual(command!.Parameters, { commands: [`echo ${WindowId}`] })
  assert.deepEqual((await history(ssm, WindowId)).tasks.map(({ Status }) => Status), ['IN_PROGRESS', 'PENDING'])
  await control(cloud, 'answer-command', { commandId: command!.CommandId, instanceId })
  await cloud.clock.advance('15m')
  const { executions, tasks, invocations } = await history(ssm, WindowId)
  assert.deepEqual([executions[0]!.Status, ...tasks.map(({ Status }) => Status)], ['SUCCESS', 'SUCCESS', 'SUCCESS'])
  assert.deepEqual(invocations[0]!.map(({ ExecutionId }) => ExecutionId), [command!.CommandId])
})

test('the cutoff cancels commands where that is wanted, and nothing begins after it', async t => {
  const { ssm, cloud } = await atHalfPast(t)
  const WindowId = await madeWindow(ssm, { Schedule: 'at(2026-12-01T02:00:00)' })
  await registered({ ssm, cloud }, {}, { team: 'shop' })
  const command = { WindowId, TaskType: 'RUN_COMMAND' as const, TaskArn: 'AWS-RunShellScript', Targets: shop, ...limits,
    TaskInvocationParameters: { RunCommand: { Parameters: { commands: ['sleep 9999'] }, TimeoutSeconds: 172_800 } } }
  await ssm.registerTaskWithMaintenanceWindow({ ...command, Priority: 1, CutoffBehavior: 'CANCEL_TASK' })
  await ssm.registerTaskWithMaintenanceWindow({ ...command, Priority: 2 })
  await cloud.clock.advance('2h')
  assert.equal((await history(ssm, WindowId)).executions[0]!.Status, 'IN_PROGRESS')
  await cloud.clock.advance('31m')
  const { executions, tasks } = await history(ssm, WindowId)
  assert.deepEqual([executions[0]!.Status, ...tasks.map(({ Status }) => Status)], ['TIMED_OUT', 'TIMED_OUT', 'TIMED_OUT'])
  const { Commands: commands } = await ssm.listCommands({})
  assert.deepEqual(commands!.map(({ Status }) => Status), ['Cancelled'])
})

test('a window that is still at work skips its next opening; cancelled, it lets what runs end', async t => {
  const { ssm, cloud } = await atHalfPast(t)
  const WindowId = await madeWindow(ssm, { Schedule: 'rate(1 hour)', Duration: 6 })
  const instanceId = await registered({ ssm, cloud }, {}, { team: 'shop' })
  const command = { WindowId, TaskType: 'RUN_COMMAND' as const, TaskArn: 'AWS-RunShellScript', Targets: shop, ...limits,
    TaskInvocationParameters: { RunCommand: { Parameters: { commands: ['x'] }, TimeoutSeconds: 172_800 } } }
  for (const Priority of [1, 2]) await ssm.registerTaskWithMaintenanceWindow({ ...command, Priority })
  await cloud.clock.advance('130m')
  const { executions: [skipped, running] } = await history(ssm, WindowId)
  assert.deepEqual([skipped!.Status, running!.Status], ['SKIPPED_OVERLAPPING', 'IN_PROGRESS'])
  const WindowExecutionId = running!.WindowExecutionId!
  await ssm.cancelMaintenanceWindowExecution({ WindowExecutionId })
  await cloud.clock.advance('1m')
  const tasks = async () => (await ssm.describeMaintenanceWindowExecutionTasks({ WindowExecutionId })).WindowExecutionTaskIdentities!
    .map(({ Status }) => Status)
  assert.deepEqual(await tasks(), ['IN_PROGRESS', 'CANCELLED'])
  const { Commands: [sent] = [] } = await ssm.listCommands({})
  await control(cloud, 'answer-command', { commandId: sent!.CommandId, instanceId })
  await cloud.clock.advance('6m')
  assert.deepEqual([await tasks(), (await ssm.getMaintenanceWindowExecution({ WindowExecutionId })).Status],
    [['SUCCESS', 'CANCELLED'], 'CANCELLED'])
})
