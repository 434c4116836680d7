// Patterns in brackets: names for the fields of a line, in order, some with conditions; three dots stand for any number of fields.
// Source: "Using filter patterns to match terms in space-delimited log events", CloudWatch Logs User Guide.

import { LogPatternProblem } from './problem.ts'
import { Scanner } from './scanner.ts'
import { comparisons, valueTest } from './value-test.ts'
import type { Comparison, ValueTest } from './value-test.ts'

interface Field { readonly name: string, readonly test?: (value: string) => boolean }

export interface DelimitedPattern {
  readonly names: readonly string[]
  readonly expressions: number
  /** The fields of a line that fits, by their names, those under the dots by their numbers. */
  read(message: string): Map<string, string> | undefined
}

/** @throws LogPatternProblem */
export function delimitedPattern(text: string): DelimitedPattern {
  const scanner = new Scanner(text)
  scanner.expect('[')
  const fields: (Field | 'dots')[] = []
  do {
    fields.push(scanner.take('...') === undefined ? readField(scanner) : 'dots')
  } while (scanner.expect(',', ']') === ',')
  if (!scanner.isOver) throw new LogPatternProblem('Invalid filter pattern')
  const dots = fields.indexOf('dots')
  if (dots !== fields.lastIndexOf('dots')) throw new LogPatternProblem('Invalid filter pattern')
  const named = fields.filter(field => field !== 'dots')
  const names = named.map(({ name }) => name)
  return { names, expressions: scanner.expressions, read: message => placed(named, dots, message) }
}

function readField(scanner: Scanner): Field {
  const names = new Set<string>()
  scanner.skipBlanks()
  const test = either(scanner, names)
  const [name, ...others] = names
  if (name === undefined || others.length > 0) throw new LogPatternProblem('Invalid filter pattern')
  return { name, ...(test !== undefined && { test }) }
}

type Test = (value: string) => boolean

/** Undefined for a bare name. */
function either(scanner: Scanner, names: Set<string>): Test | undefined {
  const first = both(scanner, names)
  const parts = first === undefined ? [] : [first]
  while (scanner.take('||') !== undefined) parts.push(required(both(scanner, names)))
  return parts.length === 0 ? undefined : value => parts.some(part => part(value))
}

function both(scanner: Scanner, names: Set<string>): Test | undefined {
  const first = condition(scanner, names)
  const parts = first === undefined ? [] : [first]
  while (scanner.take('&&') !== undefined) parts.push(required(condition(scanner, names)))
  return parts.length === 0 ? undefined : value => parts.every(part => part(value))
}

function required(test: Test | undefined): Test {
  if (test === undefined) throw new LogPatternProblem('Invalid filter pattern')
  return test
}

function condition(scanner: Scanner, names: Set<string>): Test | undefined {
  if (scanner.take('(') !== undefined) {
    const inner = either(scanner, names)
    scanner.expect(')')
    return inner
  }
  scanner.skipBlanks()
  const name = scanner.match(/[\w\-]+/y)?.[0]
  if (name === undefined) throw new LogPatternProblem('Invalid filter pattern')
  names.add(name)
  const comparison = scanner.take(...comparisons) as Comparison | undefined
  if (comparison === undefined) return undefined
  const test: ValueTest = valueTest(comparison, scanner.operand(/(?:[^,\]"%&|()=<>!]|&(?!&)|\|(?!\|))+/y))
  return test
}

interface Token { readonly text: string, readonly at: number }

/** "Characters between brackets and double quotation marks are considered single fields." */
function tokens(message: string): Token[] {
  const found: Token[] = []
  for (const match of message.matchAll(/\[([^\]]*)\]|"((?:[^"\\]|\\.)*)"|\S+/g)) {
    found.push({ text: match[1] ?? match[2] ?? match[0], at: match.index })
  }
  return found
}

/** Without dots, the last field is all that is left: "you must include a blank indicator after you specify the order of your terms". */
function placed(fields: readonly Field[], dots: number, message: string): Map<string, string> | undefined {
  const found = tokens(message)
  if (found.length < fields.length) return undefined
  const values = new Map<string, string>()
  const beyond = found.length - fields.length
  for (const [i, { name, test }] of fields.entries()) {
    const isRest = dots < 0 && beyond > 0 && i === fields.length - 1
    const { text, at } = found[dots >= 0 && i >= dots ? i + beyond : i]!
    const value = isRest ? message.slice(at) : text
    if (test !== undefined && !test(value)) return undefined
    values.set(name, value)
  }
  if (dots >= 0) for (let i = dots; i < dots + beyond; i += 1) values.set(String(i + 1), found[i]!.text)
  return values
}
