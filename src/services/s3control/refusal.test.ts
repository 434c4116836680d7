// Faults that operations have in common.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { invalidRequest } from './refusal.ts'

test('a request that makes no sense is a client\'s error', () => {
  const { code, status, message } = invalidRequest('why')
  assert.deepEqual([code, status, message], ['InvalidRequest', 400, 'why'])
})
