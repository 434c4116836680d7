// What updates do: a table from the reference, refusals, and random updates against the obvious way.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Invalid } from '../invalid.ts'
import { Chance } from '../random.fixture.ts'
import type { AttributeValue, Item } from '../value.ts'
import { Expressions } from './expressions.ts'
import { inputWith } from './input.fixture.ts'
import { same } from './oracle.fixture.ts'
import { checkKeyUntouched, checkUpdate, compileUpdate, wrongOperandType } from './update.ts'
import { badOperand, badPath, badReference, randomUpdate } from './update-oracle.fixture.ts'

const item: Item = {
  pk: { S: 'a' }, n: { N: '5' }, l: { L: [{ N: '0' }, { N: '1' }, { N: '2' }] }, m: { M: { x: { N: '1' }, y: { L: [] } } },
  ss: { SS: ['a', 'b'] }, ns: { NS: ['1', '2'] },
}
const values: Readonly<Record<string, AttributeValue>> = {
  ':one': { N: '1' }, ':s': { S: 's' }, ':list': { L: [{ N: '9' }] }, ':bc': { SS: ['b', 'c'] }, ':ab': { SS: ['a', 'b'] },
  ':two': { NS: ['2.0'] },
}

function update(text: string) {
  return new Expressions().read(inputWith('UpdateExpression', text, values), ['UpdateExpression']).update!
}

const cases: readonly (readonly [string, Item])[] = [
  ['SET n = n + :one', { n: { N: '6' } }], ['SET n = :one - n', { n: { N: '-4' } }],
  ['SET a = n, n = :one', { a: { N: '5' }, n: { N: '1' } }],
  ['SET a = if_not_exists(a, :one)', { a: { N: '1' } }], ['SET n = if_not_exists(n, :s)', {}],
  ['SET a = if_not_exists(a, n) + :one', { a: { N: '6' } }],
  ['SET a = (n + :one)', { a: { N: '6' } }], ['SET a = n + (n - :one)', { a: { N: '9' } }],
  ['SET l = list_append(l, :list)', { l: { L: [{ N: '0' }, { N: '1' }, { N: '2' }, { N: '9' }] } }],
  ['SET a = list_append(if_not_exists(a, :list), :list)', { a: { L: [{ N: '9' }, { N: '9' }] } }],
  ['SET l[1] = :s', { l: { L: [{ N: '0' }, { S: 's' }, { N: '2' }] } }],
  ['SET l[9] = :one, l[7] = :s', { l: { L: [{ N: '0' }, { N: '1' }, { N: '2' }, { S: 's' }, { N: '1' }] } }],
  ['REMOVE l[0], l[2]', { l: { L: [{ N: '1' }] } }], ['REMOVE l[7]', {}],
  ['SET l[2] = :s, l[3] = :one REMOVE l[0]', { l: { L: [{ N: '1' }, { S: 's' }, { N: '1' }] } }],
  ['SET m.z = m.x REMOVE m.x', { m: { M: { y: { L: [] }, z: { N: '1' } } } }],
  ['SET m.y[0] = :s', { m: { M: { x: { N: '1' }, y: { L: [{ S: 's' }] } } } }],
  ['ADD n :one, a :one', { n: { N: '6' }, a: { N: '1' } }], ['ADD ss :bc', { ss: { SS: ['a', 'b', 'c'] } }],
  ['ADD a :bc', { a: { SS: ['b', 'c'] } }],
  ['ADD m.x :one', { m: { M: { x: { N: '2' }, y: { L: [] } } } }], ['DELETE ss :bc', { ss: { SS: ['a'] } }],
  ['DELETE ns :two', { ns: { NS: ['1'] } }],
  ['DELETE a :bc', {}], ['set n = :one remove m add ss :bc', { n: { N: '1' }, ss: { SS: ['a', 'b', 'c'] } }],
]

test('updates do what the reference says, and leave the old item alone', () => {
  const before = structuredClone(item)
  for (const [text, changes] of cases) {
    const expected: Record<string, AttributeValue> = { ...item, ...changes }
    if (text.includes('remove m')) delete expected['m']
    assert.deepEqual(update(text).apply(item), expected, text)
    assert.deepEqual(item, before, text)
  }
  assert.deepEqual(Object.keys(update('DELETE ss :ab').apply(item)), ['pk', 'n', 'l', 'm', 'ns'])
})

test('what does not fit the item is refused', () => {
  assert.equal(badOperand, wrongOperandType)
  const refusals: readonly (readonly [string, string])[] = [
    ['SET a.b = :one', badPath], ['SET n.b = :one', badPath], ['SET m[0] = :one', badPath], ['SET l[5].a = :one', badPath],
    ['REMOVE a.b', badPath],
    ['SET a = b', badReference], ['SET a = m.z + :one', badReference], ['SET a = pk + :one', badOperand],
    ['SET a = list_append(n, :list)', badOperand],
    ['ADD pk :one', badOperand], ['ADD ss :one', badOperand], ['DELETE ns :bc', badOperand],
  ]
  for (const [text, message] of refusals) assert.throws(() => update(text).apply(item), new Invalid(message), text)
  const deep = (levels: number): AttributeValue => levels === 0 ? { M: {} } : { M: { a: deep(levels - 1) } }
  const nesting = new Expressions()
    .read({ UpdateExpression: 'SET m.z = :deep', ExpressionAttributeValues: { ':deep': deep(31) } }, ['UpdateExpression']).update!
  assert.throws(() => nesting.apply(item), /^Invalid: Nesting Levels have exceeded supported limits/)
})

test('ReturnValues shows what was touched, before and after', () => {
  const change = update('SET m.x = :s, l[1] = :s, a = :one REMOVE n')
  assert.deepEqual(change.updatedOld(item), { m: { M: { x: { N: '1' } } }, l: { L: [{ N: '1' }] }, n: { N: '5' } })
  assert.deepEqual(change.updatedNew(change.apply(item)), { m: { M: { x: { S: 's' } } }, l: { L: [{ S: 's' }] }, a: { N: '1' } })
})

test('random updates agree with the obvious way', () => {
  const chance = new Chance(7)
  let applied = 0
  for (let i = 0; i < 4000; i++) {
    const { text, placeholders, apply } = randomUpdate(chance)
    const bound = new Expressions().read({ UpdateExpression: text, ...placeholders }, ['UpdateExpression']).update!
    for (let j = 0; j < 3; j++) {
      const subject = chance.item()
      const expected = apply(subject)
      const what = `${text} on ${JSON.stringify(subject)} with ${JSON.stringify(placeholders)}`
      if (Array.isArray(expected)) {
        assert.throws(() => bound.apply(subject), (error: Error) => error instanceof Invalid && expected.includes(error.message), what)
      } else {
        applied++
        const actual = bound.apply(subject)
        assert.ok(same({ M: actual }, { M: expected as Item }), `${what}: ${JSON.stringify(actual)} is not ${JSON.stringify(expected)}`)
      }
    }
  }
  assert.ok(applied > 2000, `${applied} of 12000 applied`)
})

test('the key stays as it is', () => {
  const actions = [{ section: 'SET', path: ['pk'], operand: { kind: 'literal', value: { S: 'b' } } }] as const
  assert.throws(() => checkKeyUntouched(actions, ['pk', 'sk']),
    new Invalid('One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key'))
  checkKeyUntouched(actions, ['other'])
  checkUpdate(actions, [])
  assert.deepEqual(compileUpdate(actions).apply({}, []), { pk: { S: 'b' } })
})
