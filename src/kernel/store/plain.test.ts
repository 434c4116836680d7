// Plain data comes back as it went, and what is not plain is refused.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodePlain, encodePlain, freezePlain } from './plain.ts'

const values: [string, unknown][] = [
  ['text', 'a\0b\ud800 é 😀'], ['empty text', ''], ['text that looks tagged', '!{}'], ['text that looks raw', '\'a'],
  ['text that looks like JSON', '{"a":"b\\n"}'], ['emoji', '😀'], ['number', -1.5e300], ['minus zero', -0],
  ['true', true],  ['null', null], ['bigint', -(10n ** 40n)], ['bytes', Uint8Array.of(0, 255, 33)], ['no bytes', new Uint8Array(0)],
  ['nested', { a: [1, { b: [] }, 'x', null], c: {} }],
  ['bytes deep down', { a: [{ b: Uint8Array.of(1) }], c: ['\0bytes', 'AA=='], d: -0 }],
  ['tags in disguise', [5n, ['\0bigint', '5'], ['\0array'], ['\0-0'], '\0bytes']],
  ['hostile member names', JSON.parse('{"__proto__":{"x":1},"constructor":2,"toJSON":"no","":3}')],
  ['hostile member names beside bytes', Object.assign(JSON.parse('{"__proto__":{"x":1}}'), { bytes: Uint8Array.of(1) })],
]

for (const [name, value] of values) test(`${name} comes back`, () => {
  const text = encodePlain(value)
  assert.deepEqual(decodePlain(Buffer.from(text, 'utf8').toString('utf8')), value)
})

test('a text that is a value has no escapes, and one written with them is read all the same', () => {
  assert.equal(encodePlain('{"a":"b"}'), '\'{"a":"b"}')
  assert.equal(decodePlain('"{\\"a\\":1}"'), '{"a":1}')
})

test('undefined members are left out', () => {
  assert.deepEqual(decodePlain(encodePlain({ a: undefined, b: 1 })), { b: 1 })
  assert.deepEqual(decodePlain(encodePlain({ a: undefined, b: 1n })), { b: 1n })
})

test('a Buffer comes back as Uint8Array', () => {
  const bytes = decodePlain(encodePlain(Buffer.from('abc'))) as Uint8Array
  assert.equal(Object.getPrototypeOf(bytes), Uint8Array.prototype)
})

class Own { x = 1 }
const refused: [string, unknown][] = [
  ['function', () => 1], ['symbol', Symbol('x')], ['Date', new Date(0)], ['Map', new Map()], ['class instance', new Own()], ['NaN', NaN],
  ['Infinity', -Infinity], ['undefined in a list', [undefined]], ['undefined', undefined], ['regular expression', /x/],
]

for (const [name, value] of refused) test(`${name} is refused`, () => {
  assert.throws(() => encodePlain(value), /plain data/)
  assert.throws(() => encodePlain({ deep: [value] }), /plain data/)
  assert.throws(() => freezePlain({ deep: [value] }), /plain data/)
})

test('freezing goes all the way down and leaves bytes alone', () => {
  const value = { list: [{ x: 1 }], bytes: Uint8Array.of(1), none: undefined }
  freezePlain(value)
  assert.throws(() => { value.list[0]!.x = 2 }, TypeError)
  assert.throws(() => { value.list.push({ x: 3 }) }, TypeError)
  value.bytes[0] = 2
})
