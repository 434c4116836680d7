// Seeded chance for the engine's tests: numbers, strings and attribute values of every type, the same in every run.

import { checkAttributes, checkValue } from './value-check.ts'
import type { Attributes, AttributeValue, Item, TypeName } from './value.ts'

export class Chance {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** An integer of 0 to below `limit`. */
  below(limit: number): number {
    let mixed = this.#state = this.#state + 0x6d2b79f5 >>> 0
    mixed = Math.imul(mixed ^ mixed >>> 15, mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ mixed >>> 7, mixed | 61)
    return ((mixed ^ mixed >>> 14) >>> 0) % limit
  }

  one<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!
  }

  /** A number as a caller might write it: 1 to 38 digits, any exponent of the range or a small one. */
  numberText(): string {
    const digits = Array.from({ length: 1 + this.below(this.one([2, 5, 38])) }, () => this.below(10)).join('')
    const sign = this.one(['', '', '-'])
    if (this.below(2) === 0) return sign + digits
    if (this.below(2) === 0) return `${sign}${digits}.${this.below(1000)}`.slice(0, 38)
    return `${sign}${digits}E${this.below(2) === 0 ? this.below(80) : -this.below(80)}`
  }

  string(): string {
    return Array.from({ length: this.below(4) }, () => this.one(['a', 'b', '\0', '\x01', '~', 'é', '\uffee', '😀', '𐀀'])).join('')
  }

  bytes(): Uint8Array {
    return Uint8Array.from({ length: this.below(4) }, () => this.one([0, 1, 2, 127, 128, 255]))
  }

  /** A small value, so that equal ones are met. */
  value(depth: number, types: readonly TypeName[] = ['S', 'N', 'B', 'BOOL', 'NULL', 'SS', 'NS', 'BS', 'L', 'M']): AttributeValue {
    const type = this.one(types)
    switch (type) {
      case 'S': return { S: this.one(['', 'a', 'ab', 'b', 'é', '😀']) }
      case 'N': return checkValue({ N: this.one(['0', '1', '-1', '2', '1.5', '10', '1e20', '-1e-20']) })
      case 'B': return { B: this.one([Uint8Array.of(), Uint8Array.of(1), Uint8Array.of(1, 2), Uint8Array.of(255)]) }
      case 'BOOL': return { BOOL: this.below(2) === 0 }
      case 'NULL': return { NULL: true }
      case 'SS': return { SS: this.one([['a'], ['a', 'b'], ['b']]) }
      case 'NS': return { NS: this.one([['1'], ['1', '2'], ['2']]) }
      case 'BS': return { BS: this.one([[Uint8Array.of(1)], [Uint8Array.of(1), Uint8Array.of(2)]]) }
      case 'L': return { L: depth === 0 ? [] : Array.from({ length: this.below(4) }, () => this.value(depth - 1)) }
      case 'M': return { M: depth === 0 ? {} : this.attributes(depth - 1) }
    }
  }

  attributes(depth: number): Attributes {
    const result: Attributes = {}
    for (const name of ['a', 'b', 'c', 'd']) if (this.below(3) > 0) result[name] = this.value(depth)
    return result
  }

  item(): Item {
    return checkAttributes(this.attributes(3))
  }
}
