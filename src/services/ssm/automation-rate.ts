// One execution for each target, so many at a time, until too many of them have failed.
// Source: "Running automations at scale: rate controls", Systems Manager User Guide.

import type { Call } from '../../kernel/service.ts'
import { end, keepStep, newStep } from './automation-flow.ts'
import { launch } from './automation-launch.ts'
import { Automation, isOver, stepsOf } from './automation.ts'
import type { StepRun } from './automation.ts'
import { textsOf } from './document-input.ts'
import { parametersOf } from './document-shape.ts'

/** How many `10` or `10%` of so many are. */
export function share(text: string, of: number): number {
  return text.endsWith('%') ? Math.floor(of * Number(text.slice(0, -1)) / 100) : Number(text)
}

/** Timer: looks at the children of an execution, starts those that are next, or comes to its end. */
export function goOnWithTargets(_payload: unknown, call: Call, { id }: { readonly id: string }): void {
  const parent = call.of(Automation).get(id)
  if (parent?.rate === undefined || isOver(parent.status)) return
  const { resolved, maxConcurrency, maxErrors } = parent.rate
  const steps = stepsOf(id, call).map(step => lookedAt(step, call))
  const failed = steps.filter(({ status }) => status === 'Failed' || status === 'TimedOut').length
  const running = steps.filter(({ status }) => !isOver(status)).length
  const isTooBad = failed > share(maxErrors, resolved.length)
  const most = Math.max(1, share(maxConcurrency, resolved.length))
  const next = isTooBad || parent.status === 'Cancelling' ? 0 : Math.min(most - running, resolved.length - steps.length)
  for (let i = 0; i < next; i++) startChild(parent, steps.length + i, call)
  if (running + next > 0) return
  if (parent.status === 'Cancelling') end(parent, 'Cancelled', undefined, call)
  else if (isTooBad) end(parent, 'Failed', `${failed} of ${resolved.length} executions failed, which is more than MaxErrors allows.`, call)
  else end(parent, 'Success', undefined, call)
}

/** A step of the parent's stands for the child. */
function lookedAt(step: StepRun, call: Call): StepRun {
  const child = call.of(Automation).get(String(step.outputs.ExecutionId))
  if (isOver(step.status) || child === undefined || !isOver(child.status)) return step
  const { failureMessage } = child
  return keepStep({ ...step, status: child.status, endedAt: call.now(), ...(failureMessage !== undefined && { failureMessage }) }, call)
}

function startChild(parent: Automation, ordinal: number, call: Call): void {
  const { id: _id, sequence: _sequence, status: _status, startedAt: _startedAt, frames: _frames, variables: _variables, rate,
    ...asked } = parent
  const { targetParameter, targetMaps, resolved } = rate!
  const target = resolved[ordinal]!
  const own = targetParameter !== undefined ? { [targetParameter]: [target] } : targetMaps![ordinal]!
  const child = launch({ ...asked, parameters: { ...defaultsOf(parent), ...parent.parameters, ...own }, parentId: parent.id, target,
    tags: {} }, call)
  newStep(parent.id, ordinal, { name: target, action: 'aws:executeAutomation' }, call,
    { status: 'InProgress', startedAt: call.now(), outputs: { ExecutionId: child.id } })
}

function defaultsOf({ content }: Automation): Record<string, string[]> {
  const declared = Object.entries(parametersOf(content)).filter(([, { default: usual }]) => usual !== undefined)
  return Object.fromEntries(declared.map(([name, { default: usual }]) => [name, textsOf(usual)]))
}
