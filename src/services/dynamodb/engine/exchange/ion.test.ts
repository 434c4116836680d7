// Ion as it is written, and read again: every type, 38 digits, sets by their annotations.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Invalid } from '../invalid.ts'
import { Chance } from '../random.fixture.ts'
import { checkAttributes } from '../value-check.ts'
import type { Item } from '../value.ts'
import { IonText } from './ion.ts'

const ion = await IonText.load()
const readAll = (text: string) => [...ion.read(Buffer.from(text))]

test('an item is a struct on a line of its own', () => {
  const item: Item = {
    Id: { N: '101' }, Title: { S: 'Book 101' }, Authors: { SS: ['A', 'B'] }, Price: { N: '-2.5' },
    Sizes: { NS: ['1', '2'] }, Flag: { BOOL: true }, None: { NULL: true }, Bytes: { B: Uint8Array.of(1, 2) }, Page: { M: { a: { L: [] } } },
  }
  const line = ion.write({ Item: item })
  assert.equal(line, '$ion_1_0 {Item:{Id:101.,Title:"Book 101",Authors:$dynamodb_SS::["A","B"],Price:-2.5,' +
    'Sizes:$dynamodb_NS::[1.,2.],Flag:true,None:null,Bytes:{{AQI=}},Page:{a:[]}}}')
  assert.deepEqual(readAll(line), [item])
})

test('what is written is read as it was, whatever it is', () => {
  const chance = new Chance(7)
  const items = Array.from({ length: 200 }, () => chance.item())
  const digits = checkAttributes({ n: { N: '12345678901234567890123456789012345678' }, m: { N: '1E-130' }, o: { N: '-9.9E125' } })
  const lines = [...items, digits].map(item => ion.write({ Item: item }))
  const read = readAll(lines.join('\n')).map(each => checkAttributes(each as Item))
  assert.deepEqual(read, [...items, digits])
})

test('other numbers and texts of Ion find their type', () => {
  assert.deepEqual(readAll('{Item:{a:2,b:1.5e0,c:symbol,d:2020-01-01T,e:0x10}}').map(each => checkAttributes(each as Item)), [
    { a: { N: '2' }, b: { N: '1.5' }, c: { S: 'symbol' }, d: { S: '2020-01-01T' }, e: { N: '16' } },
  ])
})

test('what is no item is told, and what is no Ion refused', () => {
  const [first, second] = readAll('{Other:1} {Item:{a:"x"}}')
  assert.ok(first instanceof Invalid)
  assert.deepEqual(second, { a: { S: 'x' } })
  assert.throws(() => readAll('{Item:'), Invalid)
})
