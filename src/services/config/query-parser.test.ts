// Queries as they are read.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { QueryProblem } from './query-lexer.ts'
import { parseResourceQuery } from './query-parser.ts'

test('a whole query', () => {
  const text = `SELECT a.b, COUNT(*) AS n WHERE a = 'x' AND (b IN (1, 2) OR NOT c LIKE 'y%') GROUP BY a.b ORDER BY n DESC LIMIT 5`
  assert.deepEqual(parseResourceQuery(text), {
    selected: [{ name: 'a.b', path: 'a.b' }, { name: 'n', path: '*', aggregate: 'count' }],
    where: {
      kind: 'and', parts: [{ kind: 'compare', path: 'a', sign: '=', value: 'x' }, {
        kind: 'or', parts: [{ kind: 'in', path: 'b', values: [1, 2] }, { kind: 'not', part: { kind: 'like', path: 'c', pattern: 'y%' } }],
      }],
    },
    groupBy: ['a.b'], orderBy: [{ name: 'n', isDescending: true }], limit: 5,
  })
})

test('what is no query', () => {
  for (const text of ['WHERE a', 'SELECT a, WHERE b = 1', 'SELECT a WHERE (b = 1', 'SELECT a LIMIT x', 'SELECT a ORDER a']) {
    assert.throws(() => parseResourceQuery(text), QueryProblem, text)
  }
})
