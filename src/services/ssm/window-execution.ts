// What maintenance windows did: executions, the tasks of each, and the invocations of each task. Who makes them is `window-run.ts`.
// Source: DescribeMaintenanceWindowExecutions, GetMaintenanceWindowExecutionTask and their kin, Systems Manager API Reference.

import type { MaintenanceWindowFilter, MaintenanceWindowTaskParameterValueExpression, Ssm } from '../../../generated/aws/ssm.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { checkKeys } from './maintenance-window.ts'
import { dateAt } from './window-schedule.ts'

export type RunStatus = 'PENDING' | 'IN_PROGRESS' | 'SUCCESS' | 'FAILED' | 'TIMED_OUT' | 'CANCELLING' | 'CANCELLED' | 'SKIPPED_OVERLAPPING'

interface Run {
  readonly status: RunStatus
  readonly details?: string
  readonly startedAt?: number
  readonly endedAt?: number
}

export interface Execution extends Run {
  readonly id: string
  readonly window: string
  readonly startedAt: number
  readonly cutoffAt: number
  readonly endsAt: number
}

export const Execution = records<Execution>({
  name: 'WindowExecution', key: 'id', indexes: { window: ({ window, startedAt }) => [window, startedAt] },
})

export interface TaskExecution extends Run {
  readonly execution: string
  readonly id: string
  /** Of the registered task that it is a run of. */
  readonly task: string
  readonly arn: string
  readonly kind: string
  readonly priority: number
  readonly order: number
  readonly maxConcurrency: string
  readonly maxErrors: string
  readonly role?: string
  readonly parameters: Readonly<Record<string, MaintenanceWindowTaskParameterValueExpression>>
  readonly cancelsAtCutoff: boolean
}

export const TaskExecution = records<TaskExecution>({
  name: 'WindowTaskExecution', key: ['execution', 'id'], indexes: { order: ({ execution, order }) => [execution, order] },
})

export interface Invocation extends Run {
  readonly execution: string
  readonly task: string
  readonly id: string
  readonly order: number
  readonly kind: string
  /** What the callee calls it: a command's id, an execution's. */
  readonly calleeId?: string
  /** As they were sent, JSON. */
  readonly parameters?: string
  readonly owner?: string
  readonly windowTarget?: string
  /** What it is for: the node's id, or the targets of a command. */
  readonly target?: string
}

export const Invocation = records<Invocation>({
  name: 'WindowInvocation', key: ['execution', 'task', 'id'], indexes: { order: ({ execution, task, order }) => [execution, task, order] },
})

/** @throws DoesNotExistException */
export function requireExecution(id: string, call: Call): Execution {
  const found = call.of(Execution).get(id)
  if (found !== undefined) return found
  throw call.fault('DoesNotExistException', `Maintenance window execution ${id} does not exist.`)
}

function requireTaskExecution(execution: string, id: string, call: Call): TaskExecution {
  requireExecution(execution, call)
  const found = call.of(TaskExecution).get(execution, id)
  if (found !== undefined) return found
  throw call.fault('DoesNotExistException', `Task execution ${id} does not exist in maintenance window execution ${execution}.`)
}

function shownRun({ status, details, startedAt, endedAt }: Run) {
  return {
    Status: status, ...(details !== undefined && { StatusDetails: details }), ...(startedAt !== undefined && { StartTime: startedAt }),
    ...(endedAt !== undefined && { EndTime: endedAt }),
  }
}

/** The newest first. */
export const DescribeMaintenanceWindowExecutions: Ssm['DescribeMaintenanceWindowExecutions'] = function* (input, call) {
  const { WindowId: window, Filters: filters = [] } = input
  checkKeys(filters, ['ExecutedBefore', 'ExecutedAfter'], call)
  for (const execution of call.of(Execution).by('window').scan({ within: [window], reverse: true })) {
    const isMeant = filters.every(({ Key: key, Values: [value = ''] = [] }) => {
      const at = dateAt(value) ?? 0
      return key === 'ExecutedBefore' ? execution.startedAt < at : execution.startedAt > at
    })
    if (isMeant) yield { WindowId: window, WindowExecutionId: execution.id, ...shownRun(execution) }
  }
}

export const GetMaintenanceWindowExecution: Ssm['GetMaintenanceWindowExecution'] = ({ WindowExecutionId: id }, call) => {
  const execution = requireExecution(id, call)
  const tasks = [...call.of(TaskExecution).by('order').scan({ within: [id] })]
  return { WindowExecutionId: id, TaskIds: tasks.map(task => task.id), ...shownRun(execution) }
}

function isOfStatus(filters: readonly MaintenanceWindowFilter[], { status }: Run): boolean {
  return filters.every(({ Values: values = [] }) => values.includes(status))
}

export const DescribeMaintenanceWindowExecutionTasks: Ssm['DescribeMaintenanceWindowExecutionTasks'] = function* (input, call) {
  const { WindowExecutionId: id, Filters: filters = [] } = input
  requireExecution(id, call)
  checkKeys(filters, ['STATUS'], call)
  for (const task of call.of(TaskExecution).by('order').scan({ within: [id] })) {
    if (!isOfStatus(filters, task)) continue
    yield { WindowExecutionId: id, TaskExecutionId: task.id, TaskArn: task.arn, TaskType: task.kind, ...shownRun(task) }
  }
}

export const GetMaintenanceWindowExecutionTask: Ssm['GetMaintenanceWindowExecutionTask'] = ({ WindowExecutionId: id, TaskId: taskId },
  call) => {
  const task = requireTaskExecution(id, taskId, call)
  return {
    WindowExecutionId: id, TaskExecutionId: task.id, TaskArn: task.arn, Type: task.kind, Priority: task.priority,
    MaxConcurrency: task.maxConcurrency, MaxErrors: task.maxErrors, TaskParameters: [task.parameters], ...shownRun(task),
    ...(task.role !== undefined && { ServiceRole: task.role }),
  }
}

function shownInvocation(invocation: Invocation) {
  const { execution, task, id, kind, calleeId, parameters, owner, windowTarget } = invocation
  return {
    WindowExecutionId: execution, TaskExecutionId: task, InvocationId: id, TaskType: kind, ...shownRun(invocation),
    ...(calleeId !== undefined && { ExecutionId: calleeId }), ...(parameters !== undefined && { Parameters: parameters }),
    ...(owner !== undefined && { OwnerInformation: owner }), ...(windowTarget !== undefined && { WindowTargetId: windowTarget }),
  }
}

export const DescribeMaintenanceWindowExecutionTaskInvocations: Ssm['DescribeMaintenanceWindowExecutionTaskInvocations'] =
  function* ({ WindowExecutionId: id, TaskId: taskId, Filters: filters = [] }, call) {
    requireTaskExecution(id, taskId, call)
    checkKeys(filters, ['STATUS'], call)
    for (const invocation of call.of(Invocation).by('order').scan({ within: [id, taskId] })) {
      if (isOfStatus(filters, invocation)) yield shownInvocation(invocation)
    }
  }

export const GetMaintenanceWindowExecutionTaskInvocation: Ssm['GetMaintenanceWindowExecutionTaskInvocation'] = (input, call) => {
  const { WindowExecutionId: id, TaskId: taskId, InvocationId: invocationId } = input
  requireTaskExecution(id, taskId, call)
  const found = call.of(Invocation).get(id, taskId, invocationId)
  if (found === undefined) throw call.fault('DoesNotExistException',
    `Invocation ${invocationId} does not exist in task execution ${taskId}.`)
  return shownInvocation(found)
}

/** What runs goes on to its end; what has not begun is cancelled when the run looks next, which is at once. */
export const CancelMaintenanceWindowExecution: Ssm['CancelMaintenanceWindowExecution'] = ({ WindowExecutionId: id }, call) => {
  const execution = requireExecution(id, call)
  if (execution.status !== 'PENDING' && execution.status !== 'IN_PROGRESS') {
    throw call.fault('DoesNotExistException', `Maintenance window execution ${id} is not in progress.`)
  }
  call.of(Execution).put({ ...execution, status: 'CANCELLING' })
  call.setTimer('window-step', id, call.now(), { looks: 0 })
  return { WindowExecutionId: id }
}
