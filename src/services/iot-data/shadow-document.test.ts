// Documents of shadows: merging, times, differences.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { delta, depthOf, merged, stamped, within } from './shadow-document.ts'

test('a change is merged member by member, null takes away', () => {
  assert.deepEqual(merged({ a: 1, b: { c: 2, d: 3 } }, { a: null, b: { c: 4 }, e: [1] }), { b: { c: 4, d: 3 }, e: [1] })
  assert.deepEqual(merged({ a: 1 }, { a: { b: 2 } }), { a: { b: 2 } })
})

test('each value has its time, elements of lists too', () => {
  assert.deepEqual(stamped({ a: 1, b: { c: null }, d: [1, { e: 2 }] }, 7), {
    a: { timestamp: 7 }, b: { c: null }, d: [{ timestamp: 7 }, { e: { timestamp: 7 } }],
  })
})

test('what differs is what is desired and not reported so', () => {
  assert.deepEqual(delta({ a: 1, b: { c: 2, d: 3 }, l: [1, 2] }, { a: 1, b: { c: 9, d: 3 }, l: [2, 1], x: 1 }), { b: { c: 2 }, l: [1, 2] })
  assert.equal(delta({ a: { b: 1 } }, { a: { b: 1 } }), undefined)
})

test('parts by another document\'s shape, and depth', () => {
  assert.deepEqual(within({ a: { b: 1, c: 2 }, d: 3 }, { a: { b: 0 }, x: 1 }), { a: { b: 1 } })
  assert.deepEqual([depthOf(1), depthOf({}), depthOf({ a: { b: {} } })], [0, 1, 3])
})
