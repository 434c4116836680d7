// Paths, sizes and constants of operands.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Invalid } from '../invalid.ts'
import { checkOperandType, compileRead, constantOf, memberOf, valueAt } from './operand.ts'
import type { Operand } from './syntax.ts'

const item = { m: { M: { l: { L: [{ S: 'é' }] } } }, s: { S: 'x' } }

test('paths lead to values or nowhere', () => {
  assert.deepEqual(valueAt(item, ['m', 'l', 0]), { S: 'é' })
  for (const path of [['x'], ['m', 'x'], ['m', 0], ['m', 'l', 1], ['m', 'l', 'l'], ['s', 's'], ['toString'], ['m', 'toString']]) {
    assert.equal(valueAt(item, path), undefined)
  }
  assert.equal(memberOf({ S: 'x' }, 0), undefined)
})

test('operands read the item and the values', () => {
  const size = (operand: Operand): Operand => ({ kind: 'call', name: 'size', operands: [operand] })
  const values = [{ BS: [Uint8Array.of(1), Uint8Array.of(2)] }]
  assert.deepEqual(compileRead({ kind: 'slot', slot: 0 })(item, values), values[0])
  assert.deepEqual(compileRead(size({ kind: 'slot', slot: 0 }))(item, values), { N: '2' })
  assert.deepEqual(compileRead(size({ kind: 'path', path: ['m', 'l', 0] }))(item, []), { N: '2' })
  assert.equal(compileRead(size({ kind: 'literal', value: { N: '12' } }))(item, []), undefined)
  assert.deepEqual(constantOf({ kind: 'slot', slot: 0 }, values), values[0])
  assert.equal(constantOf({ kind: 'path', path: ['s'] }, values), undefined)
  checkOperandType('<', { kind: 'path', path: ['m'] }, values, new Set(['S']))
  assert.throws(() => checkOperandType('<', { kind: 'slot', slot: 0 }, values, new Set(['S'])),
    new Invalid('Incorrect operand type for operator or function; operator or function: <, operand type: BS'))
})
