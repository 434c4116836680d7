// Where an execution goes from a step: to the next, to one that is named, round a loop, or to its end.
// Source: "Controlling runbook flow" (nextStep, isEnd, isCritical, onFailure, onCancel), Systems Manager User Guide.

import type { Call } from '../../kernel/service.ts'
import type { Progress } from './automation-action.ts'
import { announceExecution, announceStep } from './automation-notice.ts'
import { Scope } from './automation-scope.ts'
import { Automation, isOver, stepsOf, StepRun, textsOf } from './automation.ts'
import type { Frame, StepStatus } from './automation.ts'
import { readSteps } from './document-shape.ts'
import type { StepShape } from './document-shape.ts'

/** What AWS takes from one step to the next. */
const betweenMs = 1000

/** Always a moment later: a timer that is set anew for the time at which it fires is over with it. */
function soon(call: Call): number {
  return call.now() + Math.max(1, call.lifecycleMs(betweenMs))
}

/** The words around a step's own failure are AWS's. */
const stepFails = (said: string): string =>
  `Step fails when it is Execute/Cancelling action. ${said} ` +
    'Please refer to Automation Service Troubleshooting Guide for more diagnosis details.'

export function keepStep(step: StepRun, call: Call): StepRun {
  return call.of(StepRun).put(step)
}

export function newStep(executionId: string, ordinal: number, shape: StepShape, call: Call, more: Partial<StepRun> = {}): StepRun {
  return keepStep({
    executionId, ordinal, id: call.uuid(), name: shape.name, action: shape.action, status: 'Pending', inputs: {}, outputs: {}, attempts: 0,
    signals: [], shape, ...more,
  }, call)
}

/** A step has come to an end that lets the execution go on. */
export function afterStep(step: StepRun, automation: Automation, chosen: string | undefined, call: Call): void {
  const steps = stepsAround(automation, call)
  const at = steps.findIndex(({ name }) => name === step.name)
  const { isEnd, nextStep } = step.shape
  const named = chosen ?? nextStep
  const ends = automation.completes === true || (chosen === undefined && String(isEnd) === 'true')
  const next = ends ? undefined : named !== undefined ? named : steps[at + 1]?.name
  if (next === undefined) return leave(automation, ends && automation.completes === true, call)
  if (!steps.some(({ name }) => name === next)) return end(automation, 'Failed', `There is no step ${next}.`, call)
  keepStep({ ...call.of(StepRun).get(step.executionId, step.ordinal)!, nextStep: next }, call)
  goTo(next, automation, call)
}

/** The steps that stand beside the current one: the runbook's, or the loop's. */
function stepsAround(automation: Automation, call: Call): readonly StepShape[] {
  const { loop } = automation.frames.at(-1)!
  if (loop === undefined) return readSteps(automation.content)
  return (call.of(StepRun).get(automation.id, loop.ordinal)!.shape.inputs?.Steps ?? []) as StepShape[]
}

function goTo(stepName: string, automation: Automation, call: Call): void {
  const frames: Frame[] = [...automation.frames.slice(0, -1), { ...automation.frames.at(-1)!, stepName }]
  const { loop } = frames.at(-1)!
  const steps = stepsOf(automation.id, call)
  if (loop === undefined) {
    // A step that is come to again, by a branch that leads back, is a new run of it.
    const before = [...steps].reverse().find(({ name, parent }) => name === stepName && parent === undefined)!
    if (before.status !== 'Pending') newStep(automation.id, steps.length, before.shape, call)
  }
  call.of(Automation).put({ ...automation, frames, status: 'InProgress' })
  if (automation.mode === 'Auto') call.setTimer('automation', automation.id, soon(call))
  else pauseBefore(automation.id, call)
}

/** Interactive executions wait for someone to start each step. */
function pauseBefore(id: string, call: Call): void {
  call.cancelTimer('automation', id)
  call.of(Automation).put({ ...call.of(Automation).get(id)!, status: 'Waiting' })
}

/** Out of a loop's round to the loop, which says whether there is another; out of the runbook, to the end. */
function leave(automation: Automation, completes: boolean, call: Call): void {
  const { loop } = automation.frames.at(-1)!
  if (loop === undefined || completes) return end(automation, automation.failed === true ? 'Failed'
    : 'Success', automation.failureMessage, call)
  const step = call.of(StepRun).get(automation.id, loop.ordinal)!
  keepStep({ ...step, state: { round: loop.round } }, call)
  call.of(Automation).put({ ...automation, frames: automation.frames.slice(0, -1) })
  call.setTimer('automation', automation.id, soon(call))
}

export function enterLoop(step: StepRun, { enter, items, round, value }: Extract<Progress, { enter: unknown }>, automation: Automation,
  call: Call): void {
  const [first] = enter
  if (first === undefined) return fail(step, 'Failed', 'The loop has no steps.', automation, call)
  let ordinal = stepsOf(automation.id, call).length
  for (const shape of enter) {
    newStep(automation.id, ordinal++, shape, call, { parent: {
      StepExecutionId: step.id, StepName: step.name, Action: step.action, Iteration: round,
      ...(value !== undefined && { IteratorValue: typeof value === 'string' ? value : JSON.stringify(value) }),
    } })
  }
  const frame: Frame = { stepName: first.name, loop: { ordinal: step.ordinal, round, ...(items !== undefined && { items }) } }
  call.of(Automation).put({ ...automation, frames: [...automation.frames, frame] })
  call.setTimer('automation', automation.id, soon(call))
}

/** A step has failed: tried again, passed over, or the end of it all. */
export function fail(step: StepRun, status: 'Failed' | 'TimedOut', said: string, automation: Automation, call: Call): void {
  const { maxAttempts = 1, onFailure = 'Abort', isCritical } = step.shape
  const attempts = step.attempts + 1
  const { state: _, ...fresh } = step
  if (attempts < Number(new Scope(automation, call).resolve(maxAttempts))) {
    keepStep({ ...fresh, attempts, startedAt: call.now(), status: 'InProgress' }, call)
    call.setTimer('automation', automation.id, soon(call))
    return
  }
  const message = stepFails(said)
  const failed = keepStep({ ...step, attempts, status, endedAt: call.now(), failureMessage: message }, call)
  announceStep(failed, automation, call)
  const critical = isCritical === undefined ? onFailure !== 'Continue' : String(isCritical) === 'true'
  const marked = critical ? { ...automation, failed: true, failureMessage: message } : automation
  const named = /^step:\s*(.+)$/.exec(onFailure)?.[1]
  if (onFailure !== 'Continue' && named === undefined) end({ ...marked, failureMessage: message }, status, message, call)
  else afterStep(failed, marked, named, call)
}

export function end(automation: Automation, status: StepStatus, failureMessage: string | undefined, call: Call): void {
  call.cancelTimer('automation', automation.id)
  const declared = (automation.content.outputs ?? []) as readonly string[]
  const outputs = Object.fromEntries(declared.map(name => [name, outputOf(name, automation, call)]))
  // Loops that it was in end with it.
  for (const { loop } of automation.frames) {
    const step = loop && call.of(StepRun).get(automation.id, loop.ordinal)
    if (step !== undefined) keepStep({ ...step, status, endedAt: call.now() }, call)
  }
  const [main] = automation.frames
  const ended = call.of(Automation).put({
    ...automation, frames: main === undefined ? [] : [main], status, endedAt: call.now(), outputs,
    ...(failureMessage !== undefined && status !== 'Success' && { failureMessage }),
  })
  announceExecution(ended, call)
  if (ended.associationId !== undefined) call.setTimer('association-look', ended.associationId, call.now())
  const parent = ended.parentId === undefined ? undefined : call.of(Automation).get(ended.parentId)
  if (parent !== undefined && !isOver(parent.status)) {
    call.setTimer(parent.rate === undefined ? 'automation' : 'automation-rate', parent.id, call.now())
  }
}

/** An output of a step that did not run is shown by AWS's own words. */
function outputOf(name: string, automation: Automation, call: Call): string[] {
  try {
    return textsOf(new Scope(automation, call).value(name.replace(/^\{\{\s*|\s*\}\}$/g, '')))
  } catch (error) {
    if (error instanceof RangeError) return ['No output available yet because the step is not successfully executed']
    throw error
  }
}
