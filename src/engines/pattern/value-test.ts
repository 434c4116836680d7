// One condition on one value of an event: a literal, or an object with one operator. Each becomes a function from a JSON scalar to whether
// it is met. Source: "Comparison operators for use in event patterns", EventBridge User Guide.

import { BlockList, isIP } from 'node:net'
import { fitsWildcard, readWildcard } from '../../std/wildcard.ts'
import type { Dialect } from './dialect.ts'

export type Scalar = string | number | boolean | null
export type ValueTest = (value: Scalar) => boolean

/** A pattern that cannot be: its message is what the service says after naming the pattern. */
export class PatternProblem extends Error {}

export function isScalar(value: unknown): value is Scalar {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

/** Tells 1 from "1", and joins 1 with 1.0. */
export function literalKey(value: Scalar): string {
  return typeof value === 'string' ? `s${value}` : `j${String(value)}`
}

/** The test that an operator makes of its operand; `exists` is no test of a value and is not among them. */
export function operatorTest(operator: string, operand: unknown, dialect: Dialect): ValueTest {
  switch (operator) {
    case 'prefix': return affix('prefix', operand, dialect)
    case 'suffix': return affix('suffix', operand, dialect)
    case 'equals-ignore-case': return ignoringCase(text(operand, operator))
    case 'wildcard': return wildcard(text(operand, operator))
    case 'cidr': return addressBlock(operand)
    case 'numeric': return numberRange(operand, dialect)
    case 'anything-but': return anythingBut(operand, dialect)
    default: throw new PatternProblem(`Unrecognized match type ${operator}`)
  }
}

function text(operand: unknown, operator: string): string {
  if (typeof operand !== 'string') throw new PatternProblem(`${operator} match pattern must be a string`)
  return operand
}

function affix(kind: 'prefix' | 'suffix', operand: unknown, { affixesIgnoreCase }: Dialect): ValueTest {
  const [operator, folded] = singleField(operand) ?? []
  if (affixesIgnoreCase && operator === 'equals-ignore-case') {
    const wanted = text(folded, 'equals-ignore-case').toLowerCase()
    return value => typeof value === 'string' && hasAffix(kind, value.toLowerCase(), wanted)
  }
  const wanted = text(operand, kind)
  return value => typeof value === 'string' && hasAffix(kind, value, wanted)
}

function hasAffix(kind: 'prefix' | 'suffix', value: string, wanted: string): boolean {
  return kind === 'prefix' ? value.startsWith(wanted) : value.endsWith(wanted)
}

function ignoringCase(wanted: string): ValueTest {
  const folded = wanted.toLowerCase()
  return value => typeof value === 'string' && value.toLowerCase() === folded
}

function wildcard(pattern: string): ValueTest {
  const pieces = readWildcard(pattern)
  if ('problem' in pieces) {
    throw new PatternProblem(pieces.problem === 'consecutive'
      ? `Consecutive wildcard characters at pos ${pieces.at}` : `Invalid escape character at pos ${pieces.at}`)
  }
  return value => typeof value === 'string' && fitsWildcard(pieces, value)
}

function addressBlock(operand: unknown): ValueTest {
  if (typeof operand !== 'string') throw new PatternProblem('prefix match pattern must be a string')
  const [address = '', size, ...rest] = operand.split('/')
  const family = isIP(address)
  const bits = size === undefined ? (family === 4 ? 32 : 128) : /^\d{1,3}$/.test(size) ? Number(size) : -1
  if (family === 0 || rest.length > 0 || bits < 0 || bits > (family === 4 ? 32 : 128)) {
    throw new PatternProblem(`Malformed CIDR, one '/' required`)
  }
  const block = new BlockList()
  const type = family === 4 ? 'ipv4' : 'ipv6'
  block.addSubnet(address, bits, type)
  return value => typeof value === 'string' && isIP(value) === family && block.check(value, type)
}

const comparisons: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
}

/** `["=", 5]`, `["<", 10]`, or a lower bound followed by an upper one. */
function numberRange(operand: unknown, { numberLimit }: Dialect): ValueTest {
  if (!Array.isArray(operand)) throw new PatternProblem('Value of numeric must be an array.')
  const parts = operand as unknown[]
  if (parts.length === 0) throw new PatternProblem('Invalid member in numeric match: ]')
  const bounds: [string, number][] = []
  for (let i = 0; i < parts.length; i += 2) {
    const [operator, bound] = [parts[i], parts[i + 1]]
    if (typeof operator !== 'string') throw new PatternProblem(`Invalid member in numeric match: ${JSON.stringify(operator)}`)
    if (comparisons[operator] === undefined) throw new PatternProblem(`Unrecognized numeric range operator: ${operator}`)
    if (typeof bound !== 'number') {
      throw new PatternProblem(operator === '=' ? 'Value of equals must be numeric' : `Value of ${operator} must be numeric`)
    }
    if (Math.abs(bound) > numberLimit) {
      throw new PatternProblem(`Value must be between -${numberLimit.toExponential(1)} and ${numberLimit.toExponential(1)}, inclusive`)
    }
    bounds.push([operator, bound])
  }
  const [[first, low], second] = bounds as [[string, number], [string, number] | undefined]
  if (second !== undefined) {
    if (bounds.length > 2 || !first.startsWith('>')) throw new PatternProblem('Too many elements in numeric expression')
    if (!second[0].startsWith('<')) throw new PatternProblem(`Bad numeric range operator: ${second[0]}`)
    if (low >= second[1]) throw new PatternProblem('Bottom must be less than top')
  }
  return value => typeof value === 'number' && bounds.every(([operator, bound]) => comparisons[operator]!(value, bound))
}

/** Met by every value, of whatever type, that what it holds does not meet. */
function anythingBut(operand: unknown, dialect: Dialect): ValueTest {
  const [operator, inner] = singleField(operand) ?? []
  if (operator !== undefined) {
    if (!dialect.anythingBut.has(operator)) throw new PatternProblem(`Unsupported anything-but pattern: ${operator}`)
    const wanted: unknown[] = Array.isArray(inner) ? inner : [inner]
    if (wanted.length === 0) throw new PatternProblem('Empty arrays are not allowed')
    const tests = wanted.map(each => operatorTest(operator, text(each, operator), { ...dialect, affixesIgnoreCase: false }))
    return value => !tests.some(test => test(value))
  }
  const values: unknown[] = Array.isArray(operand) ? operand : [operand]
  if (values.length === 0) throw new PatternProblem('Empty arrays are not allowed')
  const type = typeof values[0]
  if (!values.every(value => typeof value === type && (type === 'string' || type === 'number'))) {
    throw new PatternProblem('Inside anything but list, either all values are number or string, mixed type is not supported')
  }
  const excluded = new Set((values as Scalar[]).map(literalKey))
  return value => !excluded.has(literalKey(value))
}

/** The only field of an object; undefined for anything but an object. @throws PatternProblem for an object of another size */
export function singleField(value: unknown): [string, unknown] | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const fields = Object.entries(value)
  if (fields.length !== 1) throw new PatternProblem('Only one key allowed in match expression')
  return fields[0]
}
