// Which drawers a set opens: none for patterns that the event cannot meet.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventPatterns } from './dialect.ts'
import { compilePattern } from './pattern.ts'
import { PatternSet } from './pattern-set.ts'

test('only patterns filed under a value of the event are tried', () => {
  const tried: number[] = []
  const set = new PatternSet(Array.from({ length: 100 }, (_, i) => {
    const { root, matches } = compilePattern({ source: ['shop'], detail: { customer: [`c${i}`] } }, eventPatterns)
    return [{ root, matches: (event: unknown) => { tried.push(i); return matches(event) } }, i] as const
  }))
  assert.deepEqual(set.matching({ source: 'shop', detail: { customer: ['c7', 'c7', 'c9'] } }), [7, 9])
  assert.deepEqual(tried, [7, 9])
  assert.deepEqual(set.matching({ source: 'shop' }), [])
})

test('patterns without a plain value are always tried', () => {
  const set = new PatternSet([
    [compilePattern({ a: [{ exists: false }] }, eventPatterns), 'absent'],
    [compilePattern({ a: [{ prefix: 'x' }, 1] }, eventPatterns), 'x'],
  ])
  assert.deepEqual([set.matching({}), set.matching({ a: 1 })], [['absent'], ['x']])
})
