// Sections and actions of update expressions.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ExpressionReader } from './reader.ts'
import { readUpdate } from './update-reader.ts'

test('sections and their actions, in order of the text', () => {
  const values = { ':v': { N: '1' }, ':s': { SS: ['a'] } }
  const actions = readUpdate(new ExpressionReader('UpdateExpression', 'remove x, y[0] SET a.b = c - :v, d = :v ADD n :v DELETE s :s',
    { values }))
  const v = { kind: 'slot', slot: 0 }
  assert.deepEqual(actions, [
    { section: 'REMOVE', path: ['x'] }, { section: 'REMOVE', path: ['y', 0] },
    { section: 'SET', path: ['a', 'b'], operand: { kind: 'sum', operator: '-', left: { kind: 'path', path: ['c'] }, right: v } },
    { section: 'SET', path: ['d'], operand: v }, { section: 'ADD', path: ['n'], operand: v },
    { section: 'DELETE', path: ['s'], operand: { kind: 'slot', slot: 1 } },
  ])
})
