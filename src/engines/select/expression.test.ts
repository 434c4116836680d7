// Random expressions: what the compiler makes of them agrees with an evaluator that is slow and obvious. It knows SQL's three truths as
// tables, numbers as whole ones, and goes through the tree anew for each row.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { likeness } from './like.ts'
import { parseQuery } from './parser.ts'
import { RunningQuery } from './query.ts'
import { Struct } from './value.ts'
import type { Value } from './value.ts'

/** Numbers that look random and are always the same. */
class Dice {
  #state: number

  constructor(seed: number) {
    this.#state = seed
  }

  below(limit: number): number {
    this.#state = (Math.imul(this.#state, 1103515245) + 12345) & 0x7fffffff
    return Math.floor((this.#state / 0x80000000) * limit)
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!
  }
}

type Plain = bigint | boolean | null
interface Sample { readonly text: string, readonly value: (row: ReadonlyMap<string, Plain>) => Plain }

function number(dice: Dice, depth: number): Sample {
  const kind = depth === 0 ? dice.below(2) : dice.below(7)
  if (kind === 0) {
    const value = BigInt(dice.below(9) - 4)
    return { text: `(${value})`, value: () => value }
  }
  if (kind === 1) {
    const name = dice.pick(['a', 'b', 'c', 'd'])
    return { text: dice.pick([name, `s.${name}`, `S."${name}"`.toLowerCase()]), value: row => row.get(name) ?? null }
  }
  if (kind === 5) {
    const [x, y] = [number(dice, depth - 1), number(dice, depth - 1)]
    return { text: `COALESCE(${x.text}, ${y.text})`, value: row => x.value(row) ?? y.value(row) }
  }
  if (kind === 6) {
    const [when, then, otherwise] = [truth(dice, depth - 1), number(dice, depth - 1), number(dice, depth - 1)]
    return {
      text: `CASE WHEN ${when.text} THEN ${then.text} ELSE ${otherwise.text} END`,
      value: row => when.value(row) === true ? then.value(row) : otherwise.value(row),
    }
  }
  const operator = dice.pick(['+', '-', '*'] as const)
  const [x, y] = [number(dice, depth - 1), number(dice, depth - 1)]
  return {
    text: `(${x.text} ${operator} ${y.text})`,
    value: row => {
      const [left, right] = [x.value(row), y.value(row)] as [bigint | null, bigint | null]
      if (left === null || right === null) return null
      return operator === '+' ? left + right : operator === '-' ? left - right : left * right
    },
  }
}

const andTable = { true: { true: true, false: false, null: null }, false: { true: false, false: false, null: false },
  null: { true: null, false: false, null: null } } as const
const orTable = { true: { true: true, false: true, null: true }, false: { true: true, false: false, null: null },
  null: { true: true, false: null, null: null } } as const

function truth(dice: Dice, depth: number): Sample {
  const kind = depth === 0 ? 0 : dice.below(6)
  const [x, y, z] = [number(dice, depth === 0 ? 0 : depth - 1), number(dice, 0), number(dice, 0)]
  const [p, q] = depth === 0 ? [x, y] : [truth(dice, depth - 1), truth(dice, depth - 1)]
  if (kind === 1) return { text: `NOT (${p.text})`, value: row => ({ true: false, false: true, null: null })[`${p.value(row) as boolean}`] }
  if (kind === 2) return { text: `(${p.text} AND ${q.text})`, value: row => andTable[key(p.value(row))][key(q.value(row))] }
  if (kind === 3) return { text: `(${p.text} OR ${q.text})`, value: row => orTable[key(p.value(row))][key(q.value(row))] }
  if (kind === 4) {
    return {
      text: `${x.text} BETWEEN ${y.text} AND ${z.text}`,
      value: row => andTable[key(order('>=', x.value(row), y.value(row)))][key(order('<=', x.value(row), z.value(row)))],
    }
  }
  if (kind === 5) {
    return {
      text: `${x.text} IN (${y.text}, ${z.text})`,
      value: row => orTable[key(order('=', x.value(row), y.value(row)))][key(order('=', x.value(row), z.value(row)))],
    }
  }
  const operator = dice.pick(['=', '<>', '<', '<=', '>', '>=', 'IS NULL'] as const)
  if (operator === 'IS NULL') return { text: `${x.text} IS NULL`, value: row => x.value(row) === null }
  return { text: `${x.text} ${operator} ${y.text}`, value: row => order(operator, x.value(row), y.value(row)) }
}

function key(value: Plain): 'true' | 'false' | 'null' {
  return String(value) as 'true'
}

function order(operator: '=' | '<>' | '<' | '<=' | '>' | '>=', a: Plain, b: Plain): boolean | null {
  if (a === null || b === null) return null
  return operator === '=' ? a === b : operator === '<>' ? a !== b : operator === '<' ? a < b : operator === '<=' ? a <= b
    : operator === '>' ? a > b : a >= b
}

test('2,000 random expressions', () => {
  const dice = new Dice(7)
  for (let i = 0; i < 2000; i += 1) {
    const [sample, filter] = [i % 2 === 0 ? number(dice, 3) : truth(dice, 3), truth(dice, 2)]
    const query = `SELECT ${sample.text} AS x FROM S3Object s WHERE ${filter.text}`
    const running = new RunningQuery(parseQuery(query), 0)
    for (let j = 0; j < 5; j += 1) {
      const values = [0, 1, 2].map(() => dice.below(4) === 0 ? null : BigInt(dice.below(7) - 3))
      const row = new Map<string, Plain>(['a', 'b', 'c'].map((name, k) => [name, values[k]!]))
      const found = [...running.take(new Struct(['a', 'b', 'c'], values))].map(answer => answer.values[0] ?? null)
      const expected: Value[] = filter.value(row) === true ? [sample.value(row)] : []
      assert.deepEqual(found, expected, `${query} over ${String(values)}`)
    }
  }
})

test('10,000 random patterns', () => {
  const dice = new Dice(11)
  for (let i = 0; i < 10_000; i += 1) {
    const pattern = Array.from({ length: dice.below(7) }, () => dice.pick(['a', 'b', '%', '_', '!%', '!_', '!!'])).join('')
    const text = Array.from({ length: dice.below(8) }, () => dice.pick(['a', 'b', '%', '_', '!'])).join('')
    const source = pattern.replace(/![%_!]|./g, part => part === '%' ? '[^]*' : part === '_' ? '[^]' : part.at(-1)!)
    assert.equal(likeness(pattern, '!')(text), new RegExp(`^${source}$`).test(text), `${text} LIKE ${pattern}`)
  }
})

test('a pattern of many wildcards takes no more time than pattern times text', () => {
  assert.equal(likeness('%a'.repeat(500))('a'.repeat(499)), false)
  assert.throws(() => likeness('a!', '!'), { code: 'EvaluatorLikePatternInvalidEscapeSequence' })
  assert.throws(() => likeness('a', '!!'), { code: 'LikeInvalidInputs' })
})
