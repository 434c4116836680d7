// Inputs of actions as texts and lists.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { given, text, texts } from './automation-action.ts'

test('a text, a list of texts, and those of a name that are there', () => {
  assert.deepEqual([text({ a: 3 }, 'a'), texts({ a: 'x' }, 'a'), texts({ a: ['x', 1] }, 'a'), given({ a: 1, b: '' }, 'a', 'b', 'c')],
    ['3', ['x'], ['x', '1'], { a: 1 }])
  assert.throws(() => text({}, 'a'), RangeError)
  assert.throws(() => texts({ a: '' }, 'a'), RangeError)
})
