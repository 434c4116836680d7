// The bounds of a scan: a Range's prefix, from, after, before and through folded into one lower and one upper bound.
// Invariant: a key lies in the range exactly when it lies within the bounds.

import { prefixEnd } from '../../std/key.ts'
import type { Key, Range } from './face.ts'

export interface Bounds {
  /** The least key: itself in the range unless `lowOpen`. */
  readonly low: Key
  readonly lowOpen: boolean
  /** The greatest key, or undefined for no end: itself in the range unless `highOpen`. */
  readonly high: Key | undefined
  readonly highOpen: boolean
  readonly reverse: boolean
}

const everything: Bounds = { low: '', lowOpen: false, high: undefined, highOpen: false, reverse: false }

export function boundsOf(range: Range | undefined): Bounds {
  if (range === undefined) return everything
  let low = range.prefix ?? ''
  let lowOpen = false
  let high = range.prefix === undefined ? undefined : prefixEnd(range.prefix)
  let highOpen = high !== undefined
  if (range.from !== undefined && range.from > low) low = range.from
  if (range.after !== undefined && range.after >= low) {
    low = range.after
    lowOpen = true
  }
  if (range.through !== undefined && (high === undefined || range.through < high)) {
    high = range.through
    highOpen = false
  }
  if (range.before !== undefined && (high === undefined || range.before <= high)) {
    high = range.before
    highOpen = true
  }
  return { low, lowOpen, high, highOpen, reverse: range.reverse === true }
}

/** Whether a key met while walking in the bounds' direction, which started at the right place, lies past the other end. */
export function isPast(bounds: Bounds, key: Key): boolean {
  if (bounds.reverse) return bounds.lowOpen ? key <= bounds.low : key < bounds.low
  if (bounds.high === undefined) return false
  return bounds.highOpen ? key >= bounds.high : key > bounds.high
}
