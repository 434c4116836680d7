// Property selectors: paths into a JSON event, with at most one star for any element or property.
// Source: "Using filter patterns to match terms in JSON log events", CloudWatch Logs User Guide.

import { LogPatternProblem } from './problem.ts'
import type { Scanner } from './scanner.ts'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

type Step = string | number | typeof anyStep

const anyStep = Symbol('any')

export interface Selector {
  /** As it was written. */
  readonly text: string
  readonly steps: readonly Step[]
}

/** Begins at the dollar sign. @throws LogPatternProblem */
export function readSelector(scanner: Scanner): Selector {
  scanner.skipBlanks()
  const steps: Step[] = []
  let text = scanner.match(/\$/y)?.[0] ?? ''
  if (text === '') throw new LogPatternProblem('Invalid filter pattern')
  const step = /\.?\[\s*(?:(\d+)|(\*)|'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\s*\]|\.(?:(\*)|([\w\-@/]+))/y
  for (let found = scanner.match(step); found !== undefined; found = scanner.match(step)) {
    const [whole, index, star, single, double, anyName, name] = found
    text += whole
    const key = single ?? double
    steps.push(index !== undefined ? Number(index) : star !== undefined || anyName !== undefined ? anyStep
      : key !== undefined ? key.replace(/\\(.)/g, '$1') : name!)
  }
  if (steps.length === 0) throw new LogPatternProblem('Invalid filter pattern')
  if (starsIn({ text, steps }) > 1) throw new LogPatternProblem('Invalid filter pattern: a property selector takes one wildcard')
  return { text, steps }
}

export function starsIn({ steps }: Selector): number {
  return steps.filter(step => step === anyStep).length
}

/** All that a selector leads to: one value or none without a star. */
export function selected({ steps }: Selector, event: Json): Json[] {
  let found: Json[] = [event]
  for (const step of steps) found = found.flatMap(value => follow(value, step))
  return found
}

function follow(value: Json, step: Step): readonly Json[] {
  if (value === null || typeof value !== 'object') return []
  if (step === anyStep) return Array.isArray(value) ? value as readonly Json[] : Object.values(value)
  if (Array.isArray(value)) return typeof step === 'number' && step < value.length ? [(value as readonly Json[])[step]!] : []
  return typeof step === 'string' && Object.hasOwn(value, step) ? [(value as { readonly [name: string]: Json })[step]!] : []
}
