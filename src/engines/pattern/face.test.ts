// The three dialects by their names.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PatternProblem, readPattern } from './face.ts'

test('each dialect is read by its own rules', () => {
  assert.ok(readPattern({ a: { b: ['c'] } }, 'event-pattern').matches({ a: { b: 'c' } }))
  assert.ok(readPattern({ a: { b: ['c'] } }, 'body-filter').matches({ a: { b: 'c' } }))
  assert.throws(() => readPattern({ a: { b: ['c'] } }, 'attribute-filter'), PatternProblem)
})
