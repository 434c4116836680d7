// What a run of round trips found: how many there were, and where what came back was not what went in. Known differences are matched by
// place; one that is new fails, and so does one that is listed and no longer differs.

import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import { differences } from './difference.ts'

/** A difference that is not ours to mend. `place` is a whole one, `service protocol Operation part path`; `*` stands for any text. */
export interface KnownDifference { readonly place: string, readonly reason: string }

const shownMax = 40

export class Findings {
  operations = 0
  roundTrips = 0
  /** Places that have held a value in at least one of them. */
  members = 0
  /** The first pair of values at each place. */
  readonly differing = new Map<string, string>()

  countOperation(): void {
    this.operations += 1
  }

  /** Notes where what `trip` gives differs from what is expected; a throw is a difference of the whole. */
  async compare(place: string, expected: unknown, trip: () => unknown): Promise<void> {
    this.roundTrips += 1
    try {
      const actual = await trip()
      for (const { path, ...pair } of differences(expected, actual)) this.#note(`${place} ${path}`, pair.expected, pair.actual)
    } catch (error) {
      if (!(error instanceof Error)) throw error
      this.#note(`${place} (throws)`, expected, error)
    }
  }

  /** Fails with what is new, and with what is listed and does not differ. */
  judge(known: readonly KnownDifference[]): void {
    const patterns = known.map(({ place }) => patternOf(place))
    const places = [...this.differing.keys()]
    const fresh = places.filter(place => !patterns.some(pattern => pattern.test(place)))
    const gone = known.filter((_, at) => !places.some(place => patterns[at]?.test(place)))
    const shown = fresh.slice(0, shownMax).map(place => `${place}: ${this.differing.get(place)}`)
    assert.equal(fresh.length, 0, `${fresh.length} differences that are not listed, among them\n${shown.join('\n')}`)
    assert.deepEqual(gone.map(({ place }) => place), [], 'listed as different, and it is not')
  }

  #note(place: string, expected: unknown, actual: unknown): void {
    if (!this.differing.has(place)) this.differing.set(place, `${brief(expected)} → ${brief(actual)}`)
  }
}

function brief(value: unknown): string {
  const text = value instanceof Error ? `${value.name}: ${value.message}` : inspect(value, { depth: 3, breakLength: Infinity })
  return text.length > 240 ? `${text.slice(0, 240)}…` : text
}

function patternOf(place: string): RegExp {
  const parts = place.split('*').map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`)
}
