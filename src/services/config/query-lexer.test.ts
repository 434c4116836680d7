// Words of a query.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { QueryProblem, tokensOf } from './query-lexer.ts'

test('names with dots, texts with quotes, numbers, signs', () => {
  assert.deepEqual(tokensOf(`a.b/c, 'it''s' <= 5`).map(({ kind, text }) => [kind, text]),
    [['name', 'a.b/c'], ['sign', ','], ['text', `it's`], ['sign', '<='], ['number', '5']])
  assert.deepEqual(tokensOf('  '), [])
  assert.throws(() => tokensOf('a ~ b'), QueryProblem)
})
