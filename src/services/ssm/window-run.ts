// A maintenance window while it is open: tasks by priority, those of one priority together, each of them for one target after the other;
// nothing begins after the cutoff. Every look at it is a timer; what runs is asked how far it is, at growing intervals.
// Source: "AWS Systems Manager Maintenance Windows" and RegisterTaskWithMaintenanceWindow (Priority, MaxErrors, CutoffBehavior), Systems
// Manager User Guide and API Reference.

import type { Target } from '../../../generated/aws/ssm.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { tell } from './event.ts'
import { nodesOfTargets } from './managed-node.ts'
import { MaintenanceWindow, plan, tasksOf, WindowTarget, WindowTask } from './maintenance-window.ts'
import { membersOf } from './resource-group.ts'
import { Execution, Invocation, TaskExecution } from './window-execution.ts'
import type { RunStatus } from './window-execution.ts'
import { cancelInvocation, invokeTask, outcomeOf } from './window-invocation.ts'

const hourMs = 3_600_000
const firstLookMs = 5_000
const longestLookMs = 5 * 60_000

/** Timer: a window opens. One that is still at work is not disturbed. */
export function openWindow(_payload: unknown, call: Call, { id }: { readonly id: string }): void {
  const window = call.of(MaintenanceWindow).get(id)
  if (window === undefined || !window.enabled) return
  const now = call.now()
  const endsAt = now + window.durationHours * hourMs
  const times = { window: id, startedAt: now, endsAt, cutoffAt: endsAt - window.cutoffHours * hourMs }
  const isBusy = [...call.of(Execution).by('window').scan({ within: [id], reverse: true })].some(({ endedAt }) => endedAt === undefined)
  const status = isBusy ? 'SKIPPED_OVERLAPPING' : 'IN_PROGRESS'
  const execution = call.of(Execution).insert({ id: call.uuid(), ...times, status, ...(isBusy && { endedAt: now }) })
  announce(execution, call)
  plan(window, call)
  if (isBusy) return
  const tasks = tasksOf(id, call).sort((a, b) => (a.Priority ?? 1) - (b.Priority ?? 1))
  for (const [order, task] of tasks.entries()) {
    call.of(TaskExecution).insert({
      execution: execution.id, id: call.uuid(), task: task.WindowTaskId, arn: task.TaskArn ?? '', kind: task.Type!, order,
      priority: task.Priority ?? 1, maxConcurrency: task.MaxConcurrency ?? '1', maxErrors: task.MaxErrors ?? '1',
      parameters: task.TaskParameters ?? {}, cancelsAtCutoff: task.CutoffBehavior === 'CANCEL_TASK', status: 'PENDING',
      ...(task.ServiceRoleArn !== undefined && { role: task.ServiceRoleArn }),
    })
  }
  call.setTimer('window-step', execution.id, now, { looks: 0 })
}

function announce({ id, window, status, startedAt, endedAt }: Execution, call: Call): void {
  const time = (at: number) => new Date(at).toISOString()
  tell('Maintenance Window Execution State-change Notification', {
    'window-id': window, 'window-execution-id': id, status, 'start-time': time(startedAt),
      ...(endedAt !== undefined && { 'end-time': time(endedAt) }),
  }, [MaintenanceWindow.arnOf(call, { id: window })], call)
}

/** Timer: looks at what runs, begins what may begin, and ends what is through. */
export async function stepWindow({ looks }: { readonly looks: number }, call: Call,
  { id }: { readonly id: string }): Promise<void> {
  const execution = call.of(Execution).get(id)
  if (execution === undefined || execution.endedAt !== undefined) return
  const isCancelled = execution.status === 'CANCELLING'
  for (const task of runsOf(id, call)) if (task.status === 'IN_PROGRESS') await look(task, execution, call)
  const now = call.now()
  const isCut = now >= execution.cutoffAt
  if (isCancelled || isCut) stopPending(id, isCancelled ? 'CANCELLED' : 'TIMED_OUT', call)
  else await beginNext(execution, call)
  call.transact(() => { conclude(execution, looks, call) })
}

function runsOf(id: string, call: Call): TaskExecution[] {
  return [...call.of(TaskExecution).by('order').scan({ within: [id] })]
}

/** Ends the execution when all its tasks have ended, else looks again later, and at the cutoff. */
function conclude({ id, cutoffAt }: Execution, looks: number, call: Call): void {
  const execution = call.of(Execution).get(id)!
  const tasks = runsOf(id, call)
  const now = call.now()
  if (tasks.some(({ status }) => status === 'PENDING' || status === 'IN_PROGRESS')) {
    const later = now + Math.min(longestLookMs, firstLookMs * 2 ** looks)
    call.setTimer('window-step', id, now < cutoffAt ? Math.min(later, cutoffAt) : later, { looks: looks + 1 })
    return
  }
  const statuses = tasks.map(({ status }) => status)
  const worst = (['FAILED', 'TIMED_OUT', 'CANCELLED'] as const).find(status => statuses.includes(status))
  const status: RunStatus = execution.status === 'CANCELLING' ? 'CANCELLED' : worst ?? 'SUCCESS'
  const details = tasks.length === 0 ? { details: 'No tasks to execute' } : {}
  const ended = call.of(Execution).put({ ...execution, status, endedAt: now, ...details })
  announce(ended, call)
}

function stopPending(id: string, status: 'CANCELLED' | 'TIMED_OUT', call: Call): void {
  call.transact(() => {
    for (const task of runsOf(id, call)) {
      for (const each of [...call.of(Invocation).by('order').scan({ within: [id, task.id] })]) {
        if (each.status === 'PENDING') call.of(Invocation).put({ ...each, status, endedAt: call.now() })
      }
      if (task.status === 'PENDING') endTask(task, status, call)
      else if (task.status === 'IN_PROGRESS') settle(task, call)
    }
  })
}

function endTask(task: TaskExecution, status: RunStatus, call: Call, details?: string): void {
  const ended = call.of(TaskExecution).put({ ...task, status, endedAt: call.now(), ...(details !== undefined && { details }) })
  announceTask(ended, call)
}

function announceTask({ execution, id, status }: TaskExecution, call: Call): void {
  const { window } = call.of(Execution).get(execution)!
  tell('Maintenance Window Task Execution State-change Notification',
    { 'window-id': window, 'window-execution-id': execution, 'task-execution-id': id, status },
      [MaintenanceWindow.arnOf(call, { id: window })], call)
}

/** Tasks of the lowest number that have not ended, once those before them have. */
async function beginNext(execution: Execution, call: Call): Promise<void> {
  for (;;) {
    const tasks = runsOf(execution.id, call)
    const open = tasks.filter(({ status }) => status === 'PENDING' || status === 'IN_PROGRESS')
    const next = open.filter(({ priority, status }) => status === 'PENDING' && priority === open[0]!.priority)
    if (next.length === 0) return
    for (const task of next) await begin(task, execution, call)
  }
}

/** Makes the invocations of a task and begins the first. */
async function begin(task: TaskExecution, execution: Execution, call: Call): Promise<void> {
  const registered = call.of(WindowTask).get(task.task)
  const wanted = registered === undefined ? [] : await invocationsOf(registered, call)
  call.transact(() => {
    const started = call.of(TaskExecution).put({ ...task, status: 'IN_PROGRESS', startedAt: call.now() })
    announceTask(started, call)
    if (wanted.length === 0) endTask(started, 'FAILED', call, 'No invocations to execute')
    for (const [order, about] of wanted.entries()) {
      call.of(Invocation).insert({ execution: execution.id, task: task.id, id: call.uuid(), order, kind: task.kind, status: 'PENDING',
        ...about })
    }
  })
  await look(call.of(TaskExecution).get(execution.id, task.id)!, execution, call)
}

type About = Pick<Invocation, 'owner' | 'windowTarget' | 'target'>

/** A command has one for each target of the window; other kinds have one for each resource, or one where they have no targets. */
async function invocationsOf(task: WindowTask, call: Call): Promise<About[]> {
  const targets = task.Targets ?? []
  if (targets.length === 0) return [{}]
  const ids = targets.filter(({ Key }) => Key === 'WindowTargetIds').flatMap(({ Values }) => Values ?? [])
  const registered = ids.flatMap(id => call.of(WindowTarget).get(id) ?? [])
  const direct = targets.filter(({ Key }) => Key !== 'WindowTargetIds')
  const groups = [...registered, ...direct.length > 0 ? [{ Targets: direct, WindowTargetId: undefined, OwnerInformation: undefined }] : []]
  const found: About[] = []
  for (const { Targets: each = [], WindowTargetId: id, OwnerInformation: owner } of groups) {
    const about = { ...(id !== undefined && { windowTarget: id }), ...(owner !== undefined && { owner }) }
    const resources = await resourcesMeant(each, call)
    if (task.Type === 'RUN_COMMAND') found.push(...resources.length > 0 ? [{ ...about, target: JSON.stringify(each) }] : [])
    else found.push(...resources.map(target => ({ ...about, target })))
  }
  return found
}

/** Ids of nodes, or ARNs of a group's resources. */
async function resourcesMeant(targets: readonly Target[], call: Call): Promise<string[]> {
  const groups = targets.filter(({ Key }) => Key === 'resource-groups:Name').flatMap(({ Values }) => Values ?? [])
  if (groups.length === 0) return (await nodesOfTargets(targets, call)).map(({ id }) => id)
  return (await Promise.all(groups.map(async group => membersOf(group, call)))).flat()
}

/** How far the invocations of a task are; begins the next as far as its limits allow, before the cutoff. */
async function look(task: TaskExecution, execution: Execution, call: Call): Promise<void> {
  const all = () => [...call.of(Invocation).by('order').scan({ within: [execution.id, task.id] })]
  for (const invocation of all().filter(({ status }) => status === 'IN_PROGRESS')) {
    await ask(invocation, call.now() >= execution.cutoffAt && task.cancelsAtCutoff, call)
  }
  const registered = call.of(WindowTask).get(task.task)
  for (let isOpen = true; isOpen;) {
    const several = all()
    const count = (status: RunStatus) => several.filter(each => each.status === status).length
    const next = several.find(({ status }) => status === 'PENDING')
    const errors = count('FAILED') + count('TIMED_OUT')
    isOpen = next !== undefined && registered !== undefined && call.now() < execution.cutoffAt
      && call.of(Execution).get(execution.id)!.status === 'IN_PROGRESS'
      && count('IN_PROGRESS') < limitOf(task.maxConcurrency, several.length, 1) && errors <= limitOf(task.maxErrors, several.length, 0)
    if (isOpen) await start(next!, registered!, execution, call)
    else if (next !== undefined && errors > limitOf(task.maxErrors, several.length, 0)) giveUp(several, call)
  }
  call.transact(() => { settle(call.of(TaskExecution).get(execution.id, task.id)!, call) })
}

/** `10`, or `25%` of all. */
function limitOf(text: string, all: number, least: number): number {
  const number = Number.parseInt(text, 10)
  return Math.max(least, text.endsWith('%') ? Math.floor(all * number / 100) : number)
}

function giveUp(invocations: readonly Invocation[], call: Call): void {
  call.transact(() => {
    for (const each of invocations) {
      if (each.status === 'PENDING') call.of(Invocation).put({ ...each, status: 'CANCELLED', endedAt: call.now(),
        details: 'Too many errors' })
    }
  })
}

/** Keeps what has become of an invocation, and tells of it. */
function keep(invocation: Invocation, call: Call): void {
  const { execution, task, id, status, owner, windowTarget } = call.of(Invocation).put(invocation)
  const { window } = call.of(Execution).get(execution)!
  tell('Maintenance Window Task Target Invocation State-change Notification', {
    'window-id': window, 'window-execution-id': execution, 'task-execution-id': task, 'invocation-id': id, status,
    ...(windowTarget !== undefined && { 'window-target-id': windowTarget }), ...(owner !== undefined && { 'owner-information': owner }),
  }, [MaintenanceWindow.arnOf(call, { id: window })], call)
}

async function start(invocation: Invocation, task: WindowTask, execution: Execution, call: Call): Promise<void> {
  const { target } = invocation
  const startedAt = call.now()
  const targets = task.Type === 'RUN_COMMAND' && target !== undefined ? JSON.parse(target) as Target[] : []
  const outcome = await invokeTask({ task, execution: execution.id, invocation, targets }, call)
  call.transact(() => {
    keep({ ...invocation, ...outcome, startedAt, ...(outcome.status !== 'IN_PROGRESS' && { endedAt: call.now() }) }, call)
  })
}

/** What cannot be asked any more has failed. */
async function ask(invocation: Invocation, isCancelling: boolean, call: Call): Promise<void> {
  try {
    if (isCancelling) await cancelInvocation(invocation, call)
    const said = await outcomeOf(invocation, call)
    const outcome = isCancelling && said?.status !== 'SUCCESS' ? { status: 'TIMED_OUT' as const } : said
    if (outcome !== undefined) call.transact(() => { keep({ ...invocation, ...outcome, endedAt: call.now() }, call) })
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    const details = `${error.code}: ${error.message}`.slice(0, 250)
    call.transact(() => { keep({ ...invocation, status: 'FAILED', details, endedAt: call.now() }, call) })
  }
}

/** A task has ended when all its invocations have. */
function settle(task: TaskExecution, call: Call): void {
  if (task.status !== 'IN_PROGRESS') return
  const statuses = [...call.of(Invocation).by('order').scan({ within: [task.execution, task.id] })].map(({ status }) => status)
  if (statuses.some(status => status === 'PENDING' || status === 'IN_PROGRESS')) return
  const worst = (['FAILED', 'TIMED_OUT', 'CANCELLED'] as const).find(status => statuses.includes(status))
  endTask(task, worst ?? 'SUCCESS', call)
}

export const windowTimers = { window: openWindow, 'window-step': stepWindow }
