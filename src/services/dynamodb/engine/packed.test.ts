// Items to texts and back.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { packedJson, packItem, unpackItem } from './packed.ts'
import { Chance } from './random.fixture.ts'
import { setAttribute, type Attributes } from './value.ts'

test('an item comes back as it was packed', () => {
  const chance = new Chance(4)
  for (let i = 0; i < 500; i++) {
    const item = chance.item()
    assert.deepEqual(unpackItem(packItem(item)), item)
  }
  const odd: Attributes = { '!': { S: '!' }, b: { M: { in: { L: [{ BS: [Uint8Array.of(0, 255)] }] } } } }
  setAttribute(odd, '__proto__', { S: 'x' })
  assert.deepEqual(unpackItem(packItem(odd)), odd)
})

test('the JSON of a packed item is what the wire shows', () => {
  assert.equal(packedJson(packItem({ a: { S: 'x' } })), '{"a":{"S":"x"}}')
  assert.equal(packedJson(packItem({ b: { B: Uint8Array.of(1, 2, 3) } })), '{"b":{"B":"AQID"}}')
})
