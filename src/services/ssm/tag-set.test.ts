// Tags as lists and as sets.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tagSetOf } from './tag-set.ts'

test('the last of a name counts', () => {
  assert.deepEqual(tagSetOf([{ Key: 'a', Value: '1' }, { Key: 'a', Value: '2' }]), { a: '2' })
  assert.deepEqual(tagSetOf(), {})
})
