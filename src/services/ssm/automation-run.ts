// How executions go on: one timer looks at the current step, runs its action or asks it again, and sets out for the next. Calls lie between
// transactions, so that what a step did while its execution was stopped is dropped.
// Source: "Controlling runbook flow", "Handling timeouts in runbooks", Systems Manager User Guide.

import { roleSession } from '../../engines/role-session.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call, CallTarget } from '../../kernel/service.ts'
import type { Progress } from './automation-action.ts'
import { ringing, watchEveryMs } from './automation-alarm.ts'
import { actions, refusedActions, unresolvedInputs } from './automation-actions.ts'
import { afterStep, end, enterLoop, fail, keepStep } from './automation-flow.ts'
import { announceStep } from './automation-notice.ts'
import { cancel } from './automation-signal.ts'
import { Scope } from './automation-scope.ts'
import { Automation, currentStep, isOver, StepRun } from './automation.ts'

/** Timer: the current step of an execution. */
export async function goOn(_payload: unknown, call: Call, { id }: { readonly id: string }): Promise<void> {
  const automation = call.of(Automation).get(id)
  const found = automation && !isOver(automation.status) ? currentStep(automation, call) : undefined
  if (automation === undefined || found === undefined) return
  const step = found.status === 'Pending' ? begin(found, automation, call) : found
  // A crash between here and the end of the action repeats it: it waits for another look.
  call.setTimer('automation', id, call.now() + 60_000)
  if (await isStopped(automation, call)) return
  const progress = await perform(step, automation, call)
  call.transact(() => {
    const now = call.of(Automation).get(id)
    const still = call.of(StepRun).get(id, step.ordinal)
    if (now === undefined || still === undefined || isOver(now.status) || isOver(still.status) || now.status === 'Cancelling') return
    apply(progress, still, now, call)
  })
}

/** By an alarm that rings; what CloudWatch does not tell ends it too. */
async function isStopped(automation: Automation, call: Call): Promise<boolean> {
  const { alarms, id } = automation
  if (alarms === undefined) return false
  const stop = (how: (now: Automation) => void): boolean => call.transact(() => {
    const now = call.of(Automation).get(id)
    if (now !== undefined && !isOver(now.status)) how(now)
    return true
  })
  try {
    const rang = await ringing(alarms, await targetOf(automation, call), call)
    return rang.length > 0 && stop(now => { cancel({ ...now, rang }, call) })
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return stop(now => { end(now, 'Failed', `The alarms can't be read: ${error.code}: ${error.message}`, call) })
  }
}

function begin(step: StepRun, automation: Automation, call: Call): StepRun {
  const started = keepStep({ ...step, status: 'InProgress', startedAt: call.now() }, call)
  call.of(Automation).put({ ...automation, status: 'InProgress' })
  announceStep(started, automation, call)
  return started
}

/** What the action says; a fault of a service, or a value that is not there, is a failure of the step. */
async function perform(step: StepRun, automation: Automation, call: Call): Promise<Progress> {
  const reason = refusedActions[step.action]
  if (reason !== undefined) return { failed: `NotImplemented: ${step.action} is not carried out: ${reason}.` }
  try {
    const target = await targetOf(automation, call)
    const scope = new Scope(automation, call)
    const own = unresolvedInputs[step.action] ?? []
    const inputs = Object.fromEntries(Object.entries(step.shape.inputs ?? {})
      .map(([name, value]) => [name, own.includes(name) ? value : scope.resolve(value)]))
    if (step.state === undefined) keepInputs(step, inputs, call)
    return await actions[step.action]!(inputs, {
      call, automation, step, target, state: step.state, signals: step.signals,
      resolve: value => scope.resolve(value),
    })
  } catch (error) {
    if (error instanceof RangeError) return { failed: error.message }
    if (!(error instanceof Fault)) throw error
    const service = String(step.shape.inputs?.Service ?? '')
    return { failed: `${error.message} (Service: ${service}; Status Code: ${error.status}; Error Code: ${error.code})` }
  }
}

function keepInputs(step: StepRun, inputs: Readonly<Record<string, unknown>>, call: Call): void {
  const texts = Object.entries(inputs).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)])
  call.transact(() => {
    const now = call.of(StepRun).get(step.executionId, step.ordinal)
    if (now !== undefined) keepStep({ ...now, inputs: Object.fromEntries(texts) as Record<string, string> }, call)
  })
}

/** In the runbook's role, or in the name of who started it. */
async function targetOf(automation: Automation, call: Call): Promise<CallTarget> {
  const { roleArn, id, principal } = automation
  if (roleArn === undefined) return { principal }
  return { principal: await roleSession({ roleArn, sessionName: `Automation-${id}`, sourceArn: call.arn(Automation, automation) }, call) }
}

function apply(progress: Progress, step: StepRun, automation: Automation, call: Call): void {
  if ('failed' in progress) {
    fail({ ...step, outputs: { ...step.outputs, ...progress.outputs }, failureType: progress.kind ?? 'Action' }, 'Failed', progress.failed,
      automation, call)
  } else if ('enter' in progress) enterLoop(step, progress, automation, call)
  else if ('done' in progress) {
    const done = keepStep({ ...step, status: 'Success', endedAt: call.now(), outputs: progress.done }, call)
    announceStep(done, automation, call)
    afterStep(done, { ...automation, variables: { ...automation.variables, ...progress.variables } }, progress.next, call)
  } else wait(progress, step, automation, call)
}

function wait({ wait: state, untilAt, forSignal = false }: Extract<Progress, { wait: unknown }>, step: StepRun, automation: Automation,
  call: Call): void {
  const { timeoutSeconds } = step.shape
  const seconds = timeoutSeconds === undefined ? Infinity : Number(new Scope(automation, call).resolve(timeoutSeconds))
  const endsAt = step.startedAt! + seconds * 1000
  // An approval has a week where nothing is said.
  if (call.now() >= endsAt || (forSignal && untilAt !== undefined && call.now() >= untilAt)) {
    fail(step, 'TimedOut', `Step timed out while it was ${forSignal ? 'waiting' : 'running'}.`, automation, call)
    return
  }
  const waiting = keepStep({ ...step, state: state ?? {}, status: forSignal ? 'Waiting' : 'InProgress' }, call)
  if (forSignal && step.status !== 'Waiting') announceStep(waiting, automation, call)
  if (forSignal) call.of(Automation).put({ ...automation, status: 'Waiting' })
  const nextAt = Math.min(untilAt ?? Infinity, endsAt, automation.alarms === undefined ? Infinity : call.now() + watchEveryMs)
  if (nextAt === Infinity) call.cancelTimer('automation', automation.id)
  else call.setTimer('automation', automation.id, nextAt)
}
