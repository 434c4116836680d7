// Canonical user ids.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalId } from './owner.ts'

test('an account has one id, always the same, and no other account has it', () => {
  assert.match(canonicalId('111122223333'), /^[0-9a-f]{64}$/)
  assert.equal(canonicalId('111122223333'), canonicalId('111122223333'))
  assert.notEqual(canonicalId('111122223333'), canonicalId('222233334444'))
})
