// What an action of a runbook is to the executions: it looks at its inputs, calls services in the execution's name, and says how far it is.

import type { Call, CallTarget } from '../../kernel/service.ts'
import type { Automation, Signal, StepRun } from './automation.ts'
import type { StepShape } from './document-shape.ts'

export type Progress =
  | { readonly done: Readonly<Record<string, unknown>>, readonly next?: string, readonly variables?: Readonly<Record<string, unknown>> }
  /** To be asked again at a time, or when a signal comes; `state` is what it has to know then. */
  | { readonly wait: unknown, readonly untilAt?: number, readonly forSignal?: boolean }
  /** Its own steps come next. */
  | { readonly enter: readonly StepShape[], readonly items?: readonly unknown[], readonly round: number, readonly value?: unknown }
  | { readonly failed: string, readonly kind?: 'Action' | 'Verification', readonly outputs?: Readonly<Record<string, unknown>> }

export interface ActionRun {
  readonly call: Call
  readonly automation: Automation
  readonly step: StepRun
  /** Whose calls they are. */
  readonly target: CallTarget
  /** What it kept; undefined at first. */
  readonly state: unknown
  readonly signals: readonly Signal[]
  resolve(value: unknown): unknown
}

export type Inputs = Readonly<Record<string, unknown>>
export type Action = (inputs: Inputs, run: ActionRun) => Promise<Progress> | Progress

/** The next look at something that takes a while: soon at first, then less and less often. */
export function lookAgainAt(since: number, call: Call): number {
  const waited = call.now() - since
  return call.now() + Math.max(call.lifecycleMs(5000), Math.min(waited, 60_000), 1)
}

/** @throws RangeError for what is not there or no text */
export function text(inputs: Inputs, name: string): string {
  const value = inputs[name]
  if (typeof value === 'string' && value !== '') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new RangeError(`Input ${name} is missing.`)
}

/** A list of texts, or one text for a list of one. @throws RangeError */
export function texts(inputs: Inputs, name: string): string[] {
  const value = inputs[name]
  if (value === undefined || value === '') throw new RangeError(`Input ${name} is missing.`)
  return (Array.isArray(value) ? value as unknown[] : [value]).map(String)
}

/** The inputs that are there, of these names. */
export function given(inputs: Inputs, ...names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.filter(name => inputs[name] !== undefined && inputs[name] !== '').map(name => [name, inputs[name]]))
}
