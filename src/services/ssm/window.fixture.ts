// What the tests of maintenance windows share: a window that opens every hour, on the hour.

import type { CreateMaintenanceWindowCommandInput, SSM } from '@aws-sdk/client-ssm'
import { Cloud } from '../../index.ts'
import type { TestContext } from 'node:test'
import { clientOf } from './account.fixture.ts'

export const startAt = Date.parse('2026-12-01T00:30:00Z')

/** A cloud whose clock stands at half past midnight. */
export async function atHalfPast(t: TestContext): Promise<{ cloud: Cloud, ssm: SSM }> {
  const cloud = await Cloud.open({ seed: t.name, now: startAt })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  return { cloud, ssm: clientOf(cloud) }
}

/** @returns the id of a window of two hours, that opens every other hour */
export async function madeWindow(ssm: SSM, more: Partial<CreateMaintenanceWindowCommandInput> = {}): Promise<string> {
  const { WindowId } = await ssm.createMaintenanceWindow({
    Name: 'nightly', Schedule: 'cron(0 0/2 * * ? *)', Duration: 2, Cutoff: 1, AllowUnassociatedTargets: true, ...more,
  })
  return WindowId!
}

/** The newest execution of a window, its tasks, and the invocations of each. */
export async function history(ssm: SSM, WindowId: string) {
  const { WindowExecutions: executions = [] } = await ssm.describeMaintenanceWindowExecutions({ WindowId })
  const WindowExecutionId = executions[0]?.WindowExecutionId ?? ''
  const { WindowExecutionTaskIdentities: tasks = [] } = await ssm.describeMaintenanceWindowExecutionTasks({ WindowExecutionId })
  const invocations = []
  for (const { TaskExecutionId: TaskId } of tasks) {
    const { WindowExecutionTaskInvocationIdentities: several = [] } =
      await ssm.describeMaintenanceWindowExecutionTaskInvocations({ WindowExecutionId, TaskId: TaskId! })
    invocations.push(several)
  }
  return { executions, tasks, invocations }
}
