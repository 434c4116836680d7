// Codes of states and the reason of a change.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { byUser, stateNamed } from './instance-state.ts'

test('a state has AWS\'s code, and a change the time at which it was asked for', () => {
  assert.deepEqual(stateNamed('running'), { Code: 16, Name: 'running' })
  assert.deepEqual(stateNamed('terminated'), { Code: 48, Name: 'terminated' })
  assert.equal(byUser(Date.UTC(2026, 0, 2, 3, 4, 5)), 'User initiated (2026-01-02 03:04:05 GMT)')
})
