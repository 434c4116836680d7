// Actions about the run itself: waiting for a time or a person, choosing the next step, going round, setting a variable.
// Source: "aws:sleep", "aws:pause", "aws:approve", "aws:branch", "aws:loop", "aws:updateVariable", Systems Manager User Guide.

import type { Action, ActionRun, Inputs } from './automation-action.ts'
import { text, texts } from './automation-action.ts'
import type { StepShape } from './document-shape.ts'

const weekMs = 7 * 86_400_000

/** Undefined for what is no duration of ISO 8601. */
export function durationMs(duration: string): number | undefined {
  const found = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(duration)
  if (found === null || duration.length < 3) return undefined
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = found.slice(1).map(each => Number(each ?? 0))
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
}

/** Up to seven days, by a duration or a time. */
export const sleep: Action = (inputs, { call, step, state }) => {
  if (typeof state === 'number' && call.now() >= state) return { done: {} }
  const { Duration: duration, Timestamp: at } = inputs
  const until = duration !== undefined ? step.startedAt! + (durationMs(String(duration)) ?? NaN) : Date.parse(String(at))
  if (Number.isNaN(until)) throw new RangeError(`Input ${duration !== undefined ? 'Duration' : 'Timestamp'} can't be read.`)
  if (until - step.startedAt! > weekMs) throw new RangeError('A step can sleep for at most 7 days.')
  return until <= call.now() ? { done: {} } : { wait: until, untilAt: until }
}

export const pause: Action = (_inputs, { signals }) =>
  signals.some(({ type }) => type === 'Resume') ? { done: {} } : { wait: null, forSignal: true }

interface Approval { readonly needed: number, readonly approvers: readonly string[], readonly untilAt: number }

/** Seven days, where the step has no timeout of its own; one who rejects is enough. */
export const approve: Action = async (inputs, run) => {
  const { call, signals, step, state, target } = run
  const approval = state as Approval | undefined
  if (approval === undefined) {
    const topic = inputs.NotificationArn
    if (typeof topic === 'string' && topic !== '') {
      await call.to('sns', target).Publish({
        TopicArn: topic, Subject: `Approval required for ${step.name}`,
        Message: `${String(inputs.Message ?? '')}\nAutomation execution: ${run.automation.id}\nStep: ${step.name}`,
      })
    }
    const approvers = texts(inputs, 'Approvers')
    const needed = Number(inputs.MinRequiredApprovals ?? 1)
    if (needed > approvers.length) throw new RangeError('MinRequiredApprovals is greater than the number of Approvers.')
    return { wait: { needed, approvers, untilAt: step.startedAt! + weekMs } satisfies Approval, untilAt: step.startedAt! + weekMs,
      forSignal: true }
  }
  const last = new Map(signals.map(signal => [signal.by, signal]))
  const decisions = [...last.values()].filter(({ type }) => type === 'Approve' || type === 'Reject')
  const outputs = (status: string): Record<string,
    unknown> => ({ ApprovalStatus: status, ApproverDecisions: decisions.map(({ type, by, comment }) =>
    ({ Approver: by, Decision: type === 'Approve' ? 'Approved' : 'Rejected', Comment: comment ?? '' })) })
  if (decisions.some(({ type }) => type === 'Reject')) return { failed: 'Approval is rejected.', outputs: outputs('Rejected') }
  if (decisions.length >= approval.needed) return { done: outputs('Approved') }
  return { wait: approval, untilAt: approval.untilAt, forSignal: true }
}

type Choice = Readonly<Record<string, unknown>>

export const branch: Action = (inputs, run) => {
  for (const choice of (inputs.Choices ?? []) as readonly Choice[]) {
    if (holds(choice, run)) return { done: { NextStep: choice.NextStep }, next: String(choice.NextStep) }
  }
  const usual = inputs.Default
  return typeof usual === 'string' ? { done: { NextStep: usual }, next: usual } : { done: {} }
}

const comparisons: Readonly<Record<string, (left: unknown, right: unknown) => boolean>> = {
  StringEquals: (left, right) => String(left) === String(right),
  EqualsIgnoreCase: (left, right) => String(left).toLowerCase() === String(right).toLowerCase(),
  StartsWith: (left, right) => String(left).startsWith(String(right)),
  EndsWith: (left, right) => String(left).endsWith(String(right)),
  Contains: (left, right) => Array.isArray(left) ? left.map(String).includes(String(right)) : String(left).includes(String(right)),
  NumericEquals: (left, right) => Number(left) === Number(right),
  NumericGreater: (left, right) => Number(left) > Number(right),
  NumericLesser: (left, right) => Number(left) < Number(right),
  NumericGreaterOrEquals: (left, right) => Number(left) >= Number(right),
  NumericLesserOrEquals: (left, right) => Number(left) <= Number(right),
  BooleanEquals: (left, right) => String(left).toLowerCase() === String(right).toLowerCase(),
}

/** @throws RangeError for a choice that compares nothing */
function holds(choice: Choice, run: ActionRun): boolean {
  const { And: all, Or: any, Not: not, Variable: variable } = choice
  if (Array.isArray(all)) return all.every(each => holds(each as Choice, run))
  if (Array.isArray(any)) return any.some(each => holds(each as Choice, run))
  if (not !== undefined) return !holds(not as Choice, run)
  const name = Object.keys(choice).find(each => comparisons[each] !== undefined)
  if (name === undefined) throw new RangeError('A choice of the branch has no operation.')
  return comparisons[name]!(run.resolve(variable), run.resolve(choice[name]))
}

export const updateVariable: Action = (inputs, { automation }) => {
  const name = text(inputs, 'Name').replace(/^\{\{\s*|\s*\}\}$/g, '').replace(/^variable:/, '')
  if (!Object.hasOwn(automation.variables, name)) throw new RangeError(`There is no variable ${name}.`)
  return { done: {}, variables: { [name]: inputs.Value } }
}

interface Rounds { readonly round: number }

const mostRounds = 100

/** `for each` item of a list, or `do while` a condition holds. Its steps are run by the executions; it comes back after each round. */
export const loop: Action = (inputs: Inputs, run) => {
  const { step, state, resolve } = { ...run, resolve: run.resolve.bind(run) }
  const done = (state as Rounds | undefined)?.round ?? 0
  const shape = (step.shape.inputs ?? {}) as Readonly<Record<string, unknown>>
  const steps = (shape.Steps ?? []) as readonly StepShape[]
  if (shape.Iterators !== undefined) {
    const items = resolve(shape.Iterators)
    if (!Array.isArray(items)) throw new RangeError('Input Iterators is no list.')
    if (items.length > mostRounds) throw new RangeError(`A loop has at most ${mostRounds} rounds.`)
    return done >= items.length ? { done: {} } : { enter: steps, items: items as unknown[], round: done + 1, value: items[done] }
  }
  const most = Number(inputs.MaxIterations ?? mostRounds)
  const goesOn = done === 0 || (done < most && holds((shape.LoopCondition ?? {}) as Choice, run))
  return goesOn ? { enter: steps, round: done + 1 } : { done: {} }
}
