// Ranges of bytes, readable and not.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contentRange, readRange } from './range.ts'

test('what a header asks for of ten bytes', () => {
  const cases = [
    ['bytes=0-0', { fromBytes: 0, sizeBytes: 1 }], ['bytes=3-', { fromBytes: 3, sizeBytes: 7 }],
      ['bytes=-4', { fromBytes: 6, sizeBytes: 4 }],
    ['bytes=8-20', { fromBytes: 8, sizeBytes: 2 }], ['bytes=-20', { fromBytes: 0, sizeBytes: 10 }], ['bytes=10-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'], ['bytes=5-4', undefined], ['bytes=-', undefined], ['bytes=a-b', undefined], ['items=0-1', undefined],
    ['bytes=0-1,3-4', undefined], [undefined, undefined],
  ] as const
  for (const [header, expected] of cases) assert.deepEqual(readRange(header, 10), expected, header)
  assert.equal(readRange('bytes=0-', 0), 'unsatisfiable')
  assert.equal(contentRange({ fromBytes: 3, sizeBytes: 4 }, 10), 'bytes 3-6/10')
})
