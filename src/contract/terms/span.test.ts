// Spans of the terms, over weekends and months.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { after, wordsFor } from './span.ts'

test('business days pass over weekends; other spans are the clock\'s', () => {
  const day = (from: string, span: string) => new Date(after(Date.parse(from), span)).toISOString()
  assert.equal(day('2027-01-28T12:00:00Z', '2bd'), '2027-02-01T12:00:00.000Z')
  assert.equal(day('2027-01-30T00:00:00Z', '2bd'), '2027-02-02T00:00:00.000Z')
  assert.equal(day('2027-02-01T08:00:00Z', '2bd'), '2027-02-03T08:00:00.000Z')
  assert.equal(day('2027-01-31T00:00:00Z', '1mo'), '2027-02-28T00:00:00.000Z')
  assert.deepEqual(['6mo', '2bd'].map(wordsFor), ['6 months', '2 business days'])
  assert.throws(() => after(0, 'soon'), /no duration/)
})
