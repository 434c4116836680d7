// The words of tables for bodies that cannot be read, out of the usual ones.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { malformedWords } from './table-words.ts'

test('words', () => {
  assert.equal(malformedWords('NUMBER_VALUE can not be converted to a String'), 'NUMBER_VALUE cannot be converted to String')
  assert.equal(malformedWords('Start of structure or map found where not expected.'), 'Start of structure or map found where not expected')
})
