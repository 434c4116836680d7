// Types, equality and order of values.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { attributeOf, compareStrings, compareValues, equalAttributes, equalBytes, equalValues, setAttribute, typeOf } from './value.ts'
import type { Attributes, AttributeValue } from './value.ts'
import { Chance } from './random.fixture.ts'

const bytes = (...values: number[]) => Uint8Array.from(values)

test('each type is known by its member', () => {
  const values: readonly AttributeValue[] = [
    { S: '' }, { N: '0' }, { B: bytes() }, { BOOL: false }, { NULL: true }, { SS: ['a'] }, { NS: ['1'] }, { BS: [bytes(1)] }, { L: [] },
    { M: {} },
  ]
  assert.deepEqual(values.map(typeOf), values.map(value => Object.keys(value)[0]))
  for (const [i, a] of values.entries()) for (const [j, b] of values.entries()) assert.equal(equalValues(a, structuredClone(b)), i === j)
})

test('equality looks inside', () => {
  const chance = new Chance(2)
  for (let i = 0; i < 500; i++) {
    const [a, b] = [chance.value(3), chance.value(3)]
    assert.ok(equalValues(a, structuredClone(a)))
    assert.equal(equalValues(a, b), Buffer.from(JSON.stringify(a)).equals(Buffer.from(JSON.stringify(b))))
  }
  assert.ok(equalAttributes({ a: { N: '1' }, b: { S: '' } }, { b: { S: '' }, a: { N: '1' } }))
  assert.ok(!equalAttributes({ a: { N: '1' } }, { b: { N: '1' } }))
  assert.ok(!equalAttributes({ a: { N: '1' } }, { a: { N: '1' }, b: { N: '1' } }))
  assert.ok(equalBytes(bytes(1, 2), bytes(1, 2)) && !equalBytes(bytes(1), bytes(1, 0)))
})

test('order is by bytes, by number, and none across types', () => {
  assert.ok(compareValues({ S: 'Z' }, { S: 'a' })! < 0)
  assert.ok(compareValues({ N: '10' }, { N: '9' })! > 0)
  assert.ok(compareValues({ B: bytes(127) }, { B: bytes(128) })! < 0)
  assert.equal(compareValues({ S: '1' }, { N: '1' }), undefined)
  assert.equal(compareValues({ BOOL: true }, { BOOL: false }), undefined)
  const chance = new Chance(3)
  for (let i = 0; i < 2000; i++) {
    const [a, b] = [chance.string(), chance.string()]
    assert.equal(Math.sign(compareStrings(a, b)), Buffer.compare(Buffer.from(a), Buffer.from(b)))
  }
})

test('names of Object\'s own members are names like others', () => {
  assert.equal(attributeOf({}, 'constructor'), undefined)
  assert.equal(attributeOf({}, '__proto__'), undefined)
  const attributes: Attributes = {}
  setAttribute(attributes, '__proto__', { S: 'x' })
  setAttribute(attributes, 'toString', { S: 'y' })
  assert.deepEqual(attributeOf(attributes, '__proto__'), { S: 'x' })
  assert.deepEqual(Object.keys(attributes), ['__proto__', 'toString'])
})
