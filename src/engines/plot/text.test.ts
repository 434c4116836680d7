// Short texts.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cut, shortNumber } from './text.ts'

test('numbers and labels', () => {
  assert.deepEqual([12_500, 0.000123456, -3e6].map(shortNumber), ['12.5k', '0.0001235', '-3M'])
  assert.deepEqual([cut('abc', 18), cut('abcdef', 30)], ['abc', 'abc..'])
})
