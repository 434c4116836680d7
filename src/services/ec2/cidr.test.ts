// Blocks of addresses, by table.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressAt, blockText, holds, overlap, readBlock, sizeOf } from './cidr.ts'

test('a block is read, its host bits are cleared, and what is none is not', () => {
  assert.equal(blockText(readBlock('10.0.3.7/16')!), '10.0.0.0/16')
  assert.equal(sizeOf(readBlock('10.0.0.0/24')!), 256)
  assert.equal(addressAt(readBlock('10.0.255.0/24')!, 4), '10.0.255.4')
  for (const text of ['10.0.0.0', '10.0.0/8', '256.0.0.0/8', '10.0.0.0/33', 'x/8', '']) assert.equal(readBlock(text), undefined, text)
})

test('blocks hold and overlap each other', () => {
  const [outer, inner, beside] = ['10.0.0.0/16', '10.0.128.0/20', '10.1.0.0/16'].map(text => readBlock(text)!)
  assert.ok(holds(outer!, inner!) && !holds(inner!, outer!) && overlap(inner!, outer!))
  assert.ok(!overlap(outer!, beside!) && !holds(outer!, beside!))
})
