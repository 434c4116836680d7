// Config's words for how often.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { frequencyMs } from './frequency.ts'

test('words of the API, a day for want of one', () => {
  assert.deepEqual(['One_Hour', 'Six_Hours', 'TwentyFour_Hours', undefined].map(frequencyMs),
    [1, 6, 24, 24].map(hours => hours * 3_600_000))
})
