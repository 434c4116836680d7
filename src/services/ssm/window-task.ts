// Tasks of maintenance windows: a command, a runbook, a function or a state machine, and what it is for.
// Source: RegisterTaskWithMaintenanceWindow and its kin, Systems Manager API Reference.

import type { GetMaintenanceWindowTaskResult, Ssm } from '../../../generated/aws/ssm.ts'
import type { Call } from '../../kernel/service.ts'
import { tell } from './event.ts'
import { checkKeys, MaintenanceWindow, tasksOf, WindowTask } from './maintenance-window.ts'
import { requireTarget } from './window-target.ts'

const mostTasks = 100
const members = { RUN_COMMAND: 'RunCommand', AUTOMATION: 'Automation', LAMBDA: 'Lambda', STEP_FUNCTIONS: 'StepFunctions' } as const

export type TaskKind = keyof typeof members

export const RegisterTaskWithMaintenanceWindow: Ssm['RegisterTaskWithMaintenanceWindow'] = (input, call) => {
  const { ClientToken: _, TaskType: type, ...given } = input
  call.of(MaintenanceWindow).require(given.WindowId)
  if (tasksOf(given.WindowId, call).length >= mostTasks) {
    throw call.fault('ResourceLimitExceededException', `There are ${mostTasks} tasks of the maintenance window already.`)
  }
  const task = completed({ Priority: 1, CutoffBehavior: 'CONTINUE_TASK', ...given, Type: type, WindowTaskId: call.uuid() })
  check(task, call)
  call.of(WindowTask).insert(task)
  announce(task, 'REGISTERED', call)
  return { WindowTaskId: task.WindowTaskId }
}

/** A task without targets has a placeholder for its limits. */
function completed(task: WindowTask): WindowTask {
  return (task.Targets ?? []).length > 0 ? task : { ...task, MaxConcurrency: '1', MaxErrors: '1' }
}

/** @throws ValidationException, DoesNotExistException */
function check(task: WindowTask, call: Call): void {
  const { WindowId: id, Type: type, Targets: targets = [], TaskInvocationParameters: parameters = {}, MaxConcurrency, MaxErrors } = task
  const invalid = (message: string) => call.fault('ValidationException', message)
  if (type === 'RUN_COMMAND' && targets.length === 0) throw invalid('A task of type RUN_COMMAND needs targets.')
  if (targets.length > 0 && (MaxConcurrency === undefined || MaxErrors === undefined)) {
    throw invalid('MaxConcurrency and MaxErrors are required for a task that has targets.')
  }
  const other = Object.keys(parameters).find(member => member !== members[type as TaskKind])
  if (other !== undefined) throw invalid(`The parameters ${other} do not fit a task of type ${type!}.`)
  for (const { Key: key = '', Values: values = [] } of targets) {
    if (key === 'WindowTargetIds') for (const target of values) requireTarget(id, target, call)
    else if (!/^(InstanceIds|tag-key|tag:.+|resource-groups:.+)$/.test(key)) throw invalid(`The target key ${key} is not valid.`)
    else if (!call.of(MaintenanceWindow).require(id).allowsUnassociated) {
      throw invalid('The maintenance window does not allow targets that are not registered with it. Use WindowTargetIds.')
    }
  }
}

function announce({ WindowId: id, WindowTaskId: task }: WindowTask, status: string, call: Call): void {
  tell('Maintenance Window Task Registration Notification', { 'window-id': id, 'window-task-id': task, status },
    [MaintenanceWindow.arnOf(call, { id })], call)
}

/** @throws DoesNotExistException */
function requireTask(id: string, task: string, call: Call): WindowTask {
  call.of(MaintenanceWindow).require(id)
  const found = call.of(WindowTask).get(task)
  if (found?.WindowId === id) return found
  throw call.fault('DoesNotExistException', `Task ${task} does not exist in maintenance window ${id}.`)
}

export const DeregisterTaskFromMaintenanceWindow: Ssm['DeregisterTaskFromMaintenanceWindow'] = (input, call) => {
  const { WindowId: id, WindowTaskId: taskId } = input
  const task = requireTask(id, taskId, call)
  call.of(WindowTask).delete(taskId)
  announce(task, 'DEREGISTERED', call)
  return { WindowId: id, WindowTaskId: taskId }
}

export const UpdateMaintenanceWindowTask: Ssm['UpdateMaintenanceWindowTask'] = ({ Replace: isReplacing = false, ...given }, call) => {
  const before = requireTask(given.WindowId, given.WindowTaskId, call)
  const named = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const { WindowId, WindowTaskId, Type } = before
  if (isReplacing && given.TaskArn === undefined) throw call.fault('ValidationException',
    'Replace needs what a registration needs: TaskArn.')
  const after = completed(isReplacing ? { WindowId, WindowTaskId, Type: Type!, Priority: 1, CutoffBehavior: 'CONTINUE_TASK', ...named }
    : { ...before, ...named })
  check(after, call)
  call.of(WindowTask).put(after)
  announce(after, 'UPDATED', call)
  const { Type: _, ...shown } = after
  return shown
}

export const GetMaintenanceWindowTask: Ssm['GetMaintenanceWindowTask'] = ({ WindowId: id, WindowTaskId: task },
  call): GetMaintenanceWindowTaskResult => {
  const { Type, TaskInvocationParameters, TaskParameters, ...rest } = requireTask(id, task, call)
  return { ...rest, TaskType: Type!, TaskParameters: TaskParameters ?? {}, TaskInvocationParameters: TaskInvocationParameters ?? {} }
}

export const DescribeMaintenanceWindowTasks: Ssm['DescribeMaintenanceWindowTasks'] = function* (input, call) {
  const { WindowId: id, Filters: filters = [] } = input
  call.of(MaintenanceWindow).require(id)
  checkKeys(filters, ['WindowTaskId', 'TaskArn', 'Priority', 'TaskType'], call)
  for (const task of tasksOf(id, call)) {
    const value = (key: string) => String(task[(key === 'TaskType' ? 'Type' : key) as 'Type'])
    if (!filters.every(({ Key: key = '', Values: values = [] }) => values.includes(value(key)))) continue
    const { TaskInvocationParameters: _, ...shown } = task
    yield shown
  }
}
