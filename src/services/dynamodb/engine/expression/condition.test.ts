// What conditions mean: a table from the reference, and random programs against the obvious evaluator.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Invalid } from '../invalid.ts'
import { Chance } from '../random.fixture.ts'
import type { AttributeValue, Item } from '../value.ts'
import { beginsWith, checkCondition, compileCondition, contains } from './condition.ts'
import { Expressions } from './expressions.ts'
import { inputWith } from './input.fixture.ts'
import { ProgramMaker } from './oracle.fixture.ts'

const item: Item = {
  s: { S: 'hello' }, n: { N: '10' }, b: { B: Uint8Array.of(1, 2, 3) }, yes: { BOOL: true }, nil: { NULL: true }, ss: { SS: ['a', 'b'] },
  l: { L: [{ N: '1' }, { M: { deep: { S: 'x' } } }] }, m: { M: { k: { N: '2' } } }, blank: { S: '' },
}
const values: Readonly<Record<string, AttributeValue>> = {
  ':hel': { S: 'hel' }, ':ten': { N: '10' }, ':nine': { N: '9' }, ':a': { S: 'a' }, ':one': { N: '1' }, ':x': { S: 'x' },
  ':yes': { BOOL: true },
  ':typeM': { S: 'M' }, ':bytes': { B: Uint8Array.of(2, 3) }, ':ss': { SS: ['b', 'a'] }, ':five': { N: '5' }, ':ghost': { S: '' },
}

const cases: readonly (readonly [string, boolean])[] = [
  ['n = :ten', true], ['n > :nine', true], ['n < :nine', false], ['s > :hel', true], ['s = :ten', false], ['s <> :ten', true],
  ['s < :ten', false],
  ['gone = :ten', false], ['gone <> :ten', true], ['gone < :ten', false], ['gone = absent', false], ['gone <> absent', true],
  ['NOT gone = :ten', true], ['NOT gone < :ten', true], ['yes = :yes', true], ['ss = :ss', true], ['l[0] = :one', true],
  ['l[5] = :one', false],
  ['l[1].deep = :x', true], ['m.k < :nine', true], ['m[0] = :one', false], ['n BETWEEN :nine AND :ten', true],
  ['s BETWEEN :nine AND :ten', false],
  ['gone BETWEEN :nine AND :ten', false], ['n IN (:nine, :ten)', true], ['n IN (:nine)', false], ['gone IN (:nine)', false],
  ['attribute_exists(nil)', true], ['attribute_not_exists(m.z)', true], ['attribute_type(m, :typeM)', true],
  ['attribute_type(gone, :typeM)', false],
  ['begins_with(s, :hel)', true], ['begins_with(n, :hel)', false], ['begins_with(s, :ghost)', true], ['contains(s, :hel)', true],
  ['contains(ss, :a)', true], ['contains(l, :one)', true], ['contains(b, :bytes)', true], ['contains(n, :one)', false],
  ['contains(m, :a)', false],
  ['size(s) = :five', true], ['size(ss) < :five', true], ['size(n) = :five', false], ['size(gone) = :five', false],
  ['size(blank) < :one', true],
  ['n = :ten OR gone = :ten AND s = :x', true], ['(n = :ten OR gone = :ten) AND s = :x', false], ['NOT n = :ten OR s <> :x', true],
  ['NOT (n = :ten AND s = :x)', true], ['not n = :nine and s <> :x', true], ['(s) = :x', false],
  ['( ( size ( s )) < m.k ) AND ( n > :one )', false],
  [':ten = n', true], [':nine < :ten', true],
]

test('conditions mean what the reference says', () => {
  for (const [text, expected] of cases) {
    const { condition } = new Expressions().read(inputWith('ConditionExpression', text, values), ['ConditionExpression'])
    assert.equal(condition!.matches(item), expected, text)
  }
})

test('random conditions agree with the obvious evaluator', () => {
  const chance = new Chance(6)
  let held = 0
  for (let i = 0; i < 4000; i++) {
    const maker = new ProgramMaker(chance)
    const { text, holds } = maker.condition(3)
    const input = { ConditionExpression: text, ...maker.placeholders(text) }
    let condition
    try {
      condition = new Expressions().read(input, ['ConditionExpression']).condition!
    } catch (error) {
      assert.ok(error instanceof Invalid, String(error))
      assert.fail(`${text}: ${error.message}`)
    }
    for (let j = 0; j < 3; j++) {
      const subject = chance.item()
      const expected = holds(subject)
      if (expected) held++
      assert.equal(condition.matches(subject), expected, `${text} on ${JSON.stringify(subject)} with ${JSON.stringify(maker.values)}`)
    }
  }
  assert.ok(held > 3000 && held < 9000, `${held} of 12000 held`)
})

test('trees may hold literals, and are checked like texts', () => {
  const right = { kind: 'literal', value: { N: '11' } } as const
  const tree = { kind: 'compare', operator: '<', left: { kind: 'path', path: ['n'] }, right } as const
  assert.equal(compileCondition(tree)(item, []), true)
  checkCondition(tree, [])
  assert.throws(() => checkCondition({ ...tree, right: { kind: 'literal', value: { L: [] } } }, []),
    new Invalid('Incorrect operand type for operator or function; operator or function: <, operand type: L'))
  assert.ok(beginsWith({ B: Uint8Array.of(1, 2) }, { B: Uint8Array.of(1) })
    && !beginsWith({ B: Uint8Array.of(1) }, { B: Uint8Array.of(1, 2) }))
  assert.ok(contains({ BS: [Uint8Array.of(1)] }, { B: Uint8Array.of(1) }) && !contains({ NS: ['1'] }, { S: '1' }))
})
