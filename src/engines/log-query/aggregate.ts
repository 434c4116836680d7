// Aggregate functions over the rows of a group: each is one accumulator. Values that are not there are left out, and by those that reckon
// values that are no numbers. Source: "stats", CloudWatch Logs User Guide.

import { compared, numberOf, shown, sortOrder } from './value.ts'
import type { Value } from './value.ts'

/** A value of a row, and the time of its event. */
export interface Sample { readonly value: Value, readonly at: number }

export interface Accumulator {
  add(sample: Sample): void
  result(): Value
}

export const aggregateNames: ReadonlySet<string> = new Set([
  'count', 'count_distinct', 'sum', 'avg', 'min', 'max', 'pct', 'stddev', 'variance', 'median', 'earliest', 'latest', 'sortsfirst',
    'sortslast',
  'values', 'first', 'last',
])

/** @param percent of `pct` */
export function accumulator(name: string,
  { isCountingAll, percent }: { readonly isCountingAll: boolean, readonly percent: number }): Accumulator {
  switch (name) {
    case 'count': return counter(isCountingAll)
    case 'count_distinct': return distinct()
    case 'min': return chosen((a, b) => (compared(a, b) ?? 0) < 0)
    case 'max': return chosen((a, b) => (compared(a, b) ?? 0) > 0)
    case 'sortsfirst': return chosen((a, b) => sortOrder(a, b) < 0)
    case 'sortslast': return chosen((a, b) => sortOrder(a, b) > 0)
    case 'earliest': case 'first': return byTime((a, b) => a < b)
    case 'latest': case 'last': return byTime((a, b) => a >= b)
    case 'values': return listing()
    case 'pct': return numeric(numbers => percentile(numbers, percent))
    case 'median': return numeric(numbers => percentile(numbers, 50))
    case 'sum': return numeric(numbers => numbers.reduce((sum, number) => sum + number, 0))
    case 'avg': return numeric(mean)
    case 'variance': return numeric(variance)
    default: return numeric(numbers => Math.sqrt(variance(numbers)))
  }
}

function counter(countsAll: boolean): Accumulator {
  let count = 0
  return { add: ({ value }) => { if (countsAll || value !== null) count += 1 }, result: () => count }
}

function distinct(): Accumulator {
  const seen = new Set<string>()
  return { add: ({ value }) => { if (value !== null) seen.add(shown(value)) }, result: () => seen.size }
}

function listing(): Accumulator {
  const seen = new Set<string>()
  return { add: ({ value }) => { if (value !== null) seen.add(shown(value)) }, result: () => [...seen] }
}

function chosen(isBetter: (a: Value, b: Value) => boolean): Accumulator {
  let best: Value = null
  return {
    add({ value }) {
      if (value !== null && (best === null || isBetter(value, best))) best = value
    },
    result: () => best,
  }
}

function byTime(isBetter: (a: number, b: number) => boolean): Accumulator {
  let best: Sample | undefined
  return {
    add(sample) {
      if (sample.value !== null && (best === undefined || isBetter(sample.at, best.at))) best = sample
    },
    result: () => best?.value ?? null,
  }
}

function numeric(compute: (numbers: readonly number[]) => number): Accumulator {
  const numbers: number[] = []
  return {
    add({ value }) {
      const number = numberOf(value)
      if (number !== null) numbers.push(number)
    },
    result: () => numbers.length === 0 ? null : compute(numbers),
  }
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length
}

/** Of a sample; 0 where there is one number. */
function variance(numbers: readonly number[]): number {
  if (numbers.length < 2) return 0
  const middle = mean(numbers)
  return numbers.reduce((sum, number) => sum + (number - middle) ** 2, 0) / (numbers.length - 1)
}

/** The value that so many percent are not above: by nearest rank. */
function percentile(numbers: readonly number[], percent: number): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const rank = Math.ceil(percent / 100 * sorted.length)
  return sorted[Math.min(sorted.length, Math.max(1, rank)) - 1]!
}
