// CBOR (RFC 8949), the data format: a strict decoder into plain values and a writer. It knows no shapes and no HTTP.
// Reading yields null (also for undefined), boolean, number, bigint beyond 2^53, string, Uint8Array, arrays, objects with text keys,
// and `CborTimestamp` for tag 1, `CborDecimal` for tag 4. Invariant: bad bytes end as MalformedRequest, whatever lengths they claim.

import { isUtf8 } from 'node:buffer'
import { depthLimit, setOwn } from './json-text.ts'
import { MalformedRequest } from './message.ts'

/** Tag 1: seconds since the epoch. */
export class CborTimestamp {
  readonly seconds: number
  constructor(seconds: number) {
    this.seconds = seconds
  }
}

/** Tag 4: a decimal fraction, as its text. */
export class CborDecimal {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

/** One value and nothing after it. @throws MalformedRequest */
export function decodeCbor(bytes: Uint8Array): unknown {
  const reader = new CborReader(bytes)
  const value = reader.value(0)
  reader.end()
  return value
}

const stop = Symbol('break')
// No number of AWS's is longer, and converting a longer one would cost time to no end.
const bignumLimitBytes = 64

class CborReader {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  end(): void {
    if (this.#at !== this.#bytes.length) throw malformed('bytes follow the value')
  }

  value(depth: number): unknown {
    const value = this.#item(depth)
    if (value === stop) throw malformed('a break stands outside an indefinite value')
    return value
  }

  #item(depth: number): unknown {
    if (depth > depthLimit) throw malformed('it nests too deep')
    const initial = this.#byte()
    const major = initial >> 5
    const info = initial & 0x1f
    switch (major) {
      case 0: return narrowed(this.#argument(info))
      case 1: return negative(this.#argument(info))
      case 2: return info === 31 ? Uint8Array.from(Buffer.concat(this.#chunks(2))) : Uint8Array.from(this.#take(this.#length(info)))
      case 3: return info === 31 ? this.#chunks(3).map(textOf).join('') : textOf(this.#take(this.#length(info)))
      case 4: return this.#array(info, depth)
      case 5: return this.#map(info, depth)
      case 6: return this.#tagged(this.#argument(info), depth)
      default: return this.#simple(info)
    }
  }

  #array(info: number, depth: number): unknown[] {
    const array: unknown[] = []
    if (info === 31) {
      for (let item = this.#item(depth + 1); item !== stop; item = this.#item(depth + 1)) array.push(item)
      return array
    }
    for (let left = this.#count(info, 1); left > 0; left--) array.push(this.value(depth + 1))
    return array
  }

  #map(info: number, depth: number): Record<string, unknown> {
    const map: Record<string, unknown> = {}
    for (let left = info === 31 ? Infinity : this.#count(info, 2); left > 0; left--) {
      const key = this.#item(depth + 1)
      if (key === stop && info === 31) break
      if (typeof key !== 'string') throw malformed('a key is not text')
      setOwn(map, key, this.value(depth + 1))
    }
    return map
  }

  #tagged(tag: number | bigint, depth: number): unknown {
    const value = this.value(depth + 1)
    switch (tag) {
      case 1: {
        if (typeof value !== 'number' && typeof value !== 'bigint') throw malformed('a timestamp is not a number')
        return new CborTimestamp(Number(value))
      }
      case 2:
      case 3: {
        if (!(value instanceof Uint8Array) || value.length > bignumLimitBytes) throw malformed('a bignum is not bytes, or too long')
        const magnitude = BigInt(value.length === 0 ? 0 : `0x${Buffer.from(value).toString('hex')}`)
        return narrowed(tag === 2 ? magnitude : -1n - magnitude)
      }
      case 4: return decimalOf(value)
      default: return value
    }
  }

  #simple(info: number): unknown {
    switch (info) {
      case 20: return false
      case 21: return true
      case 22:
      case 23: return null
      case 25: return halfFloat(this.#take(2).readUInt16BE())
      case 26: return this.#take(4).readFloatBE()
      case 27: return this.#take(8).readDoubleBE()
      case 31: return stop
      default: throw malformed(`it holds the simple value ${info}, which has no meaning here`)
    }
  }

  /** The chunks of an indefinite string: definite ones of the same major type. */
  #chunks(major: number): Buffer[] {
    const chunks: Buffer[] = []
    for (let initial = this.#byte(); initial !== 0xff; initial = this.#byte()) {
      if (initial >> 5 !== major || (initial & 0x1f) === 31) throw malformed('a chunk of a string has another type')
      chunks.push(this.#take(this.#length(initial & 0x1f)))
    }
    return chunks
  }

  #argument(info: number): number | bigint {
    if (info < 24) return info
    switch (info) {
      case 24: return this.#byte()
      case 25: return this.#take(2).readUInt16BE()
      case 26: return this.#take(4).readUInt32BE()
      case 27: return narrowed(this.#take(8).readBigUInt64BE())
      default: throw malformed('a length is written in a reserved way')
    }
  }

  #length(info: number): number {
    const length = this.#argument(info)
    if (length > this.#bytes.length - this.#at) throw malformed('a length exceeds the input')
    return Number(length)
  }

  /** Elements of an array or pairs of a map: each takes at least a byte, so the input itself bounds what is claimed. */
  #count(info: number, leastBytes: number): number {
    const count = this.#argument(info)
    if (BigInt(count) * BigInt(leastBytes) > this.#bytes.length - this.#at) throw malformed('a length exceeds the input')
    return Number(count)
  }

  #byte(): number {
    const byte = this.#bytes[this.#at]
    if (byte === undefined) throw malformed('it ends too soon')
    this.#at++
    return byte
  }

  #take(sizeBytes: number): Buffer {
    if (sizeBytes > this.#bytes.length - this.#at) throw malformed('it ends too soon')
    this.#at += sizeBytes
    return this.#bytes.subarray(this.#at - sizeBytes, this.#at)
  }
}

/** Writes values in their definite, shortest forms into a buffer that grows. */
export class CborWriter {
  #bytes = Buffer.allocUnsafe(512)
  #at = 0

  /** What has been written so far; the writer is done with then. */
  bytes(): Uint8Array {
    return new Uint8Array(this.#bytes.buffer, this.#bytes.byteOffset, this.#at)
  }

  integer(value: number | bigint): void {
    if (typeof value === 'bigint' && (value >= 2n ** 64n || value < -(2n ** 64n))) this.#bignum(value)
    else if (value >= 0) this.#head(0, value)
    else this.#head(1, typeof value === 'bigint' ? -1n - value : -1 - value)
  }

  double(value: number): void {
    this.#reserve(9)
    this.#bytes[this.#at] = 0xfb
    this.#bytes.writeDoubleBE(value, this.#at + 1)
    this.#at += 9
  }

  float(value: number): void {
    this.#reserve(5)
    this.#bytes[this.#at] = 0xfa
    this.#bytes.writeFloatBE(value, this.#at + 1)
    this.#at += 5
  }

  boolean(value: boolean): void {
    this.#simple(value ? 21 : 20)
  }

  nothing(): void {
    this.#simple(22)
  }

  text(value: string): void {
    const sizeBytes = Buffer.byteLength(value)
    this.#head(3, sizeBytes)
    this.#reserve(sizeBytes)
    this.#bytes.write(value, this.#at, 'utf8')
    this.#at += sizeBytes
  }

  blob(value: Uint8Array): void {
    this.#head(2, value.length)
    this.#reserve(value.length)
    this.#bytes.set(value, this.#at)
    this.#at += value.length
  }

  array(length: number): void {
    this.#head(4, length)
  }

  map(size: number): void {
    this.#head(5, size)
  }

  tag(tag: number): void {
    this.#head(6, tag)
  }

  /** Tag 4: exponent and mantissa of a decimal text. */
  decimal(text: string): void {
    const [, sign = '', whole = '0', fraction = '', exponent = '0'] = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text) ?? []
    this.tag(4)
    this.array(2)
    this.integer(Number(exponent) - fraction.length)
    const mantissa = BigInt(`${whole}${fraction}`)
    this.integer(sign === '-' ? -mantissa : mantissa)
  }

  #bignum(value: bigint): void {
    this.tag(value < 0n ? 3 : 2)
    const hex = (value < 0n ? -1n - value : value).toString(16)
    this.blob(Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex'))
  }

  #simple(value: number): void {
    this.#reserve(1)
    this.#bytes[this.#at++] = 0xe0 | value
  }

  #head(major: number, argument: number | bigint): void {
    this.#reserve(9)
    const type = major << 5
    if (argument < 24) {
      this.#bytes[this.#at++] = type | Number(argument)
    } else if (argument < 0x100) {
      this.#bytes[this.#at++] = type | 24
      this.#bytes[this.#at++] = Number(argument)
    } else if (argument < 0x10000) {
      this.#bytes[this.#at] = type | 25
      this.#at = this.#bytes.writeUInt16BE(Number(argument), this.#at + 1)
    } else if (argument < 0x100000000) {
      this.#bytes[this.#at] = type | 26
      this.#at = this.#bytes.writeUInt32BE(Number(argument), this.#at + 1)
    } else {
      this.#bytes[this.#at] = type | 27
      this.#at = this.#bytes.writeBigUInt64BE(BigInt(argument), this.#at + 1)
    }
  }

  #reserve(sizeBytes: number): void {
    if (this.#at + sizeBytes <= this.#bytes.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#at + sizeBytes))
    larger.set(this.#bytes.subarray(0, this.#at))
    this.#bytes = larger
  }
}

function narrowed(value: number | bigint): number | bigint {
  if (typeof value === 'number') return value
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value
}

function negative(argument: number | bigint): number | bigint {
  return typeof argument === 'number' ? narrowed(-1 - argument) : narrowed(-1n - argument)
}

function textOf(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw malformed('a text is not UTF-8')
  return bytes.toString('utf8')
}

/** RFC 8949 appendix D. */
function halfFloat(half: number): number {
  const exponent = (half >> 10) & 0x1f
  const mantissa = half & 0x3ff
  const magnitude = exponent === 0 ? mantissa * 2 ** -24
    : exponent === 31 ? mantissa === 0 ? Infinity : NaN
      : (mantissa + 1024) * 2 ** (exponent - 25)
  return half & 0x8000 ? -magnitude : magnitude
}

function decimalOf(value: unknown): CborDecimal {
  const [exponent, mantissa] = Array.isArray(value) && value.length === 2 ? value as unknown[] : []
  const isWhole = Number.isInteger(mantissa) || typeof mantissa === 'bigint'
  if (typeof exponent !== 'number' || !Number.isInteger(exponent) || !isWhole) throw malformed('a decimal fraction is not two integers')
  return new CborDecimal(exponent === 0 ? String(mantissa) : `${mantissa}E${exponent}`)
}

function malformed(reason: string): MalformedRequest {
  return new MalformedRequest(`The request body is not valid CBOR: ${reason}`)
}
