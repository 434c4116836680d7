// A list as CSV: its head, its columns, a line for each rate.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PriceBook } from '../../contract/prices/book.ts'
import { csvOf } from './price-csv.ts'
import { productsOf } from './product.ts'

test('five lines about the list, the columns, then rates', () => {
  const products = productsOf(new PriceBook(), 'AWSQueueService', Date.UTC(2027, 0, 1), 'eu-west-1')
  const about = { formatVersion: 'v1.0', disclaimer: 'a "b"', publicationDate: '2027-01-01T00:00:00Z', version: '20270101000000',
    code: 'AWSQueueService' }
  const lines = csvOf(products, about, { terms: [], sells: () => false }).trimEnd().split('\n')
  assert.deepEqual(lines.slice(0, 2), ['"FormatVersion","v1.0"', '"Disclaimer","a ""b"""'])
  assert.match(lines[5]!, /^"SKU","OfferTermCode","RateCode","TermType"/)
  assert.equal(lines.length, 6 + 6)
  assert.match(lines[6]!, /"OnDemand",.*"0","100000000000","Requests","0.0000004000","USD".*"EU \(Ireland\)"/)
})
