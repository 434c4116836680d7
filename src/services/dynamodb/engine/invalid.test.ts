// The refusal itself.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Invalid, invalidParameter } from './invalid.ts'

test('a refusal carries DynamoDB\'s code and text', () => {
  const refusal = invalidParameter('Missing the key pk in the item')
  assert.ok(refusal instanceof Invalid)
  assert.equal(refusal.code, 'ValidationException')
  assert.equal(refusal.message, 'One or more parameter values were invalid: Missing the key pk in the item')
})
