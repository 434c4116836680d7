// States that go on.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRunning } from './association.ts'

test('states that are not the last', () => {
  assert.deepEqual(['Pending', 'InProgress', 'Success', 'Failed', 'TimedOut'].filter(isRunning), ['Pending', 'InProgress'])
})
