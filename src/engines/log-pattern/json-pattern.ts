// Patterns in braces: conditions on the properties of a JSON event, joined by && before ||.
// Source: "Using filter patterns to match terms in JSON log events", CloudWatch Logs User Guide.

import { LogPatternProblem } from './problem.ts'
import { Scanner } from './scanner.ts'
import { readSelector, selected, starsIn } from './selector.ts'
import type { Json, Selector } from './selector.ts'
import { comparisons, valueTest } from './value-test.ts'
import type { Comparison } from './value-test.ts'

export type Condition = (event: Json) => boolean

export interface JsonPattern {
  readonly fits: Condition
  readonly selectors: readonly Selector[]
  /** How many expressions it holds. */
  readonly expressions: number
}

const mostStars = 3

/** @throws LogPatternProblem */
export function jsonPattern(text: string): JsonPattern {
  const scanner = new Scanner(text)
  const selectors: Selector[] = []
  scanner.expect('{')
  const fits = either(scanner, selectors)
  scanner.expect('}')
  if (!scanner.isOver) throw new LogPatternProblem('Invalid filter pattern')
  if (selectors.reduce((sum, selector) => sum + starsIn(selector), 0) > mostStars) {
    throw new LogPatternProblem(`Invalid filter pattern: it takes ${mostStars} wildcard selectors`)
  }
  return { fits, selectors, expressions: scanner.expressions }
}

function either(scanner: Scanner, selectors: Selector[]): Condition {
  const parts = [both(scanner, selectors)]
  while (scanner.take('||') !== undefined) parts.push(both(scanner, selectors))
  return parts.length === 1 ? parts[0]! : event => parts.some(part => part(event))
}

function both(scanner: Scanner, selectors: Selector[]): Condition {
  const parts = [condition(scanner, selectors)]
  while (scanner.take('&&') !== undefined) parts.push(condition(scanner, selectors))
  return parts.length === 1 ? parts[0]! : event => parts.every(part => part(event))
}

function condition(scanner: Scanner, selectors: Selector[]): Condition {
  if (scanner.take('(') !== undefined) {
    const inner = either(scanner, selectors)
    scanner.expect(')')
    return inner
  }
  const selector = readSelector(scanner)
  selectors.push(selector)
  scanner.skipBlanks()
  if (scanner.match(/NOT\s+EXISTS(?!\w)/iy) !== undefined) return event => selected(selector, event).length === 0
  const is = scanner.match(/IS\s+(NULL|TRUE|FALSE)(?!\w)/iy)
  if (is !== undefined) {
    const wanted = JSON.parse(is[1]!.toLowerCase()) as null | boolean
    return event => selected(selector, event).some(value => value === wanted)
  }
  const comparison = scanner.expect(...comparisons) as Comparison
  const test = valueTest(comparison, scanner.operand(/[^\s"%(){}&|=<>!]+/y))
  // "If a property selector points to an array or object, the filter pattern won't match the log format."
  return event => selected(selector, event).some(value => value !== null && typeof value !== 'object' && test(value))
}
