// Expressions by tables from the documentation, and random programs against an evaluator that is slow and obvious: it knows nothing but
// lists with holes. Source: "Using math expressions with CloudWatch metrics", CloudWatch User Guide.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Sheet } from './face.ts'
import { results } from './sheet.fixture.ts'

type Row = readonly [metrics: Readonly<Record<string, string>>, expression: string, ...results: string[]]

const pair = { m1: '30 20 0 0', m2: '20 - 20 -' }
const three = { m1: '1 1 0 0 -', m2: '30 - 0 0 30', m3: '0 0 20 - 20' }
const rows: readonly Row[] = [
  // "Comparison and logical operators"
  [pair, 'm1 < m2', '0 0 1 0'], [pair, 'm1 >= 30', '1 0 0 0'], [pair, 'm1 > 15 AND m2 > 15', '1 0 0 0'],
    [pair, 'm1 > 15 && m2 > 15', '1 0 0 0'],
  [pair, 'm1 > 25 OR m2 == 20', '1 0 1 0'], [pair, 'm1 != 0 || m2 <= 20', '1 1 1 0'],
  // "Using IF expressions"
  [three, 'IF(m1, m2, m3)', '30 0 20 - -'], [three, 'IF(m1, 5, m3)', '5 5 20 - -'], [three, 'IF(m1, m2, 5)', '30 0 5 5 -'],
  [three, 'IF(1, m2, m3)', '30 - 0 0 30'], [three, 'IF(0, m2, m3)', '0 0 20 - 20'], [three, 'IF(0, m2)', '- - - - -'],
  [{ m1: '300 500 -' }, 'IF(m1<400, m1)', '300 - -'], [{ m1: '300 500 -' }, 'IF(m1<400, 10, 2)', '10 2 -'],
  // "Basic arithmetic functions": what is missing is 0, what cannot be divided is dropped
  [pair, 'm1 + m2', '50 20 20 0'], [pair, 'm1 / m2', '1.5 - 0 -'], [pair, '5 * m1', '150 100 0 0'], [pair, '-m1', '-30 -20 0 0'],
  [pair, 'SUM(100/[m1, m2])', `${100 / 30 + 5} 5 5 -`], [pair, 'AVG([m1,m2]/5)', '5 2 2 0'],
    [pair, 'METRICS()*100', '3000 2000 0 0', '2000 - 2000 -'],
  [pair, 'PERIOD(m1)/60*m1', '30 20 0 0'], [{ m1: '2 3' }, '-m1^2', '-4 -9'], [{ m1: '2 3' }, '2^m1^2', '16 512'],
    [{ m1: '8' }, 'm1 - 2 - 1', '5'],
  [{ m1: '8' }, '(m1 - (2 - 1)) * 2 + 1', '15'], [{ m1: '1 2' }, 'm1 + 1 > 2 AND m1 * 2 < 5', '0 1'],
  // "Functions supported for metric math"
  [{ m1: '1 5', m2: '3 2' }, 'ABS(m1-m2)', '2 3'], [{ m1: '1 5', m2: '3 2' }, 'MIN(ABS([m1, m2]))', '1 2'],
    [pair, 'AVG(METRICS())', '25 10 10 0'],
  [{ m1: '1.2 -1.2' }, 'CEIL(m1)', '2 -1'], [{ m1: '1.2 -1.2' }, 'FLOOR(m1)', '1 -2'],
    [pair, 'SUM(m2) / DATAPOINT_COUNT(m2) * m2', '400 - 400 -'],
  [pair, 'DATAPOINT_COUNT(METRICS())', '2 1 2 1'], [{ m1: '1 - 4 3' }, 'DIFF(m1)', '- - 3 -1'],
    [{ m1: '1 - 4 3' }, 'DIFF_TIME(METRICS())', '- - 120 60'],
  [{ m1: '60 - 300' }, 'RATE(m1)', '- - 2'], [{ m1: '1 2 - 3' }, 'RUNNING_SUM(m1)', '1 3 - 6'],
    [{ m1: '1 100 0 -1' }, 'LOG10(m1)', '0 2 - -'],
  [{ m1: '1 0' }, 'LOG(m1)', '0 -'], [{ m1: '1 -' }, 'FILL(m1,10)', '1 10'], [{ m1: '- 4 - - 7 -' }, 'FILL(m1, REPEAT)', '- 4 4 4 7 7'],
  [{ m1: '- 4 - - 7 -' }, 'FILL(m1, LINEAR)', '- 4 5 6 7 -'], [{ m1: '4 -', m2: '- 3' }, 'FILL(METRICS(), m1)', '4 -', '4 3'],
  [{ m1: '4 - 6' }, 'FILL(m1, MIN(m1))', '4 4 6'], [{ m1: '1 2', m2: '5 6' }, 'FIRST(SORT(METRICS(), AVG, DESC))', '5 6'],
  [{ m1: '1 2', m2: '150 6' }, 'IF(FIRST(SORT(METRICS(), AVG, DESC))>100, 1, 0)', '1 0'],
    [{ m1: '1 2', m2: '5 6' }, 'LAST([m1, m2])', '5 6'],
  [pair, 'm1/METRIC_COUNT(METRICS())', '15 10 0 0'], [{ errors1: '1', errors2: '2', ok: '5' }, 'SUM(METRICS("errors"))', '3'],
  [{ a4xx: '1', a5xx: '2', ok: '5' }, 'SUM([METRICS("4xx"), METRICS("5xx")])', '3'], [pair, 'm1-MIN(m1)', '30 20 0 0'],
    [pair, 'MAX(METRICS())', '30 20 20 0'],
  [{ m1: '1 2', m2: '-' }, 'REMOVE_EMPTY(METRICS())', '1 2'],
    [{ a: '1', b: '3', c: '2' }, 'SLICE(SORT(METRICS(), SUM, DESC), 0, 2)', '3', '2'],
  [{ a: '1', b: '3', c: '2' }, 'SLICE(SORT(METRICS(), AVG, ASC), 1)', '2', '3'],
    [{ a: '1', b: '3', c: '2' }, 'SORT(METRICS(), MAX, DESC, 1)', '3'],
  [{ m1: '2 4' }, 'm1/STDDEV(m1)', '2 4'], [{ m1: '2', m2: '4' }, 'STDDEV(METRICS())', '1'],
    [{ m1: '1 5 -' }, 'TIME_SERIES(MAX(m1))', '5 5 5'],
  [{ m1: '1 - -' }, 'MINUTE(m1)', '0 1 2'], [{ m1: '- -' }, 'HOUR(m1)', '0 0'], [{ m1: '-' }, 'DAY(m1)', '4'],
    [{ m1: '-' }, 'DATE(m1)', '1'],
  [{ m1: '-' }, 'MONTH(m1)', '1'], [{ m1: '-' }, 'YEAR(m1)', '1970'], [{ m1: '- -' }, 'EPOCH(m1)', '0 60'],
    [{ m1: '7' }, 'IF(DAY(m1)<6,m1)', '7'],
]
for (const [metrics, expression, ...expected] of rows) {
  test(`${expression} of ${JSON.stringify(metrics)}`, () => { assert.deepEqual(results(metrics, expression), expected) })
}

const problems: readonly (readonly [expression: string, text: RegExp])[] = [
  ['AVG(m1)', /must be a time series/], ['ANOMALY_DETECTOR(m1)', /^Error in expression 'e': Function 'ANOMALY_DETECTOR' not found$/],
  ['m9', /Unresolved id 'm9'/], ['m1 +', /Unexpected end/], ['m1 m1', /Unexpected 'm1'/], ['m1 # 2', /Invalid character '#'/],
  ['[m1, 5]', /only hold time series/], ['METRICS() * METRICS()', /operand/], ['ABS(1)', /'ABS'/], ['PERIOD(m1 + m1)', /'PERIOD'/],
  ['DAY(METRICS())', /'DAY'/], ['SORT(METRICS(), STDDEV, ASC)', /'SORT'/], ['FILL(m1, NOTHING)', /NOTHING/], ['e + 1', /names itself/],
  ['SERVICE_QUOTA(m1)', /not modelled/], ['INSIGHT_RULE_METRIC("r", "Sum")', /not modelled/], ['"text"', /text/],
    ['toString', /Unresolved/],
  ['(m1', /Unexpected end/], [`${'('.repeat(200)}m1${')'.repeat(200)}`, /nested too deeply/],
]
for (const [expression, text] of problems) {
  test(`${expression.slice(0, 40)} is refused`,
    () => { assert.throws(() => results({ m1: '1 2', m2: '3 4' }, expression), { message: text }) })
}

test('a band of the hours before: mean and deviations, the upper edge first', () => {
  const past = (fromAt: number, beforeAt: number) => {
    const points = []
    for (let at = fromAt; at < beforeAt; at += 60_000) points.push({ at, value: at / 60_000 % 2 === 0 ? 10 : 20 })
    return { label: 'm1', periodMs: 60_000, points, isMetric: true }
  }
  const week = 7 * 86_400_000
  const span = { fromAt: 3 * week, beforeAt: 3 * week + 120_000, periodMs: 60_000 }
  const sheet = new Sheet([
    { id: 'm1', read: ({ fromAt, beforeAt }) => past(fromAt, beforeAt) }, { id: 'b', expression: 'ANOMALY_DETECTION_BAND(m1, 3)' },
    { id: 'low', expression: 'LAST(b)' },
  ], { found: () => [], queried: () => [] }, span)
  const rounded = (id: string) => sheet.seriesOf(id).map(({ points }) => points.map(({ value }) => Math.round(value)))
  assert.deepEqual(rounded('b'), [[30, 30], [0, 0]])
  assert.deepEqual(rounded('low'), [[0, 0]])
})

// The slow evaluator: a program is a tree of its own, and says both its text and its values.

type List = readonly (number | undefined)[]
type Slow = { readonly text: string, readonly list: List } | { readonly text: string, readonly number: number }

const places = 6

function rolling(seed: number): (sides: number) => number {
  let state = seed
  return sides => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor(state / 65_536) % sides
  }
}

const operators: readonly (readonly [string, (a: number, b: number) => number])[] = [
  ['+', (a, b) => a + b], ['-', (a, b) => a - b], ['*', (a, b) => a * b], ['/', (a, b) => a / b], ['<', (a, b) => a < b ? 1 : 0],
  ['>=', (a, b) => a >= b ? 1 : 0], ['==', (a, b) => a === b ? 1 : 0], ['AND', (a, b) => a !== 0 && b !== 0 ? 1 : 0],
  ['||', (a, b) => a !== 0 || b !== 0 ? 1 : 0],
]

function clean(list: List): List {
  return list.map(value => value !== undefined && Number.isFinite(value) ? value : undefined)
}

function program(roll: (sides: number) => number, metrics: Readonly<Record<string, List>>, depth: number): Slow {
  if (depth === 0 || roll(5) === 0) {
    const ids = Object.keys(metrics)
    const id = ids[roll(ids.length + 1)]
    return id === undefined ? numbered(roll(9)) : { text: id, list: metrics[id]! }
  }
  const one = program(roll, metrics, depth - 1)
  if (roll(3) === 0 && 'list' in one) return ofOne(roll, one)
  const other = program(roll, metrics, depth - 1)
  if (roll(6) === 0) return chosen(one, other)
  const [sign, apply] = operators[roll(operators.length)]!
  const text = `(${one.text} ${sign} ${other.text})`
  if (!('list' in one) && !('list' in other)) return { text, number: apply(one.number, other.number) }
  return { text, list: clean(Array.from({ length: places }, (_, i) => {
    const [a, b] = [one, other].map(side => 'list' in side ? side.list[i] : side.number)
    const isThere = 'list' in one && 'list' in other ? a !== undefined || b !== undefined : 'list' in one ? a !== undefined
      : b !== undefined
    return isThere ? apply(a ?? 0, b ?? 0) : undefined
  })) }
}

function numbered(value: number): Slow {
  return { text: String(value), number: value }
}

function ofOne(roll: (sides: number) => number, { text, list }: { readonly text: string, readonly list: List }): Slow {
  const there = list.filter(each => each !== undefined)
  const last = (i: number) => list.slice(0, i).findLast(each => each !== undefined)
  let sum = 0
  switch (roll(6)) {
    case 0: return { text: `SUM(${text})`, number: there.reduce((total, value) => total + value, 0) }
    case 1: return { text: `DATAPOINT_COUNT(${text})`, number: there.length }
    case 2: return { text: `FILL(${text}, 3)`, list: list.map(each => each ?? 3) }
    case 3: return { text: `FILL(${text}, REPEAT)`, list: list.map((each, i) => each ?? last(i)) }
    case 4: return { text: `RUNNING_SUM(${text})`, list: list.map(each => each === undefined ? undefined : sum += each) }
    default: return { text: `DIFF(${text})`, list: list.map((each, i) =>
      each === undefined || last(i) === undefined ? undefined : each - last(i)!) }
  }
}

/** IF(one > 4, other, 7) */
function chosen(one: Slow, other: Slow): Slow {
  const text = `IF(${one.text} > 4, ${other.text}, 7)`
  if (!('list' in one)) return one.number > 4 ? { ...other, text } : { text, number: 7 }
  return { text, list: one.list.map((each, i) => each === undefined ? undefined
    : each > 4 ? 'list' in other ? other.list[i] ?? 0 : Number.isFinite(other.number) ? other.number : undefined : 7) }
}

test('two thousand random programs are worth what the slow evaluator says', () => {
  const roll = rolling(7)
  for (let i = 0; i < 2000; i += 1) {
    const lists = Object.fromEntries(['m1', 'm2', 'm3'].map(id =>
      [id, Array.from({ length: places }, () => roll(4) === 0 ? undefined : roll(12) - 3)]))
    const made = program(roll, lists, 4)
    const texts = Object.fromEntries(Object.entries(lists).map(([id, list]) => [id, list.map(each => each ?? '-').join(' ')]))
    const isNumber = !('list' in made)
    const expected = isNumber ? Array.from({ length: places }, () => Number.isFinite(made.number) ? made.number : undefined) : made.list
    const found = results(texts, isNumber ? `TIME_SERIES(${made.text})` : made.text)
    assert.deepEqual(found, [expected.map(each => each ?? '-').map(each => each === 0 ? 0 : each).join(' ')], made.text)
  }
})
