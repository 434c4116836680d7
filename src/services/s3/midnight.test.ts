// Days as S3 counts them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { midnightAfter } from './midnight.ts'

test('days are counted to midnight', () => {
  const at = (text: string) => Date.parse(text)
  assert.equal(midnightAfter(at('2014-01-15T10:30:00Z'), 3), at('2014-01-19T00:00:00Z'))
  assert.equal(midnightAfter(at('2014-01-15T00:00:00Z'), 3), at('2014-01-18T00:00:00Z'))
})
