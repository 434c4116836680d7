// Tags as pairs and as a set.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tagPairs, tagSet } from './tag-set.ts'

test('there and back', () => {
  const pairs = [{ Key: 'a', Value: '1' }, { Key: 'b', Value: '' }]
  assert.deepEqual(tagPairs(tagSet(pairs)), pairs)
})
