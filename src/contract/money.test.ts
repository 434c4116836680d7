// Money: read, shown, rounded and shared without losing an atom.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { atomsOfPrice, dollars, moneyOf, priceOf, priceText, rounded, shares } from './money.ts'

test('prices are read to the twelfth decimal, and nothing else is', () => {
  for (const [text, price] of [['0.0104', 10_400_000_000n], ['0.0000004', 400_000n], ['12', 12n * 10n ** 12n]] as const) {
    assert.equal(priceOf(text), price)
    assert.equal(priceText(price), text)
  }
  for (const text of ['', '-1', '1e3', '.5', '1.', '0.0000000000001', 'NaN', '1,5']) assert.throws(() => priceOf(text), /no price/, text)
})

test('amounts are shown rounded, half away from zero', () => {
  const cases: readonly (readonly [string, number, string])[] = [
    ['0.005', 2, '0.01'], ['-0.005', 2, '-0.01'], ['0.0049', 2, '0.00'], ['1234.5', 0, '1235'], ['7', 10, '7.0000000000'],
  ]
  for (const [text, decimals, shown] of cases) assert.equal(dollars(moneyOf(text), decimals), shown)
  assert.equal(rounded(moneyOf('-1.235')), moneyOf('-1.24'))
})

test('every unit of usage divides it: a byte for an hour of any month, a small part of a request', () => {
  for (const days of [28n, 29n, 30n, 31n]) assert.equal(atomsOfPrice % (2n ** 30n * days * 24n * 3_600_000n), 0n)
  assert.equal(atomsOfPrice % 2n ** 60n, 0n)
})

test('shares add up to the whole', () => {
  assert.deepEqual(shares(100n, [1n, 1n, 1n]), [33n, 33n, 34n])
  assert.deepEqual(shares(-100n, [1n, 2n]), [-33n, -67n])
  assert.deepEqual(shares(5n, [0n, 0n]), [5n, 0n])
  assert.deepEqual(shares(5n, []), [])
})
