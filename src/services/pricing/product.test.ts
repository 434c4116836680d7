// Products: terms in tiers, and SKUs that stay the same.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PriceBook } from '../../contract/prices/book.ts'
import { productsOf, termOf, versionOf } from './product.ts'

test('tiers begin where the one before ends', () => {
  const book = new PriceBook()
  const at = Date.UTC(2027, 0, 1)
  const [standard] = [...productsOf(book, 'AmazonS3', at, 'us-east-1')].filter(({ attributes }) =>
    attributes['usagetype'] === 'TimedStorage-ByteHrs')
  const { priceDimensions } = termOf(standard!.sku, standard!.price) as { priceDimensions: Record<string,
    { beginRange: string, endRange: string }> }
  assert.deepEqual(Object.values(priceDimensions).map(({ beginRange, endRange }) => [beginRange, endRange]),
    [['0', '51200'], ['51200', '512000'], ['512000', 'Inf']])
  assert.match(standard!.sku, /^[0-9A-Z]{16}$/)
  assert.equal(versionOf(at), '20270101000000')
})
