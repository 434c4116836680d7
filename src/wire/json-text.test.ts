// Integers that are too long for a number, in short texts and in long ones.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseJson } from './json-text.ts'

test('long integers stay exact wherever they stand', () => {
  for (const length of [10, 10_000, 100_000]) {
    const filler = Array.from({ length }, (_, i) => 1_700_000_000_000 + i)
    const { list, last } = parseJson(JSON.stringify({ list: filler }).replace(/\}$/, ',"last":9007199254740993}')) as { list: number[],
      last: bigint }
    assert.deepEqual([list.length, list.at(-1), last], [length, 1_700_000_000_000 + length - 1, 9_007_199_254_740_993n])
    assert.deepEqual(parseJson(JSON.stringify({ list: filler, id: '12345678901234567890' })), { list: filler, id: '12345678901234567890' })
  }
})
