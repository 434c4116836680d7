// Associations are applied: on making and change, by their schedules, or at once by request. Documents of commands go to nodes, runbooks
// are
// executions of Automation; both tell when they are over.
// Source: "Understanding targets and rate controls in State Manager associations", "About scheduling", Systems Manager User Guide.

import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { reportCompliance } from './association-compliance.ts'
import { nextRun } from './association-schedule.ts'
import { announceAssociation, announceTarget } from './association-notice.ts'
import { Association, Execution, ExecutionTarget, isRunning, settingsOf } from './association.ts'
import type { Settings } from './association.ts'
import { Automation, isOver, stepsOf } from './automation.ts'
import { send } from './command-send.ts'
import { Command, invocationsOf, statusOf } from './command.ts'
import { runnable } from './document.ts'
import { nodesOfTargets } from './managed-node.ts'
import { withoutGroups } from './resource-group.ts'

/** Sets the timer for the next time, and applies a new version at once where its schedule does not say otherwise. */
export function plan(association: Association, isNew: boolean, call: Call): void {
  const settings = settingsOf(association, call)!
  const { ApplyOnlyAtCronInterval: only = false, ScheduleExpression: expression } = settings
  const next = nextRun(settings, call.now(), association.updatedAt, call)
  const atOnce = isNew && !(only && expression !== undefined) && !(expression?.startsWith('at(') ?? false)
  if (next === undefined) call.cancelTimer('association', association.id)
  else call.setTimer('association', association.id, next)
  if (atOnce) call.setTimer('association-once', association.id, call.now())
}

/** Timer: a scheduled time. */
export async function runScheduled(_payload: unknown, call: Call, { id }: { readonly id: string }): Promise<void> {
  const association = call.of(Association).get(id)
  if (association === undefined) return
  const next = nextRun(settingsOf(association, call)!, call.now(), association.updatedAt, call)
  if (next !== undefined) call.setTimer('association', id, next)
  await apply(association, call)
}

/** Timer: outside of its schedule. */
export async function runOnce(_payload: unknown, call: Call, { id }: { readonly id: string }): Promise<void> {
  const association = call.of(Association).get(id)
  if (association !== undefined) await apply(association, call)
}

async function apply(association: Association, call: Call): Promise<void> {
  const settings = settingsOf(association, call)!
  const calendars = settings.CalendarNames ?? []
  if (calendars.length > 0 && (await call.to('ssm').GetCalendarState({ CalendarNames: calendars })).State === 'CLOSED') return
  const executionId = call.uuid()
  try {
    const document = await runnable(settings.Name, { version: settings.DocumentVersion }, call)
    if (document.type === 'Automation') {
      const automationId = await startRunbook(settings, call)
      call.transact(() => { begin(association, executionId, { automationId }, call) })
      return
    }
    const targets = settings.Targets ?? [{ Key: 'InstanceIds', Values: [settings.InstanceId!] }]
    const nodes = await nodesOfTargets(await withoutGroups(targets, call), call)
    call.transact(() => {
      const { OutputS3BucketName, OutputS3KeyPrefix, OutputS3Region } = settings.OutputLocation?.S3Location ?? {}
      const command = nodes.length === 0 ? undefined : send({
        DocumentName: settings.Name, Targets: targets, Comment: association.id,
          ...pick(settings, 'Parameters', 'MaxConcurrency', 'MaxErrors'),
        ...pick({ OutputS3BucketName, OutputS3KeyPrefix, OutputS3Region }, 'OutputS3BucketName', 'OutputS3KeyPrefix', 'OutputS3Region'),
      }, document, nodes, call)
      if (command !== undefined) call.of(Command).put({ ...call.of(Command).get(command.CommandId!)!, associationId: association.id })
      begin(association, executionId, command === undefined ? {} : { commandId: command.CommandId! }, call)
    })
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    const details = /Parameters/.test(error.code) ? 'InvalidAutomationParameters' : error.code
    call.transact(() => { begin(association, executionId, { status: 'Failed', details }, call) })
  }
}

function pick<T extends object, K extends keyof T>(from: T, ...names: readonly K[]): { [N in K]?: Exclude<T[N], undefined> } {
  return Object.fromEntries(names.filter(name => from[name] !== undefined).map(name => [name, from[name]])) as { [N in K]?: Exclude<T[N],
    undefined> }
}

async function startRunbook(settings: Settings, call: Call): Promise<string> {
  const { AutomationTargetParameterName: parameter, Targets, TargetMaps } = settings
  const { AutomationExecutionId: id } = await call.to('ssm').StartAutomationExecution({
    DocumentName: settings.Name, ...pick(settings, 'DocumentVersion', 'Parameters', 'MaxConcurrency', 'MaxErrors'),
    ...(parameter !== undefined && Targets !== undefined && { TargetParameterName: parameter, Targets }),
    ...(TargetMaps !== undefined && { TargetMaps }),
  })
  return id!
}

function begin(association: Association, id: string, more: Partial<Execution>, call: Call): void {
  const execution = call.of(Execution).put({
    associationId: association.id, id, sequence: call.sequence(), version: association.latest, createdAt: call.now(), status: 'Pending',
    details: 'Creating', ...more,
  })
  const { automationId } = execution
  if (automationId !== undefined) call.of(Automation).put({ ...call.of(Automation).get(automationId)!, associationId: association.id })
  const now = call.of(Association).get(association.id)
  if (now !== undefined) call.of(Association).put({ ...now, lastExecutionId: id, lastExecutedAt: call.now() })
  announceAssociation(association, execution, call)
  look(execution, call)
}

/** Timer: a command or an execution of Automation has moved on. */
export function lookAgain(_payload: unknown, call: Call, { id }: { readonly id: string }): void {
  for (const execution of [...call.of(Execution).scan({ within: [id] })]) if (isRunning(execution.status)) look(execution, call)
}

/** Takes over how far its targets are, and comes to its end with the last of them. */
function look(execution: Execution, call: Call): void {
  const association = call.of(Association).get(execution.associationId)
  if (association === undefined) return
  const targets = targetsOf(execution, call)
  for (const target of targets) {
    const before = call.of(ExecutionTarget).get(execution.id, target.resourceId)
    if (before?.status === target.status) continue
    call.of(ExecutionTarget).put(target)
    announceTarget(target, association, call)
    if (!isRunning(target.status)) reportCompliance(target, association, call)
  }
  const given = isRunning(execution.status) ? outcomeOf(execution, targets, call) : { status: execution.status, details: execution.details }
  const now = call.of(Execution).put({ ...execution, ...given, ...(!isRunning(given.status) && { endedAt: call.now() }) })
  if (now.status === 'Success') call.of(Association).put({ ...association, lastSuccessAt: call.now() })
  if (now.status !== execution.status) announceAssociation(association, now, call)
}

function targetsOf({ id, commandId, automationId }: Execution, call: Call): ExecutionTarget[] {
  if (commandId !== undefined) {
    return invocationsOf(commandId, call).map(({ nodeId, outcome }) => ({
      executionId: id, resourceId: nodeId, resourceType: 'ManagedInstance', status: statusOf(outcome), details: outcome, at: call.now(),
    }))
  }
  const automation = automationId === undefined ? undefined : call.of(Automation).get(automationId)
  if (automation?.rate === undefined) return []
  return stepsOf(automation.id, call).map(({ name, status }) => ({
    executionId: id, resourceId: name, resourceType: 'ParameterValue', status, details: status, at: call.now(),
  }))
}

function outcomeOf({ automationId }: Execution, targets: readonly ExecutionTarget[], call: Call): { status: string, details: string } {
  const automation = automationId === undefined ? undefined : call.of(Automation).get(automationId)
  const both = (status: string, details = status): { status: string, details: string } => ({ status, details })
  if (automation !== undefined) return isOver(automation.status) ? both(automation.status) : both('InProgress')
  if (targets.some(({ status }) => isRunning(status))) return both('Pending', 'InProgress')
  const worst = targets.find(({ status }) => status !== 'Success')
  return worst === undefined ? both('Success') : both('Failed', worst.details)
}
