// Rules of split charges: how a cost is shared, and what does not go together.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkSplits, shared } from './split-rule.ts'

const rule = (Method: string, more: object = {}) => ({ Source: 'shared', Targets: ['a', 'b'], Method, ...more }) as never
const percent = (...Values: string[]) => ({ Parameters: [{ Type: 'ALLOCATION_PERCENTAGES', Values }] })

test('shares add up to the source', () => {
  const costs: Readonly<Record<string, bigint>> = { a: 30n, b: 10n }
  const of = (method: string, more: object = {}) => shared(rule(method, more), 101n, value => costs[value] ?? 0n)
  assert.deepEqual([of('EVEN'), of('PROPORTIONAL'), of('FIXED', percent('20', '80'))], [[50n, 51n], [75n, 26n], [20n, 81n]])
})

test('what does not go together is refused', () => {
  const cases: readonly (readonly [never[], RegExp])[] = [
    [[rule('FIXED')], /100 in all/], [[rule('FIXED', percent('20', '70'))], /100 in all/], [[rule('FIXED', percent('100'))], /100 in all/],
    [[rule('EVEN', percent('50', '50'))], /Only FIXED/], [[rule('EVEN'), rule('EVEN')], /two split charge rules/],
    [[rule('EVEN', { Targets: ['shared'] })], /cannot be a target/],
  ]
  for (const [rules, problem] of cases) assert.throws(() => { checkSplits(rules) }, problem)
  checkSplits([rule('PROPORTIONAL'), rule('FIXED', { Source: 'other', ...percent('33.333', '66.667') })])
})
