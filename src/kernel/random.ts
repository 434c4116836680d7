// Chance has one door. The generator is seeded, so that ids, receipt handles and market prices of a run can be reproduced with `--seed`.
// It is not meant for secrets that guard anything outside this process; the key that seals tokens is drawn elsewhere.

import { createHash, randomBytes, randomUUID } from 'node:crypto'

const hexPairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const alphanumerics = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

export class Random {
  readonly #state = new Uint32Array(4)
  readonly #seeded: boolean

  /** `seed` of any length; without it the system's entropy. */
  constructor(seed?: string) {
    this.#seeded = seed !== undefined
    const digest = seed === undefined ? randomBytes(16) : createHash('sha256').update(seed).digest()
    for (let i = 0; i < 4; i += 1) this.#state[i] = digest.readUInt32LE(i * 4)
    for (let i = 0; i < 12; i += 1) this.uint32()
  }

  /** sfc32, by Chris Doty-Humphrey (PractRand); 32 uniform bits. */
  uint32(): number {
    const s = this.#state
    const result = (s[0]! + s[1]! + s[3]!) | 0
    s[3] = s[3]! + 1
    s[0] = s[1]! ^ (s[1]! >>> 9)
    s[1] = s[2]! + (s[2]! << 3)
    s[2] = ((s[2]! << 21) | (s[2]! >>> 11)) + result
    return result >>> 0
  }

  /** Uniform in [0, 1), with 53 bits. */
  next(): number {
    return (this.uint32() * 2 ** 21 + (this.uint32() >>> 11)) / 2 ** 53
  }

  /** Uniform integer in [0, bound). */
  below(bound: number): number {
    return Math.floor(this.next() * bound)
  }

  bytes(length: number): Uint8Array {
    const bytes = new Uint8Array(length)
    for (let i = 0; i < length; i += 4) {
      const bits = this.uint32()
      for (let j = 0; j < 4 && i + j < length; j += 1) bytes[i + j] = bits >>> (8 * j)
    }
    return bytes
  }

  /** `length` lower-case hexadecimal digits. */
  hex(length: number): string {
    let text = ''
    while (text.length < length) {
      const bits = this.uint32()
      text += hexPairs[bits & 255]! + hexPairs[(bits >>> 8) & 255]! + hexPairs[(bits >>> 16) & 255]! + hexPairs[bits >>> 24]!
    }
    return text.slice(0, length)
  }

  alphanumeric(length: number): string {
    let text = ''
    for (let i = 0; i < length; i += 1) text += alphanumerics[this.below(alphanumerics.length)]!
    return text
  }

  /** Version 4 UUID (RFC 9562). */
  uuid(): string {
    // Node's own are drawn from the system's entropy, and cost a tenth.
    if (!this.#seeded) return randomUUID()
    const hex = this.hex(32)
    const variant = (8 + (this.uint32() & 3)).toString(16)
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`
  }
}
