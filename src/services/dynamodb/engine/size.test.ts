// Sizes as documented, and the 400 KB limit.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Invalid } from './invalid.ts'
import { checkItemSize, itemSizeBytes, itemSizeMaxBytes, utf8LengthBytes, valueSizeBytes } from './size.ts'
import type { AttributeValue } from './value.ts'

test('values count as documented', () => {
  const cases: readonly (readonly [AttributeValue, number])[] = [
    [{ S: '' }, 0], [{ S: 'abc' }, 3], [{ S: 'é' }, 2], [{ S: '😀' }, 4], [{ N: '42' }, 2], [{ B: new Uint8Array(7) }, 7],
    [{ BOOL: true }, 1], [{ NULL: true }, 1], [{ L: [] }, 3], [{ M: {} }, 3],
    [{ L: [{ S: 'ab' }, { NULL: true }] }, 3 + 1 + 2 + 1 + 1], [{ M: { ab: { S: 'cde' } } }, 3 + 1 + 2 + 3],
    [{ SS: ['a', 'bc'] }, 3], [{ NS: ['1', '123'] }, 5], [{ BS: [new Uint8Array(2), new Uint8Array(3)] }, 5],
  ]
  for (const [value, size] of cases) assert.equal(valueSizeBytes(value), size, JSON.stringify(value))
})

test('an item counts names and values', () => {
  assert.equal(itemSizeBytes({}), 0)
  assert.equal(itemSizeBytes({ pk: { S: 'user' }, größe: { N: '12' } }), 2 + 4 + 7 + 2)
  const long = 'ä'.repeat(100)
  assert.equal(utf8LengthBytes(long), 200)
})

test('400 KB and not a byte more', () => {
  checkItemSize(itemSizeMaxBytes, 'put')
  assert.equal(itemSizeMaxBytes, 409_600)
  assert.throws(() => checkItemSize(409_601, 'put'), new Invalid('Item size has exceeded the maximum allowed size'))
  assert.throws(() => checkItemSize(409_601, 'update'), new Invalid('Item size to update has exceeded the maximum allowed size'))
})
