// Filters' operators, as a table.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compares } from './comparison.ts'

const cases: readonly (readonly [string | undefined, string | undefined, readonly string[], boolean])[] = [
  [undefined, 'a', ['b', 'a'], true], ['Equal', undefined, ['a'], false], ['EQUAL', 'a', ['b'], false],
  ['NotEqual', 'a', ['b', 'c'], true], ['NOT_EQUAL', 'a', ['a', 'b'], false], ['NotEqual', undefined, ['a'], true],
  ['BeginWith', 'abc', ['x', 'ab'], true], ['BEGIN_WITH', 'abc', ['bc'], false],
  ['LessThan', '9', ['10'], true], ['LESS_THAN', '10', ['9'], false], ['GreaterThan', '3.10.1', ['3.9.9'], true],
  ['GreaterThan', '3.1', ['3.1.1'], false], ['LessThan', '2026-01-01T00:00:00Z', ['2026-02-01T00:00:00Z'], true],
  ['Exists', 'a', [], true], ['Exists', undefined, [], false], ['Contains', 'abc', ['b'], true], ['Other', 'a', ['a'], false],
]

test('each operator', () => {
  for (const [operator, actual, wanted, is] of cases) {
    assert.equal(compares(operator, actual, wanted), is, `${String(actual)} ${String(operator)} ${wanted.join()}`)
  }
})
