// The two dialects: where the same pattern is one thing to an event bus and another to a topic.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { attributeFilters, bodyFilters, eventPatterns } from './dialect.ts'
import { compilePattern } from './pattern.ts'

test('filters of topics know no affixes without case, and smaller numbers', () => {
  const folded = { a: [{ prefix: { 'equals-ignore-case': 'X' } }] }
  assert.ok(compilePattern(folded, eventPatterns).matches({ a: 'xy' }))
  assert.throws(() => compilePattern(folded, bodyFilters), /prefix match pattern must be a string/)
  const large = { a: [{ numeric: ['>', 2e9] }] }
  assert.ok(compilePattern(large, eventPatterns).matches({ a: 3e9 }))
  assert.throws(() => compilePattern(large, attributeFilters), /Value must be between/)
})
