// Single conditions whose rules the table of patterns does not reach.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventPatterns } from './dialect.ts'
import { isScalar, literalKey, operatorTest, singleField } from './value-test.ts'

test('numbers, texts and words are told apart', () => {
  assert.equal(new Set([1, '1', true, 'true', null, 'null'].map(literalKey)).size, 6)
  assert.deepEqual([null, 0, '', false, [], {}, undefined].map(isScalar), [true, true, true, true, false, false, false])
})

test('an address without a block is itself, and families do not mix', () => {
  const one = operatorTest('cidr', '10.1.2.3', eventPatterns)
  assert.deepEqual([one('10.1.2.3'), one('10.1.2.4'), one('::ffff:10.1.2.3'), one(10)], [true, false, false, false])
})

test('anything-but takes what is of another type', () => {
  const other = operatorTest('anything-but', { suffix: 'x' }, eventPatterns)
  assert.deepEqual([other('x'), other('y'), other(1), other(null)], [false, true, true, true])
})

test('the only field of an object', () => {
  assert.deepEqual([singleField({ a: 1 }), singleField([1]), singleField('a')], [['a', 1], undefined, undefined])
  assert.throws(() => singleField({}), /Only one key/)
})
