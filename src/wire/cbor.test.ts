// CBOR as a data format: RFC 8949's own examples, its limits, and rubbish.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CborDecimal, CborTimestamp, CborWriter, decodeCbor } from './cbor.ts'
import { MalformedRequest } from './message.ts'
import { seededBytes } from './random.fixture.ts'

const fromHex = (hex: string): unknown => decodeCbor(Buffer.from(hex, 'hex'))

/** Examples of RFC 8949 appendix A. */
const examples: readonly (readonly [hex: string, value: unknown])[] = [
  ['00', 0], ['17', 23], ['1818', 24], ['1903e8', 1000], ['1b000000e8d4a51000', 1_000_000_000_000],
  ['1bffffffffffffffff', 18446744073709551615n],
  ['c249010000000000000000', 18446744073709551616n],
  ['3bffffffffffffffff', -18446744073709551616n], ['c349010000000000000000', -18446744073709551617n],
  ['20', -1], ['3903e7', -1000], ['f90000', 0], ['f93c00', 1], ['f93e00', 1.5], ['f97bff', 65504], ['fa47c35000', 100_000],
  ['fb7e37e43c8800759c', 1e300],
  ['f90001', 5.960464477539063e-8], ['f90400', 0.00006103515625], ['f9c400', -4], ['f97c00', Infinity],
  ['f97e00', NaN], ['f9fc00', -Infinity],
  ['f4', false], ['f5', true], ['f6', null], ['f7', null], ['c11a514b67b0', new CborTimestamp(1363896240)],
  ['c1fb41d452d9ec200000', new CborTimestamp(1363896240.5)],
  ['40', new Uint8Array(0)], ['4401020304', Uint8Array.of(1, 2, 3, 4)], ['6449455446', 'IETF'], ['62c3bc', 'ü'], ['64f0908591', '𐅑'],
  ['83010203', [1, 2, 3]], ['a26161016162820203', { a: 1, b: [2, 3] }], ['5f42010243030405ff', Uint8Array.of(1, 2, 3, 4, 5)],
  ['7f657374726561646d696e67ff', 'streaming'], ['9fff', []],
  ['9f018202039f0405ffff', [1, [2, 3], [4, 5]]], ['bf61610161629f0203ffff', { a: 1, b: [2, 3] }],
  ['d818456449455446', Uint8Array.from(Buffer.from('dIETF'))], ['c48221196ab3', new CborDecimal('27315E-2')],
]

test('reads the examples of RFC 8949', () => {
  for (const [hex, value] of examples) assert.deepEqual(fromHex(hex), value, hex)
})

const malformed: Readonly<Record<string, string>> = {
  'nothing at all': '',
  'bytes after the value': '0000',
  'an array that ends too soon': '8201',
  'a string longer than the input': '5affffffff00',
  'a text of 2^64 bytes': '7bffffffffffffffff',
  'an array of 2^32 elements': '9affffffff',
  'a map of 2^63 pairs': 'bb7fffffffffffffff',
  'a break by itself': 'ff',
  'a break as a value of a map': 'bf6161ff',
  'a break inside a definite array': '81ff',
  'a reserved length': '1c',
  'an indefinite integer': '1f',
  'a chunk of another type': '5f6161ff',
  'a chunk that is indefinite itself': '5f5fffff',
  'a key that is a number': 'a10102',
  'text that is not UTF-8': '62c328',
  'an unassigned simple value': 'f8ff',
  'a tag without a value': 'c1',
  'a timestamp of text': 'c16161',
  'a bignum of a number': 'c201',
  'a bignum of a hundred bytes': `c25864${'ff'.repeat(100)}`,
  'a decimal fraction that is none': 'c48101',
}

for (const [what, hex] of Object.entries(malformed)) {
  test(`refuses ${what}`, () => assert.throws(() => fromHex(hex), MalformedRequest))
}

test('refuses nesting beyond the limit, whichever way it is written, and does not overflow', () => {
  for (const opening of [0x81, 0x9f, 0xc6]) {
    assert.throws(() => decodeCbor(Buffer.alloc(5_000_000, opening)), { name: 'Error', message: /nests too deep/ })
  }
  assert.deepEqual(decodeCbor(Buffer.concat([Buffer.alloc(900, 0x81), Buffer.of(0)])) instanceof Array, true)
})

test('a key named __proto__ is a key', () => {
  const value = fromHex('a1695f5f70726f746f5f5fa16161f5') as Record<string, unknown>
  assert.deepEqual(Object.keys(value), ['__proto__'])
  assert.equal(({} as Record<string, unknown>)['a'], undefined)
})

test('random bytes are read or refused, and nothing else happens', () => {
  const bytes = seededBytes(1)
  for (let round = 0; round < 20_000; round++) {
    const sample = bytes(1 + round % 40)
    try {
      decodeCbor(sample)
    } catch (error) {
      assert.ok(error instanceof MalformedRequest, `${Buffer.from(sample).toString('hex')}: ${error}`)
    }
  }
})

test('what the writer writes, the decoder reads', () => {
  const integers = [
    0, 23, 24, 255, 256, 65535, 65536, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1,
    -1, -24, -25, -(2 ** 31), -(2 ** 53) + 1, 2n ** 63n - 1n, -(2n ** 63n), 2n ** 70n,
  ]
  for (const value of integers) {
    const writer = new CborWriter()
    writer.integer(value)
    assert.deepEqual(decodeCbor(writer.bytes()), value)
  }
  const writer = new CborWriter()
  writer.map(5)
  writer.text('text')
  writer.text('ü'.repeat(2000))
  writer.text('blob')
  writer.blob(new Uint8Array(3000))
  writer.text('double')
  writer.double(0.1)
  writer.text('decimal')
  writer.decimal('-12.50')
  writer.text('list')
  writer.array(2)
  writer.boolean(true)
  writer.nothing()
  const decimal = new CborDecimal('-1250E-2')
  assert.deepEqual(decodeCbor(writer.bytes()), {
    text: 'ü'.repeat(2000), blob: new Uint8Array(3000), double: 0.1, decimal, list: [true, null],
  })
})
