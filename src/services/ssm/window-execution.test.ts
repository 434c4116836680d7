// What is told of executions.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, refused } from './account.fixture.ts'
import { atHalfPast, history, madeWindow } from './window.fixture.ts'

test('executions, tasks and invocations one by one', async t => {
  const { ssm, cloud } = await atHalfPast(t)
  const WindowId = await madeWindow(ssm)
  const TaskArn = `arn:aws:lambda:us-east-1:${account}:function:none`
  await ssm.registerTaskWithMaintenanceWindow({ WindowId, TaskType: 'LAMBDA', TaskArn, Priority: 3 })
  await cloud.clock.advance('4h')
  const { executions, tasks: [task], invocations: [[invocation] = []] } = await history(ssm, WindowId)
  assert.equal(executions.length, 2)
  const { WindowExecutionId = '' } = executions[0]!
  const TaskId = task!.TaskExecutionId!
  assert.deepEqual((await ssm.getMaintenanceWindowExecution({ WindowExecutionId })).TaskIds, [TaskId])
  const { Priority, Type, MaxErrors } = await ssm.getMaintenanceWindowExecutionTask({ WindowExecutionId, TaskId })
  assert.deepEqual([Priority, Type, MaxErrors], [3, 'LAMBDA', '1'])
  const { InvocationId = '' } = invocation!
  assert.equal((await ssm.getMaintenanceWindowExecutionTaskInvocation({ WindowExecutionId, TaskId, InvocationId })).Status, 'FAILED')
  const { WindowExecutions: early } = await ssm.describeMaintenanceWindowExecutions({ WindowId,
    Filters: [{ Key: 'ExecutedBefore', Values: ['2026-12-01T03:00:00Z'] }] })
  assert.equal(early!.length, 1)
  const { WindowExecutionTaskIdentities: good } = await ssm.describeMaintenanceWindowExecutionTasks({ WindowExecutionId,
    Filters: [{ Key: 'STATUS', Values: ['SUCCESS'] }] })
  assert.deepEqual(good, [])
  await refused(ssm.getMaintenanceWindowExecution({ WindowExecutionId: TaskId }), 'DoesNotExistException')
  await refused(ssm.cancelMaintenanceWindowExecution({ WindowExecutionId }), 'DoesNotExistException', /not in progress/)
})
