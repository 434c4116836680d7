// The generator: reproducible from its seed, uniform enough that no range is cut, and its ids in the forms that they claim.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Random } from './random.ts'

function drawn(random: Random): unknown[] {
  return [random.uint32(), random.next(), random.below(10), random.bytes(7), random.hex(5), random.alphanumeric(9), random.uuid()]
}

test('a seed gives the same numbers again, another seed others, none none twice', () => {
  assert.deepEqual(drawn(new Random('seed')), drawn(new Random('seed')))
  assert.notDeepEqual(drawn(new Random('seed')), drawn(new Random('seed/0')))
  assert.notDeepEqual(drawn(new Random()), drawn(new Random()))
  assert.notDeepEqual(drawn(new Random('')), drawn(new Random()))
  assert.deepEqual(drawn(new Random('')), drawn(new Random('')))
})

test('numbers lie in their ranges and reach every part of them', () => {
  const random = new Random('ranges')
  const tenths = new Set<number>()
  const digits = new Set<number>()
  for (let i = 0; i < 2000; i += 1) {
    const next = random.next()
    assert.ok(next >= 0 && next < 1)
    tenths.add(Math.floor(next * 10))
    digits.add(random.below(6))
    const bits = random.uint32()
    assert.ok(Number.isInteger(bits) && bits >= 0 && bits < 2 ** 32)
  }
  assert.equal(tenths.size, 10)
  assert.deepEqual([...digits].sort(), [0, 1, 2, 3, 4, 5])
  assert.deepEqual([random.below(1), random.below(0)], [0, 0])
})

test('the mean and the bits are those of chance', () => {
  const random = new Random('mean')
  let sum = 0
  const ones = new Array<number>(32).fill(0)
  for (let i = 0; i < 20_000; i += 1) {
    sum += random.next()
    const bits = random.uint32()
    for (let bit = 0; bit < 32; bit += 1) ones[bit]! += (bits >>> bit) & 1
  }
  assert.ok(Math.abs(sum / 20_000 - 0.5) < 0.01, String(sum))
  for (const count of ones) assert.ok(Math.abs(count / 20_000 - 0.5) < 0.02, String(count))
})

test('text and bytes are as long as they are asked for', () => {
  const random = new Random('lengths')
  for (const length of [0, 1, 2, 3, 4, 5, 8, 9, 31, 256]) {
    assert.equal(random.bytes(length).length, length)
    assert.match(random.hex(length), new RegExp(`^[0-9a-f]{${length}}$`))
    assert.match(random.alphanumeric(length), new RegExp(`^[A-Za-z0-9]{${length}}$`))
  }
  assert.equal(new Set(random.bytes(5000)).size, 256)
  assert.equal(new Set(random.alphanumeric(5000)).size, 62)
})

for (const [kind, random] of [['seeded', new Random('uuid')], ['unseeded', new Random()]] as const) {
  test(`${kind} UUIDs are of version 4 and never the same`, () => {
    const seen = new Set<string>()
    for (let i = 0; i < 1000; i += 1) seen.add(random.uuid())
    assert.equal(seen.size, 1000)
    for (const uuid of seen) assert.match(uuid, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    assert.equal(new Set([...seen].map(uuid => uuid[19])).size, 4)
  })
}
