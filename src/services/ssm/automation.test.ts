// Values as the wire has them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isOver, shownOutputs } from './automation.ts'

test('outputs are lists of texts', () => {
  assert.deepEqual(shownOutputs({ a: 'x', b: ['y', 1], c: { d: true }, e: undefined }),
    { a: ['x'], b: ['y', '1'], c: ['{"d":true}'], e: [] })
})

test('states that are the last', () => {
  assert.deepEqual((['Pending', 'InProgress', 'Waiting', 'Success', 'Failed', 'TimedOut', 'Cancelling',
    'Cancelled'] as const).filter(isOver),
    ['Success', 'Failed', 'TimedOut', 'Cancelled'])
})
