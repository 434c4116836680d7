// Event patterns by a table, each row from the page it names, and by random patterns against an evaluator that first spells out
// every way to read an event. Sources: "Comparison operators for use in event patterns" and "Amazon EventBridge event patterns",
// EventBridge User Guide; "Filter policy constraints", Amazon SNS Developer Guide.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { attributeFilters, eventPatterns } from './dialect.ts'
import { compilePattern } from './pattern.ts'
import { PatternSet } from './pattern-set.ts'
import { PatternProblem } from './value-test.ts'

type Json = null | boolean | number | string | Json[] | { [name: string]: Json }

const fitting: readonly (readonly [pattern: Json, event: Json, fits: boolean])[] = [
  [{ source: ['aws.ec2'] }, { source: 'aws.ec2' }, true],
  [{ source: ['aws.ec2'] }, { source: 'aws.ec2.x' }, false],
  [{ source: ['a', 'b'], kind: ['c'] }, { source: 'b', kind: 'c', more: 1 }, true],
  [{ detail: { state: ['running'] } }, { detail: { state: 'running' } }, true],
  [{ detail: { state: ['running'] } }, { detail: 'running' }, false],
  [{ n: [1] }, { n: 1.0 }, true],
  [{ n: [1] }, { n: '1' }, false],
  [{ n: [null] }, { n: null }, true],
  [{ n: [null] }, {}, false],
  [{ n: [''] }, { n: '' }, true],
  [{ n: [true] }, { n: true }, true],
  [{ resources: ['b'] }, { resources: ['a', 'b'] }, true],
  [{ resources: ['c'] }, { resources: ['a', 'b'] }, false],
  [{ time: [{ prefix: '2017-10-02' }] }, { time: '2017-10-02T18:43:48Z' }, true],
  [{ service: [{ prefix: { 'equals-ignore-case': 'EventB' } }] }, { service: 'EVENTBridge' }, true],
  [{ file: [{ suffix: '.png' }] }, { file: 'a.png' }, true],
  [{ file: [{ suffix: { 'equals-ignore-case': '.png' } }] }, { file: 'a.PNG' }, true],
  [{ type: [{ 'equals-ignore-case': 'ALARM' }] }, { type: 'alarm' }, true],
  [{ state: [{ 'anything-but': 'initializing' }] }, { state: 'running' }, true],
  [{ state: [{ 'anything-but': 'initializing' }] }, { state: 'initializing' }, false],
  [{ state: [{ 'anything-but': 'initializing' }] }, {}, false],
  [{ limit: [{ 'anything-but': [100, 200] }] }, { limit: 200 }, false],
  [{ limit: [{ 'anything-but': [100, 200] }] }, { limit: 300 }, true],
  [{ state: [{ 'anything-but': { prefix: 'init' } }] }, { state: 'initial' }, false],
  [{ state: [{ 'anything-but': { prefix: ['init', 'error'] } }] }, { state: 'running' }, true],
  [{ file: [{ 'anything-but': { suffix: '.txt' } }] }, { file: 'a.txt' }, false],
  [{ state: [{ 'anything-but': { 'equals-ignore-case': ['Stop', 'Go'] } }] }, { state: 'STOP' }, false],
  [{ file: [{ 'anything-but': { wildcard: '*/lib/*' } }] }, { file: 'a/lib/b' }, false],
  [{ file: [{ 'anything-but': { wildcard: ['*/lib/*', '*/bin/*'] } }] }, { file: 'a/src/b' }, true],
  [{ n: [{ numeric: ['>', 0, '<=', 5] }] }, { n: 5 }, true],
  [{ n: [{ numeric: ['>', 0, '<=', 5] }] }, { n: 0 }, false],
  [{ n: [{ numeric: ['=', 3.018e2] }] }, { n: 301.8 }, true],
  [{ n: [{ numeric: ['<', 10] }] }, { n: '3' }, false],
  [{ ip: [{ cidr: '10.0.0.0/24' }] }, { ip: '10.0.0.255' }, true],
  [{ ip: [{ cidr: '10.0.0.0/24' }] }, { ip: '10.0.1.0' }, false],
  [{ ip: [{ cidr: '2001:db8::/32' }] }, { ip: '2001:db8::1' }, true],
  [{ ip: [{ cidr: '10.0.0.0/24' }] }, { ip: 'not an address' }, false],
  [{ a: [{ exists: true }] }, { a: null }, true],
  [{ a: [{ exists: true }] }, { a: { b: 1 } }, false],
  [{ a: [{ exists: false }] }, {}, true],
  [{ a: [{ exists: false }] }, { a: 1 }, false],
  [{ detail: { a: [{ exists: false }] } }, {}, true],
  [{ file: [{ wildcard: 'dir/*.png' }] }, { file: 'dir/x/y.png' }, true],
  [{ file: [{ wildcard: '*\\*' }] }, { file: 'a*' }, true],
  [{ $or: [{ a: [1] }, { b: [{ numeric: ['>', 5] }] }] }, { b: 6 }, true],
  [{ $or: [{ a: [1] }, { b: [2] }], c: [3] }, { a: 1 }, false],
  [{ detail: { $or: [{ a: [1] }, { b: [2] }] } }, { detail: { b: 2 } }, true],
  [{ $or: [1] }, { $or: 1 }, true],
  [{ list: { a: [1], b: [2] } }, { list: [{ a: 1, b: 2 }, { a: 3 }] }, true],
  [{ list: { a: [1], b: [2] } }, { list: [{ a: 1 }, { b: 2 }] }, false],
  [{ toString: ['x'] }, {}, false],
]
describe('patterns and events', () => {
  for (const [pattern, event, fits] of fitting) {
    test(`${JSON.stringify(pattern)} ${fits ? 'takes' : 'leaves'} ${JSON.stringify(event)}`, () => {
      assert.equal(compilePattern(pattern, eventPatterns).matches(event), fits)
    })
  }
})

describe('what is no pattern', () => {
  const cases: readonly (readonly [Json, RegExp])[] = [
    [[], /not an object/], [{}, /Empty objects/], [{ a: [] }, /Empty arrays/], [{ a: 'b' }, /"a" must be an object or an array/],
    [{ a: [{ like: 'b' }] }, /Unrecognized match type like/], [{ a: [['b']] }, /Match value must be/],
    [{ a: [{ prefix: 1 }] }, /prefix match pattern must be a string/], [{ a: [{ prefix: 'a', suffix: 'b' }] }, /Only one key allowed/],
    [{ a: [{ numeric: 5 }] }, /must be an array/], [{ a: [{ numeric: ['<', 5, '>', 1] }] }, /Too many elements/],
    [{ a: [{ numeric: ['>', 5, '<', 1] }] }, /Bottom must be less/], [{ a: [{ numeric: ['~', 5] }] }, /Unrecognized numeric range/],
    [{ a: [{ numeric: ['=', 6e9] }] }, /Value must be between/], [{ a: [{ exists: 'no' }] }, /either true or false/],
    [{ a: [{ cidr: '10.0.0.0/33' }] }, /CIDR/], [{ a: [{ wildcard: '**' }] }, /Consecutive wildcard/],
    [{ a: [{ 'anything-but': ['a', 1] }] }, /mixed type/], [{ a: [{ 'anything-but': { numeric: ['=', 1] } }] }, /Unsupported anything-but/],
  ]
  for (const [pattern, words] of cases) {
    test(JSON.stringify(pattern), () => {
      assert.throws(() => compilePattern(pattern, eventPatterns),
        (error: Error) => error instanceof PatternProblem && words.test(error.message))
    })
  }
  test('filters of attributes do not nest', () => {
    assert.throws(() => compilePattern({ a: { b: ['c'] } }, attributeFilters), /nested filter policy/)
  })
})

/** Numbers that look random and are the same each time. */
function dice(seed: number): (sides: number) => number {
  let state = seed
  return sides => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor(state / 65_536) % sides
  }
}

function randomEvent(roll: (sides: number) => number, depth: number): Json {
  const kind = roll(depth > 0 ? 6 : 4)
  if (kind < 2) return ['x', 'xy', 'yx', ''][roll(4)]!
  if (kind === 2) return roll(4)
  if (kind === 3) return null
  if (kind === 4) return Array.from({ length: roll(3) }, () => randomEvent(roll, depth - 1))
  return randomObject(roll, depth)
}

function randomObject(roll: (sides: number) => number, depth: number): Json {
  return Object.fromEntries(['a', 'b', 'c'].filter(() => roll(4) > 0).map(name => [name, randomEvent(roll, depth - 1)]))
}

function randomPattern(roll: (sides: number) => number, depth: number): Json {
  const operators: Json[] = ['x', 'xy', 1, null, { prefix: 'x' }, { suffix: 'x' }, { wildcard: 'x*' }, { 'anything-but': ['x', ''] },
    { numeric: ['>', 1] }, { 'equals-ignore-case': 'XY' }, { exists: true }, { 'anything-but': { prefix: 'x' } }]
  const names = ['a', 'b', 'c'].filter(() => roll(3) === 0)
  const fields = (names.length === 0 ? ['a'] : names).map((name): [string, Json] => [name, depth > 0 && roll(3) === 0
    ? randomPattern(roll, depth - 1) : Array.from({ length: 1 + roll(2) }, () => operators[roll(operators.length)]!)])
  if (depth > 0 && roll(4) === 0) fields.push(['$or', [randomPattern(roll, depth - 1), randomPattern(roll, depth - 1)]])
  return Object.fromEntries(fields)
}

/** Every event without arrays that this one stands for: each array is one of its elements. */
function readings(event: Json): Json[] {
  if (Array.isArray(event)) return event.flatMap(readings)
  if (event === null || typeof event !== 'object') return [event]
  let found: { [name: string]: Json }[] = [{}]
  for (const [name, value] of Object.entries(event)) {
    const values = readings(value)
    // An empty array is no value at all.
    if (values.length > 0) found = found.flatMap(partial => values.map(each => ({ ...partial, [name]: each })))
  }
  return found
}

function slowValue(rule: Json, value: Json | undefined): boolean {
  if (value === undefined || (typeof value === 'object' && value !== null)) return false
  if (typeof rule !== 'object' || rule === null) return rule === value
  const [[operator, operand]] = Object.entries(rule) as [[string, never]]
  const text = typeof value === 'string' ? value : undefined
  if (operator === 'prefix') return text !== undefined && text.indexOf(operand) === 0
  if (operator === 'suffix') return text !== undefined && text.slice(text.length - (operand as string).length) === operand
  if (operator === 'wildcard') return text !== undefined && text.charAt(0) === 'x'
  if (operator === 'numeric') return typeof value === 'number' && value > 1
  if (operator === 'equals-ignore-case') return text?.toUpperCase() === operand
  if (operator === 'exists') return true
  return Array.isArray(operand) ? !(operand as Json[]).includes(value) : text?.charAt(0) !== 'x'
}

function slow(pattern: Json, event: Json): boolean {
  const holder = typeof event === 'object' && event !== null ? event as { [name: string]: Json } : {}
  return Object.entries(pattern as object).every(([name, wanted]: [string, Json]) => {
    if (name === '$or') return (wanted as Json[]).some(each => slow(each, event))
    return Array.isArray(wanted) ? wanted.some(rule => slowValue(rule, holder[name])) : slow(wanted, holder[name] ?? null)
  })
}

test('3,000 random patterns agree with reading an event in every way', () => {
  const roll = dice(7)
  let taken = 0
  for (let i = 0; i < 3000; i += 1) {
    const pattern = randomPattern(roll, 2)
    const event = randomObject(roll, 3)
    const expected = readings(event).some(reading => slow(pattern, reading))
    const found = compilePattern(pattern, eventPatterns).matches(event)
    assert.equal(found, expected, JSON.stringify([pattern, event]))
    if (expected) taken += 1
  }
  assert.ok(taken > 100, `only ${taken} patterns matched anything`)
})

test('a set of patterns finds what trying them all finds', () => {
  const roll = dice(11)
  const patterns = Array.from({ length: 200 }, (_, i) => [compilePattern(randomPattern(roll, 2), eventPatterns), i] as const)
  const set = new PatternSet(patterns)
  for (let i = 0; i < 300; i += 1) {
    const event = randomObject(roll, 3)
    const expected = patterns.filter(([pattern]) => pattern.matches(event)).map(([, entry]) => entry)
    assert.deepEqual(set.matching(event).sort((a, b) => a - b), expected)
  }
})
