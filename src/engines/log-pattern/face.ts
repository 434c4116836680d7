// The language of filter patterns as services see it: a pattern tells whether a message fits, what it takes out of it, and what a
// reference such as `$.latency` or `$bytes` means in it. Source: "Filter pattern syntax for metric filters, subscription filters, filter
// log events, and Live Tail", CloudWatch Logs User Guide.

import { delimitedPattern } from './delimited-pattern.ts'
import { jsonPattern } from './json-pattern.ts'
import { LogPatternProblem } from './problem.ts'
import { Scanner } from './scanner.ts'
import { readSelector, selected } from './selector.ts'
import type { Json, Selector } from './selector.ts'
import { termPattern } from './term-pattern.ts'

export { LogPatternProblem } from './problem.ts'

/** What a message that fits says under the names of its pattern. */
export interface Fit {
  /** As TestMetricFilter shows them. */
  readonly extracted: Readonly<Record<string, string>>
  /** The value that a reference means; undefined where it means none, or more than a plain value. */
  valueOf(reference: string): string | undefined
}

export interface LogPattern {
  readonly kind: 'terms' | 'json' | 'fields'
  /** How many regular expressions it holds. */
  readonly expressions: number
  matches(message: string): boolean
  fit(message: string): Fit | undefined
}

const mostExpressions = 2
const nothing: Fit = { extracted: {}, valueOf: () => undefined }

/** @throws LogPatternProblem */
export function readLogPattern(text: string): LogPattern {
  const trimmed = text.trim()
  const pattern = trimmed.startsWith('{') ? ofJson(trimmed) : trimmed.startsWith('[') ? ofFields(trimmed) : ofTerms(trimmed)
  if (pattern.expressions <= mostExpressions) return pattern
  throw new LogPatternProblem(`Invalid filter pattern: it takes ${mostExpressions} regular expressions`)
}

function ofTerms(text: string): LogPattern {
  const matches = termPattern(text)
  return {
    kind: 'terms', expressions: text.startsWith('%') ? 1 : 0, matches,
    fit(message) {
      if (!matches(message)) return undefined
      // Properties of a JSON event can be referred to whatever made it fit.
      const event = readJson(message)
      return event === undefined ? nothing : { extracted: {}, valueOf: reference => referred(reference, event) }
    },
  }
}

function ofJson(text: string): LogPattern {
  const { fits, selectors, expressions } = jsonPattern(text)
  return {
    kind: 'json', expressions,
    matches(message) {
      const event = readJson(message)
      return event !== undefined && fits(event)
    },
    fit(message) {
      const event = readJson(message)
      if (event === undefined || !fits(event)) return undefined
      const extracted = selectors.map(selector => [selector.text, plain(selected(selector, event)[0])] as const)
        .filter(([, value]) => value !== undefined)
      return { extracted: Object.fromEntries(extracted) as Record<string, string>, valueOf: reference => referred(reference, event) }
    },
  }
}

function ofFields(text: string): LogPattern {
  const { read, expressions } = delimitedPattern(text)
  return {
    kind: 'fields', expressions,
    matches: message => read(message) !== undefined,
    fit(message) {
      const values = read(message)
      if (values === undefined) return undefined
      return {
        extracted: Object.fromEntries([...values].map(([name, value]) => [`$${name}`, value])),
        valueOf: reference => values.get(reference.slice(1)),
      }
    },
  }
}

/** An object or array, as events in JSON are. */
function readJson(message: string): Json | undefined {
  if (!/^\s*[{[]/.test(message)) return undefined
  try {
    return JSON.parse(message) as Json
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function referred(reference: string, event: Json): string | undefined {
  return plain(selected(selectorIn(reference), event)[0])
}

/** @throws LogPatternProblem for what is no reference to a property */
function selectorIn(reference: string): Selector {
  const scanner = new Scanner(reference)
  const selector = readSelector(scanner)
  if (!scanner.isOver) throw new LogPatternProblem(`Invalid reference: ${reference}`)
  return selector
}

/** Whether a text is a reference to a field: of JSON (`$.a`), or of a line (`$a`). */
export function isReference(text: string, kind: LogPattern['kind']): boolean {
  if (kind === 'fields') return /^\$[\w-]+$/.test(text)
  if (!text.startsWith('$')) return false
  try {
    selectorIn(text)
    return true
  } catch (error) {
    if (error instanceof LogPatternProblem) return false
    throw error
  }
}

function plain(value: Json | undefined): string | undefined {
  return value === undefined || value === null || typeof value === 'object' ? undefined : String(value)
}
