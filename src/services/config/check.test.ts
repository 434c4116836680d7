// Places in items, lists of words, judgements.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, judged, listAt, rule, words } from './check.ts'
import { itemOf } from './item.fixture.ts'

test('what stands where', () => {
  const item = itemOf('AWS::X::Y', { a: { b: [{ c: 1 }] } }, { Policy: { text: 'x' } })
  assert.deepEqual([at(item, 'a.b'), at(item, 'Policy.text'), at(item, 'a.none.b')], [[{ c: 1 }], 'x', undefined])
  assert.deepEqual([listAt(item, 'a.b'), listAt(item, 'a')], [[{ c: 1 }], []])
  assert.deepEqual([words('a, b,,'), words(undefined), words(5)], [['a', 'b'], [], ['5']])
})

test('a rule over one type', async () => {
  const { check, types } = rule('AWS::X::Y', 'no', item => at(item, 'a') === 1)
  assert.deepEqual(types, ['AWS::X::Y'])
  assert.deepEqual(await check!(itemOf('AWS::X::Y', { a: 1 }), {}, undefined as never), { compliance: 'COMPLIANT' })
  assert.deepEqual(await check!(itemOf('AWS::X::Y', { a: 2 }), {}, undefined as never), judged(false, 'no'))
})
