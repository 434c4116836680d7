// The general faults have their codes.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { invalid, unavailable } from './fault.ts'

test('codes', () => {
  assert.deepEqual([invalid('a').code, unavailable('b').code], ['ValidationException', 'DataUnavailableException'])
})
