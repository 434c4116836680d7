// The xxHash family that Node lacks: XXH64, and XXH3 of 64 and of 128 bits, with seed 0 and the usual secret. Not for secrets, and not fast
// here: they count in big integers. Invariant: feeding a body in any pieces gives the same sum. Specification: xxHash fast digest
// algorithm, version 0.2.0 (doc/xxhash_spec.md of the xxHash project).

import type { RunningChecksum } from './crc.ts'

const [p1, p2, p3, p4, p5] = [0x9e3779b185ebca87n, 0xc2b2ae3d27d4eb4fn, 0x165667b19e3779f9n, 0x85ebca77c2b2ae63n, 0x27d4eb2f165667c5n]
const [p32a, p32b, p32c] = [0x9e3779b1n, 0x85ebca77n, 0xc2b2ae3dn]
const [mixOne, mixTwo] = [0x165667919e3779f9n, 0x9fb21c651e98df25n]
const low32 = 0xffffffffn

const u64 = (value: bigint): bigint => BigInt.asUintN(64, value)
const rotated = (value: bigint, by: bigint): bigint => u64(value << by | value >> (64n - by))
const shifted = (value: bigint, by: bigint): bigint => value ^ value >> by

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function bigEndian(...words: readonly bigint[]): Uint8Array {
  const bytes = new Uint8Array(8 * words.length)
  for (const [i, word] of words.entries()) viewOf(bytes).setBigUint64(8 * i, word)
  return bytes
}

function finalMix(hash: bigint): bigint {
  return shifted(u64(shifted(u64(shifted(hash, 33n) * p2), 29n) * p3), 32n)
}

function round(sum: bigint, word: bigint): bigint {
  return u64(rotated(u64(sum + word * p2), 31n) * p1)
}

/** Bytes of which what is whole is taken in stripes, and what is left is kept. */
class Stripes {
  #held = new Uint8Array(0)

  /** @param keeps so many bytes at least stay behind */
  feed(bytes: Uint8Array, stripeBytes: number, keeps: number, take: (view: DataView, at: number) => void): void {
    const all = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes])
    const view = viewOf(all)
    let at = 0
    for (; at + stripeBytes + keeps <= all.length; at += stripeBytes) take(view, at)
    this.#held = Uint8Array.from(all.subarray(at))
  }

  get held(): Uint8Array {
    return this.#held
  }
}

export class Xxh64 implements RunningChecksum {
  readonly #sums = [u64(p1 + p2), p2, 0n, u64(-p1)]
  readonly #stripes = new Stripes()
  #length = 0n

  update(bytes: Uint8Array): void {
    this.#length += BigInt(bytes.length)
    const sums = this.#sums
    this.#stripes.feed(bytes, 32, 0, (view, at) => {
      for (let i = 0; i < 4; i += 1) sums[i] = round(sums[i]!, view.getBigUint64(at + 8 * i, true))
    })
  }

  digest(): Uint8Array {
    const [a, b, c, d] = this.#sums as [bigint, bigint, bigint, bigint]
    let hash = p5
    if (this.#length >= 32n) {
      hash = u64(rotated(a, 1n) + rotated(b, 7n) + rotated(c, 12n) + rotated(d, 18n))
      for (const sum of [a, b, c, d]) hash = u64((hash ^ round(0n, sum)) * p1 + p4)
    }
    hash = u64(hash + this.#length)
    const rest = this.#stripes.held
    const view = viewOf(rest)
    let at = 0
    for (; at + 8 <= rest.length; at += 8) hash = u64(rotated(hash ^ round(0n, view.getBigUint64(at, true)), 27n) * p1 + p4)
    if (at + 4 <= rest.length) {
      hash = u64(rotated(hash ^ u64(BigInt(view.getUint32(at, true)) * p1), 23n) * p2 + p3)
      at += 4
    }
    for (; at < rest.length; at += 1) hash = u64(rotated(hash ^ u64(BigInt(rest[at]!) * p5), 11n) * p1)
    return bigEndian(finalMix(hash))
  }
}

const secret = viewOf(Buffer.from('b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671fcb79e64eccc0e578825ad07dccff7221'
  + 'b8084674f743248ee03590e6813a264c3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8'
  + 'a8fa763fe39c343ff9dcbbc7c70b4f1d8a51e04bcdb45931c89f7ec9d9787364eac5ac8334d3ebc3c581a0fffa1363eb'
  + '170ddd51b7f0da49d316552629d4689e2b16be587d47a1fc8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e', 'hex'))
const secretBytes = 192
const key64 = (at: number): bigint => secret.getBigUint64(at, true)
const key32 = (at: number): bigint => BigInt(secret.getUint32(at, true))

function product(a: bigint, b: bigint): { low: bigint, high: bigint } {
  const whole = a * b
  return { low: u64(whole), high: whole >> 64n }
}

function folded(a: bigint, b: bigint): bigint {
  const { low, high } = product(a, b)
  return low ^ high
}

function avalanche(hash: bigint): bigint {
  return shifted(u64(shifted(hash, 37n) * mixOne), 32n)
}

function swapped(value: bigint, bytes: number): bigint {
  let result = 0n
  for (let i = 0; i < bytes; i += 1) result = result << 8n | value >> BigInt(8 * i) & 0xffn
  return result
}

/** What both sizes of XXH3 do with a body: short ones are kept whole, long ones go through eight sums. */
abstract class Xxh3 implements RunningChecksum {
  readonly #sums = [p32c, p1, p2, p3, p4, p32b, p5, p32a]
  readonly #stripes = new Stripes()
  #length = 0
  #taken = 0
  /** The last stripe, and bytes before it, for an end that is shorter. */
  #last: Uint8Array = new Uint8Array(0)
  #short: Uint8Array = new Uint8Array(0)

  update(bytes: Uint8Array): void {
    this.#length += bytes.length
    if (this.#short.length <= 240) this.#short = Buffer.concat([this.#short, bytes.subarray(0, 241)])
    // One byte at least stays for the last stripe.
    this.#stripes.feed(bytes, 64, 1, (view, at) => {
      this.#accumulate(view, at, 8 * (this.#taken % 16))
      this.#taken += 1
      if (this.#taken % 16 === 0) this.#scramble()
      this.#last = new Uint8Array(view.buffer, view.byteOffset + at, 64)
    })
    this.#last = Uint8Array.from(this.#last)
  }

  digest(): Uint8Array {
    if (this.#length <= 240) return this.short(this.#short, viewOf(this.#short))
    const end = Buffer.concat([this.#last, this.#stripes.held]).subarray(-64)
    this.#accumulate(viewOf(end), 0, secretBytes - 64 - 7)
    return this.long(this.#sums, BigInt(this.#length))
  }

  protected abstract short(bytes: Uint8Array, view: DataView): Uint8Array
  protected abstract long(sums: readonly bigint[], length: bigint): Uint8Array

  #accumulate(view: DataView, at: number, secretAt: number): void {
    const sums = this.#sums
    for (let i = 0; i < 8; i += 1) {
      const word = view.getBigUint64(at + 8 * i, true)
      const keyed = word ^ key64(secretAt + 8 * i)
      sums[i ^ 1] = u64(sums[i ^ 1]! + word)
      sums[i] = u64(sums[i]! + (keyed & low32) * (keyed >> 32n))
    }
  }

  #scramble(): void {
    for (let i = 0; i < 8; i += 1) this.#sums[i] = u64((shifted(this.#sums[i]!, 47n) ^ key64(secretBytes - 64 + 8 * i)) * p32a)
  }
}

function merged(sums: readonly bigint[], secretAt: number, start: bigint): bigint {
  let result = start
  for (let i = 0; i < 4; i += 1) {
    result += folded(sums[2 * i]! ^ key64(secretAt + 16 * i), sums[2 * i + 1]! ^ key64(secretAt + 16 * i + 8))
  }
  return avalanche(u64(result))
}

function mixed16(view: DataView, at: number, secretAt: number): bigint {
  return folded(view.getBigUint64(at, true) ^ key64(secretAt), view.getBigUint64(at + 8, true) ^ key64(secretAt + 8))
}

/** One to three bytes and their number in one word. */
function tiny(bytes: Uint8Array): bigint {
  const { length } = bytes
  return BigInt((bytes[0]! << 16 | bytes[length >> 1]! << 24 | bytes[length - 1]! | length << 8) >>> 0)
}

export class Xxh3Of64 extends Xxh3 {
  protected short(bytes: Uint8Array, view: DataView): Uint8Array {
    return bigEndian(short64(bytes, view))
  }

  protected long(sums: readonly bigint[], length: bigint): Uint8Array {
    return bigEndian(merged(sums, 11, u64(length * p1)))
  }
}

function short64(bytes: Uint8Array, view: DataView): bigint {
  const { length } = bytes
  const size = BigInt(length)
  if (length === 0) return finalMix(key64(56) ^ key64(64))
  if (length <= 3) return finalMix(tiny(bytes) ^ key32(0) ^ key32(4))
  if (length <= 8) {
    const word = BigInt(view.getUint32(length - 4, true)) + (BigInt(view.getUint32(0, true)) << 32n)
    const keyed = word ^ key64(8) ^ key64(16)
    const once = u64((keyed ^ rotated(keyed, 49n) ^ rotated(keyed, 24n)) * mixTwo)
    return shifted(u64((once ^ (once >> 35n) + size) * mixTwo), 28n)
  }
  if (length <= 16) {
    const low = view.getBigUint64(0, true) ^ key64(24) ^ key64(32)
    const high = view.getBigUint64(length - 8, true) ^ key64(40) ^ key64(48)
    return avalanche(u64(size + swapped(low, 8) + high + folded(low, high)))
  }
  let sum = size * p1
  if (length <= 128) {
    for (let i = (length - 1) >> 5; i >= 0; i -= 1) sum += mixed16(view, 16 * i, 32 * i) + mixed16(view, length - 16 * (i + 1), 32 * i + 16)
    return avalanche(u64(sum))
  }
  for (let i = 0; i < 8; i += 1) sum += mixed16(view, 16 * i, 16 * i)
  sum = avalanche(u64(sum))
  for (let i = 8; i < length >> 4; i += 1) sum += mixed16(view, 16 * i, 16 * (i - 8) + 3)
  return avalanche(u64(sum + mixed16(view, length - 16, 119)))
}

export class Xxh3Of128 extends Xxh3 {
  protected short(bytes: Uint8Array, view: DataView): Uint8Array {
    return bigEndian(...short128(bytes, view))
  }

  protected long(sums: readonly bigint[], length: bigint): Uint8Array {
    return bigEndian(merged(sums, secretBytes - 64 - 11, u64(~u64(length * p2))), merged(sums, 11, u64(length * p1)))
  }
}

/** @returns the high word, then the low */
function short128(bytes: Uint8Array, view: DataView): [bigint, bigint] {
  const { length } = bytes
  const size = BigInt(length)
  if (length === 0) return [finalMix(key64(80) ^ key64(88)), finalMix(key64(64) ^ key64(72))]
  if (length <= 3) {
    const word = tiny(bytes)
    const turned = swapped(word, 4)
    const other = BigInt.asUintN(32, turned << 13n | turned >> 19n)
    return [finalMix(other ^ key32(8) ^ key32(12)), finalMix(word ^ key32(0) ^ key32(4))]
  }
  if (length <= 8) {
    const word = BigInt(view.getUint32(0, true)) + (BigInt(view.getUint32(length - 4, true)) << 32n)
    const { low, high } = product(word ^ key64(16) ^ key64(24), p1 + (size << 2n))
    const above = u64(high + (low << 1n))
    return [avalanche(above), shifted(u64(shifted(low ^ above >> 3n, 35n) * mixTwo), 28n)]
  }
  if (length <= 16) {
    const [first, last] = [view.getBigUint64(0, true), view.getBigUint64(length - 8, true)]
    const { low, high } = product(first ^ last ^ key64(32) ^ key64(40), p1)
    const keyed = last ^ key64(48) ^ key64(56)
    const above = u64(high + keyed + (keyed & low32) * (p32b - 1n))
    const below = u64(low + (size - 1n << 54n)) ^ swapped(above, 8)
    const next = product(below, p2)
    return [avalanche(u64(next.high + above * p2)), avalanche(next.low)]
  }
  return middle128(view, length)
}

function middle128(view: DataView, length: number): [bigint, bigint] {
  const size = BigInt(length)
  let [low, high] = [u64(size * p1), 0n]
  const mix = (one: number, two: number, secretAt: number) => {
    const words = (at: number) => u64(view.getBigUint64(at, true) + view.getBigUint64(at + 8, true))
    low = u64(low + mixed16(view, one, secretAt)) ^ words(two)
    high = u64(high + mixed16(view, two, secretAt + 16)) ^ words(one)
  }
  if (length <= 128) for (let i = (length - 1) >> 5; i >= 0; i -= 1) mix(16 * i, length - 16 * (i + 1), 32 * i)
  else {
    for (let at = 0; at < 128; at += 32) mix(at, at + 16, at)
    low = avalanche(low)
    high = avalanche(high)
    for (let at = 128; at + 32 <= length; at += 32) mix(at, at + 16, 3 + at - 128)
    mix(length - 16, length - 32, 103)
  }
  return [u64(-avalanche(u64(low * p1 + high * p4 + size * p2))), avalanche(u64(low + high))]
}
