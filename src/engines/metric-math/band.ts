// The band in which an anomaly detector expects values: a simple model of ours, stated in the README of CloudWatch. For each hour of the
// week it takes mean and deviation of what came in that hour over the two weeks before; where there is too little, of that hour of the day,
// or of all hours.

import type { Point } from './series.ts'

export const trainingMs = 14 * 86_400_000
const fewest = 2
const hourMs = 3_600_000

export interface Expected { readonly mean: number, readonly deviation: number }

class Spread {
  #count = 0
  #mean = 0
  #squares = 0

  add(value: number): void {
    this.#count += 1
    const distance = value - this.#mean
    this.#mean += distance / this.#count
    this.#squares += distance * (value - this.#mean)
  }

  get expected(): Expected | undefined {
    return this.#count < fewest ? undefined : { mean: this.#mean, deviation: Math.sqrt(this.#squares / this.#count) }
  }
}

/** Asks what is expected at a time. */
export type Expectation = (at: number) => Expected | undefined

/** @param hourOf hours since 1970 in the detector's time zone */
export function expectation(past: readonly Point[], hourOf: (at: number) => number = utcHour): Expectation {
  const spreads = new Map<string, Spread>()
  for (const { at, value } of past) {
    for (const place of placesOf(hourOf(at))) {
      let spread = spreads.get(place)
      if (spread === undefined) spreads.set(place, spread = new Spread())
      spread.add(value)
    }
  }
  return at => {
    for (const place of placesOf(hourOf(at))) {
      const expected = spreads.get(place)?.expected
      if (expected !== undefined) return expected
    }
    return undefined
  }
}

function utcHour(at: number): number {
  return Math.floor(at / hourMs)
}

/** The finest first. */
function placesOf(hour: number): readonly string[] {
  return [`week ${hour % 168}`, `day ${hour % 24}`, 'all']
}
