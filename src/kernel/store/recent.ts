// Values read from disk not long ago, decoded. Two generations: when the young one is full it becomes the old one, and the old one is
// forgotten; what is read again moves to the young. Invariant: it never holds more than two generations' worth of text.

import type { Plain } from './face.ts'

export class RecentValues {
  readonly #generationChars: number
  #young = new Map<string, Plain>()
  #old = new Map<string, Plain>()
  #youngChars = 0

  /** `generationChars` bounds the text of the values in one generation. */
  constructor(generationChars: number) {
    this.#generationChars = generationChars
  }

  get(place: string): Plain | undefined {
    const value = this.#young.get(place)
    if (value !== undefined || this.#old.size === 0) return value
    const older = this.#old.get(place)
    if (older !== undefined) this.#young.set(place, older)
    return older
  }

  add(place: string, value: Plain, chars: number): void {
    this.#youngChars += chars + place.length
    if (this.#youngChars > this.#generationChars) {
      this.#old = this.#young
      this.#young = new Map()
      this.#youngChars = chars + place.length
    }
    if (chars <= this.#generationChars) this.#young.set(place, value)
  }

  forget(place: string): void {
    this.#young.delete(place)
    this.#old.delete(place)
  }
}
