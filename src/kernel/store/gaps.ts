// Stretches of a table known to hold no live key, so that a scan need not walk the same tombstones again: a queue whose head is deleted
// while an older layer still holds it would cost more with every read.
// Invariant: no live key lies in a gap; forgetting one is always right.

import sortedBtree from 'sorted-btree'
import { compareKeys } from '../../std/key.ts'
import type { Key } from './face.ts'

/** A run of tombstones shorter than this is walked again; a longer one is noted. */
export const notedRun = 16
/** Greater than every key. */
export const pastAllKeys = '\u0100'
const gapsMax = 512

export class Gaps {
  /** Start of a gap → the first key past it. */
  readonly #ends = new sortedBtree.default<Key, Key>(undefined, compareKeys)

  /** The first key past the gap that `key` lies in. */
  endAt(key: Key): Key | undefined {
    const gap = this.#ends.size === 0 ? undefined : this.#ends.getPairOrNextLower(key)
    return gap !== undefined && gap[1] > key ? gap[1] : undefined
  }

  /** Notes that no key at or after `start` and before `end` is alive. */
  add(start: Key, end: Key): void {
    if (this.#ends.size >= gapsMax) this.#ends.clear()
    const before = this.#ends.getPairOrNextLower(start)
    const from = before !== undefined && before[1] >= start ? before[0] : start
    let to = before !== undefined && before[1] > end ? before[1] : end
    if (to <= from) return
    for (let next = this.#ends.nextHigherPair(from); next !== undefined && next[0] <= to; next = this.#ends.nextHigherPair(from)) {
      if (next[1] > to) to = next[1]
      this.#ends.delete(next[0])
    }
    this.#ends.set(from, to)
  }

  /** A live key was put: the gap it lay in ends there. */
  revive(key: Key): void {
    const gap = this.#ends.size === 0 ? undefined : this.#ends.getPairOrNextLower(key)
    if (gap === undefined || gap[1] <= key) return
    if (gap[0] === key) this.#ends.delete(key)
    else this.#ends.set(gap[0], key)
  }

  clear(): void {
    if (this.#ends.size > 0) this.#ends.clear()
  }
}
