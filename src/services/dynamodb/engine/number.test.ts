// Numbers: tables of texts, and arithmetic, order and sortable texts against scaled integers.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Invalid } from './invalid.ts'
import { addNumbers, canonicalNumber, compareNumbers, numberSizeBytes, sortableNumber, subtractNumbers } from './number.ts'
import { Chance } from './random.fixture.ts'
import { key } from '../../../std/key.ts'

const overflow = 'Number overflow. Attempting to store a number with magnitude larger than supported range'
const underflow = 'Number underflow. Attempting to store a number with magnitude smaller than supported range'
const precision = 'Attempting to store more than 38 significant digits in a Number'

test('numbers come back in plain notation without needless zeros', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['0', '0'], ['-0', '0'], ['0e999', '0'], ['00042', '42'], ['+7', '7'], ['1.0', '1'], ['1.50', '1.5'], ['.5', '0.5'], ['5.', '5'],
    ['1.5E2', '150'], ['1e2', '100'], ['100', '100'], ['-12.340', '-12.34'], ['0.000123', '0.000123'], ['12e-1', '1.2'],
    ['1.00000000000000007629769841092E+50', '100000000000000007629769841092000000000000000000000'],
    ['1e-130', `0.${'0'.repeat(129)}1`], ['9.9999999999999999999999999999999999999E+125', '9'.repeat(38) + '0'.repeat(88)],
    ['00000000000000000000000000000000000000000000001', '1'], ['1'.repeat(38), '1'.repeat(38)],
    [`1${'0'.repeat(100)}`, `1${'0'.repeat(100)}`],
  ]
  for (const [written, canonical] of cases) {
    assert.equal(canonicalNumber(written), canonical, written)
    assert.equal(canonicalNumber(canonical), canonical)
  }
})

test('what is no number, too long, too great or too small is refused in DynamoDB\'s words', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['', 'The parameter cannot be converted to a numeric value'],
    ...['a', '1a', '1 ', ' 1', '.', 'e5', '--1', '1e', 'NaN', 'Infinity', '0x10', '1,5'].map(text =>
      [text, `The parameter cannot be converted to a numeric value: ${text}`] as const),
    ['1'.repeat(39), precision], [`0.${'1'.repeat(39)}`, precision], [`1${'0'.repeat(37)}1`, precision],
    ['1e126', overflow], ['-1e126', overflow], ['1e999999999999', overflow], ['1e-131', underflow], ['-1e-131', underflow],
  ]
  for (const [text, message] of cases) assert.throws(() => canonicalNumber(text), new Invalid(message), text)
})

/** value · 10^200 as an integer, by shifting digits; exact for everything of the range. */
function scaled(text: string): bigint {
  const [mantissa, power = '0'] = text.toLowerCase().split('e') as [string, string?]
  const [whole, fraction = ''] = mantissa.split('.') as [string, string?]
  const shift = 200 + Number(power) - fraction.length
  return BigInt(`${whole}${fraction}${'0'.repeat(shift)}`)
}

test('order, sum, difference and sortable text agree with scaled integers', () => {
  const chance = new Chance(1)
  const edges = [
    '0', '1', '-1', '10', '-10', '9', '100', '99', '0.1', '-0.1', '0.01', '12', '-12', '1234', '-1234', '-12.01', '-120001',
    '1e-130', '-1e125',
  ]
  const numbers = [...edges, ...Array.from({ length: 300 }, () => chance.numberText())].map(canonicalNumber)
  const pairs = edges.flatMap(a => edges.map(b => [canonicalNumber(a), canonicalNumber(b)] as const))
  for (let i = 0; i < 6000; i++) pairs.push([chance.one(numbers), chance.one(numbers)])
  let sums = 0
  for (const [a, b] of pairs) {
    const [exactA, exactB] = [scaled(a), scaled(b)]
    const order = exactA < exactB ? -1 : exactA > exactB ? 1 : 0
    assert.equal(Math.sign(compareNumbers(a, b)), order, `${a} <> ${b}`)
    const [keyA, keyB] = [key('x', sortableNumber(a), 'z'), key('x', sortableNumber(b), 'a')]
    if (order !== 0) assert.equal(keyA < keyB, order < 0, `${a} <> ${b} as keys`)
    for (const [compute, exact] of [[addNumbers, exactA + exactB], [subtractNumbers, exactA - exactB]] as const) {
      const digits = String(exact).replace(/^-/, '').replace(/0+$/, '')
      if (digits.length > 38) assert.throws(() => compute(a, b), new Invalid(precision))
      else {
        sums++
        assert.equal(scaled(compute(a, b)), exact, `${a} and ${b}`)
      }
    }
  }
  assert.ok(sums > 3000)
})

test('sums at the edges', () => {
  assert.equal(addNumbers('0.1', '0.2'), '0.3')
  assert.equal(addNumbers('999999999999999', '1'), '1000000000000000')
  assert.equal(subtractNumbers('5', '5'), '0')
  assert.equal(subtractNumbers('0', '0.5'), '-0.5')
  const greatest = canonicalNumber('9.9999999999999999999999999999999999999E+125')
  assert.throws(() => addNumbers(greatest, greatest), new Invalid(precision))
  assert.throws(() => addNumbers(canonicalNumber('9e125'), canonicalNumber('1e125')), new Invalid(overflow))
})

test('a number counts a byte for two digits, one more, and one for the sign', () => {
  const cases: readonly (readonly [string, number])[] = [
    ['0', 1], ['1', 2], ['12', 2], ['123', 3], ['-1', 3], ['100', 2], ['1010', 3], ['0.001', 2], ['-12.345', 5], ['1'.repeat(38), 20],
  ]
  for (const [number, size] of cases) assert.equal(numberSizeBytes(number), size, number)
})
