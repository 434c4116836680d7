// Tables as text: columns by name, remarks left out, lines of another width refused.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readRows } from './rows.ts'

test('lines are read by the names of their columns', () => {
  assert.deepEqual(readRows('# remark\na\tb\n1\t2\n\n\t3\n', ['a', 'b']), [{ a: '1', b: '2' }, { a: '', b: '3' }])
})

test('other columns and other widths are refused', () => {
  assert.throws(() => readRows('a\tb\n', ['a']), /a table of a was expected, not one of a,b/)
  assert.throws(() => readRows('a\tb\n1\n', ['a', 'b']), /1 cells instead of 2: 1/)
})
