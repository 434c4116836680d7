// Which texts hold JSON, and which an object.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isJson, jsonObject } from './json-object.ts'

test('objects, and nothing else', () => {
  assert.deepEqual(jsonObject(' {"a":[1]} '), { a: [1] })
  for (const text of ['', '[]', 'null', '1', '"a"', '{', '{"a":1}x']) assert.equal(jsonObject(text), undefined, text)
})

test('JSON of any kind', () => {
  for (const text of ['{}', '[1]', 'null', '1', '"a"']) assert.ok(isJson(text), text)
  for (const text of ['', '{', 'a', '{"a":1}x']) assert.ok(!isJson(text), text)
})
