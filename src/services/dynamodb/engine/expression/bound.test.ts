// Bound conditions, projections, updates and key conditions, from trees.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Invalid } from '../invalid.ts'
import { boundCondition, boundKeyCondition, boundProjection, boundUpdate, checkFilterKeys } from './bound.ts'
import { projectionOf } from './projection.ts'
import type { Condition } from './syntax.ts'
import { compileUpdate } from './update.ts'

const condition: Condition = {
  kind: 'and',
  left: { kind: 'not', condition: { kind: 'call', name: 'attribute_exists', operands: [{ kind: 'path', path: ['a', 'b'] }] } },
  right: {
    kind: 'in', operand: { kind: 'path', path: ['pk'] },
    candidates: [{ kind: 'literal', value: { S: 'x' } }, { kind: 'path', path: ['c'] }],
  },
}

test('a bound condition knows what it reads; a query\'s filter may not read the key', () => {
  const bound = boundCondition(condition)
  assert.deepEqual(bound.paths(), [['a', 'b'], ['pk'], ['c']])
  assert.equal(bound.matches({ pk: { S: 'x' } }), true)
  checkFilterKeys(bound, ['sk'])
  const text = 'can only contain non-primary key attributes: Primary key attribute: pk'
  assert.throws(() => checkFilterKeys(bound, ['sk', 'pk']), new Invalid(`Filter Expression ${text}`))
  assert.throws(() => checkFilterKeys(bound, ['pk'], 'QueryFilter'), new Invalid(`QueryFilter ${text}`))
})

test('projections, updates and key conditions carry their values', () => {
  assert.deepEqual(boundProjection(projectionOf([['a']])).project({ a: { S: '1' }, b: { S: '2' } }), { a: { S: '1' } })
  const update = boundUpdate(compileUpdate([{ section: 'SET', path: ['a'], operand: { kind: 'slot', slot: 0 } }]), [{ S: '3' }])
  assert.deepEqual(update.apply({ b: { S: '2' } }), { a: { S: '3' }, b: { S: '2' } })
  assert.throws(() => update.checkKeyUntouched(['a']), Invalid)
  const key = boundKeyCondition([{ name: 'pk', operator: '=', operands: [{ kind: 'slot', slot: 0 }] }], [{ S: 'x' }])
  assert.deepEqual(key.resolve({ hash: [{ name: 'pk', type: 'S' }], range: [] }).hash, { pk: { S: 'x' } })
})
