// Keys against a naive comparator over seeded random tuples, and the edges by table.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { key, keyParts, keyPrefix, prefixEnd, prefixOf, type KeyPart } from './key.ts'

function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = state + 0x6d2b79f5 | 0
    let mixed = Math.imul(state ^ state >>> 15, 1 | state)
    mixed = mixed + Math.imul(mixed ^ mixed >>> 7, 61 | mixed) ^ mixed
    return ((mixed ^ mixed >>> 14) >>> 0) / 4294967296
  }
}

const rank = (part: KeyPart): number =>
  part === false ? 0 : part === true ? 1 : typeof part === 'number' ? 2 : typeof part === 'bigint' ? 3 : typeof part === 'string' ? 4 : 5

function codePoints(text: string): number[] {
  return [...text].map((character) => character.codePointAt(0)!)
}

function compareLists(a: ArrayLike<number>, b: ArrayLike<number>): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i]! < b[i]! ? -1 : 1
  return Math.sign(a.length - b.length)
}

function compareParts(a: KeyPart, b: KeyPart): number {
  if (rank(a) !== rank(b)) return rank(a) < rank(b) ? -1 : 1
  if (typeof a === 'string') return compareLists(codePoints(a), codePoints(b as string))
  if (a instanceof Uint8Array) return compareLists(a, b as Uint8Array)
  return a < b ? -1 : a > b ? 1 : 0
}

function compareTuples(a: KeyPart[], b: KeyPart[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const order = compareParts(a[i]!, b[i]!)
    if (order !== 0) return order
  }
  return Math.sign(a.length - b.length)
}

const characters = [
  '\0', '\x01', '\x02', 'a', 'b', '\x7f', '\x80', 'é', '\u07ff', '\u0800', '\ud7ff', '\ud800', '\udfff', '\ue000', '\uffff',
  '😀', '\u{10ffff}',
]
const numbers = [0, -0, 1, -1, 0.5, -0.5, 255, 256, 1e9, -1e9, 2 ** 53, -(2 ** 53), 5e-324, -5e-324, 1e300, -1e300, Infinity, -Infinity]
const bigints = [0n, 1n, -1n, 255n, 256n, -255n, -256n, 2n ** 64n, -(2n ** 64n), 10n ** 80n, -(10n ** 80n)]

function randomPart(random: () => number): KeyPart {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const kind = random()
  if (kind < 0.5) return Array.from({ length: Math.floor(random() * 4) }, () => pick(characters)).join('')
  if (kind < 0.65) return random() < 0.5 ? pick(numbers) : Math.round((random() - 0.5) * 2000)
  if (kind < 0.75) return pick(bigints)
  if (kind < 0.8) return random() < 0.5
  return Uint8Array.from({ length: Math.floor(random() * 4) }, () => pick([0, 1, 2, 97, 255]))
}

test('keys sort as their tuples and come back whole', () => {
  const random = generator(7)
  const tuples = Array.from({ length: 3000 }, () => Array.from({ length: Math.floor(random() * 4) }, () => randomPart(random)))
  for (let i = 1; i < tuples.length; i++) {
    const [a, b] = [tuples[i - 1]!, tuples[i]!]
    const [keyA, keyB] = [key(...a), key(...b)]
    const order = keyA < keyB ? -1 : keyA > keyB ? 1 : 0
    assert.equal(order, compareTuples(a, b), `${JSON.stringify(a, showBigints)} against ${JSON.stringify(b, showBigints)}`)
    assert.equal(Math.sign(Buffer.compare(Buffer.from(keyA, 'latin1'), Buffer.from(keyB, 'latin1'))), order)
    assert.match(keyA, /^[\0-\xff]*$/)
    assert.deepEqual(keyParts(keyA), a.map((part) => part === 0 ? 0 : part))
  }
})

function showBigints(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value
}

test('a tuple is a prefix of its continuations only', () => {
  const random = generator(11)
  const tuples = Array.from({ length: 600 }, () => Array.from({ length: 1 + Math.floor(random() * 2) }, () => randomPart(random)))
  for (const a of tuples) for (const b of tuples.slice(0, 100)) {
    const continues = b.length >= a.length && compareTuples(a, b.slice(0, a.length)) === 0
    assert.equal(key(...b).startsWith(key(...a)), continues)
  }
})

test('prefixOf closes its last part, keyPrefix leaves it open', () => {
  assert.ok(key('queue', 'abc', 1).startsWith(keyPrefix('queue', 'ab')))
  assert.ok(key('queue', 'é\0x').startsWith(keyPrefix('queue', 'é\0')))
  assert.ok(!key('queue', 'ac').startsWith(keyPrefix('queue', 'ab')))
  assert.ok(key(Uint8Array.of(0, 1, 2)).startsWith(keyPrefix(Uint8Array.of(0, 1))))
  assert.equal(keyPrefix('a', 1), key('a', 1))
  assert.equal(keyPrefix(), '')
  assert.ok(!key('queue', 'abc').startsWith(prefixOf('queue', 'ab')))
  assert.ok(key('queue', 'ab', 1).startsWith(prefixOf('queue', 'ab')))
})

test('prefixEnd is the first key past a prefix', () => {
  assert.equal(prefixEnd('a'), 'b')
  assert.equal(prefixEnd('a\xff\xff'), 'b')
  assert.equal(prefixEnd('\xff'), undefined)
  assert.equal(prefixEnd(''), undefined)
})

test('what cannot be a key is refused', () => {
  assert.throws(() => key(NaN), TypeError)
  assert.throws(() => key(null as unknown as string), TypeError)
  assert.throws(() => key(undefined as unknown as string), TypeError)
  assert.throws(() => key({} as unknown as string), TypeError)
  assert.throws(() => key(1n << 2000n), TypeError)
  for (const bad of ['\x10abc', '\x05\0\0', 'z', '\x06\xff']) assert.throws(() => keyParts(bad), TypeError)
})
