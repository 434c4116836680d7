// Which texts hold an object.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { jsonObject } from './json-object.ts'

test('objects, and nothing else', () => {
  assert.deepEqual(jsonObject(' {"a":[1]} '), { a: [1] })
  for (const text of ['', '[]', 'null', '1', '"a"', '{', '{"a":1}x']) assert.equal(jsonObject(text), undefined, text)
})
