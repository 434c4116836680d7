// Receipt handles: there and back, and what is none.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readReceipt, writeReceipt } from './receipt.ts'

const receipt = { contents: '0123456789ab.2', rank: 1_800_000_000_123, sequence: 1_843_200_000_125_952, receipt: '0123456789abcdef' }

test('there and back', () => {
  assert.deepEqual(readReceipt(writeReceipt(receipt)), receipt)
  assert.deepEqual(readReceipt(writeReceipt({ ...receipt, rank: 0 })), { ...receipt, rank: 0 })
})

test('what is no handle', () => {
  for (const text of ['', 'x', 'AQEB', `AQEB${Buffer.from('a:b:c:d').toString('base64')}`, writeReceipt(receipt).slice(0, -4),
    writeReceipt(receipt).slice(4)]) {
    assert.equal(readReceipt(text), undefined, text)
  }
})
