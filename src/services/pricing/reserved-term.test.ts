// Terms of reservations: AWS's codes, a fee in advance and a rate by the hour.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readTerms } from '../../contract/commitments/offerings.ts'
import { PriceBook } from '../../contract/prices/book.ts'
import { reservedTerms, termsOfReservation } from './reserved-term.ts'

const price = new PriceBook().find('', 'ec2', 'BoxUsage:m5.large', '', 'us-east-1', Date.UTC(2027, 0, 1))!

test('one term for each class, length and payment option', () => {
  const sold = { terms: readTerms(), sells: () => true }
  const found = [...termsOfReservation(price, sold)]
  assert.equal(new Set(found.map(({ code }) => code)).size, 12)
  const partial = reservedTerms('SKU', price, sold)['SKU.HU7G6KETJZ'] as { priceDimensions: Record<string,
    { unit: string, pricePerUnit: object }> }
  assert.deepEqual(Object.values(partial.priceDimensions).map(({ unit, pricePerUnit }) => [unit, pricePerUnit]),
    [['Quantity', { USD: '252.2900000000' }], ['Hrs', { USD: '0.0288000000' }]])
  assert.deepEqual([...termsOfReservation(price, { ...sold, sells: () => false })], [])
})
