// Fields byte by byte, as the documentation's examples and the format's rules have them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { doubleField, fixed64Field, messageField, textField, varint } from './protobuf.ts'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

test('whole numbers', () => {
  const cases: readonly (readonly [number, string])[] = [[0, '00'], [1, '01'], [150, '9601'], [300, 'ac02'], [2 ** 32, '8080808010']]
  for (const [value, wanted] of cases) assert.equal(hex(varint(value)), wanted)
})

test('fields', () => {
  assert.equal(hex(textField(2, 'testing')), '120774657374696e67')
  assert.equal(hex(messageField(3, textField(1, 'a'), textField(1, ''))), '1a050a01610a00')
  assert.equal(hex(doubleField(1, 1)), '09000000000000f03f')
  assert.equal(hex(fixed64Field(16, 258n)), '81010201000000000000')
})
