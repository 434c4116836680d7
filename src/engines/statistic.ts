// Statistics over values that were counted: sums and bounds for all of them, and how often each value came, for percentiles and means of a
// part. Beyond a number of different values only sums and bounds are kept. Source: "CloudWatch statistics definitions", CloudWatch User
// Guide.

export interface Distribution {
  readonly count: number
  readonly sum: number
  readonly min: number
  readonly max: number
  /** Each value and how often it came, ascending; undefined where that is not known. */
  readonly values?: readonly (readonly [value: number, count: number])[]
}

const mostValues = 2000

/** Of values and how often each came. */
export function distributionOf(values: readonly number[], counts: readonly number[]): Distribution {
  const pairs = values.map((value, i): readonly [number, number] => [value, counts[i] ?? 1])
  return {
    count: pairs.reduce((sum, [, count]) => sum + count, 0),
    sum: pairs.reduce((sum, [value, count]) => sum + value * count, 0),
    min: Math.min(...values), max: Math.max(...values), values: gathered(pairs),
  }
}

export function merged(one: Distribution, other: Distribution): Distribution {
  const values = one.values === undefined || other.values === undefined ? undefined : gathered([...one.values, ...other.values])
  return {
    count: one.count + other.count, sum: one.sum + other.sum, min: Math.min(one.min, other.min), max: Math.max(one.max, other.max),
    ...(values !== undefined && values.length <= mostValues && { values }),
  }
}

function gathered(pairs: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  const counts = new Map<number, number>()
  for (const [value, count] of pairs) counts.set(value, (counts.get(value) ?? 0) + count)
  return [...counts].sort(([a], [b]) => a - b)
}

export function isStatistic(name: string): boolean {
  return simple[name] !== undefined || /^p\d{1,2}(?:\.\d{1,10})?$|^p100$/.test(name) || name === 'IQM' || boundsOf(name) !== undefined
}

const simple: Readonly<Record<string, (of: Distribution) => number>> = {
  SampleCount: ({ count }) => count, Sum: ({ sum }) => sum, Minimum: ({ min }) => min, Maximum: ({ max }) => max,
  Average: ({ sum, count }) => sum / count,
}

/** Undefined where it cannot be said: percentiles of values that are not known one by one. */
export function statistic(name: string, of: Distribution): number | undefined {
  const easy = simple[name]
  if (easy !== undefined) return easy(of)
  if (of.values === undefined) return of.min === of.max ? of.min : undefined
  if (name.startsWith('p')) return percentile(of.values, Number(name.slice(1)))
  if (name === 'IQM') return trimmedMean(of.values, 25, 75)
  const bounds = boundsOf(name)
  if (bounds === undefined) return undefined
  const { kind, low, high, percent } = bounds
  const [from, through] = percent ? [percentile(of.values, low), percentile(of.values, high)] : [low, high]
  const within = of.values.filter(([value]) => value > from || (percent && low === 0 && value === from)).filter(([value]) =>
    value <= through)
  const count = within.reduce((sum, [, each]) => sum + each, 0)
  const sum = within.reduce((total, [value, each]) => total + value * each, 0)
  if (kind === 'TC') return count
  if (kind === 'TS') return sum
  if (kind === 'PR') return of.count === 0 ? 0 : count / of.count * 100
  return kind === 'TM' ? trimmedMean(of.values, low, high) : count === 0 ? undefined : sum / count
}

/** The value below which so many percent lie, between neighbours by their distance. */
function percentile(values: readonly (readonly [number, number])[], percent: number): number {
  const total = values.reduce((sum, [, count]) => sum + count, 0)
  const rank = percent / 100 * (total - 1)
  let passed = 0
  for (const [i, [value, count]] of values.entries()) {
    if (rank <= passed + count - 1) return value
    const next = values[i + 1]
    if (next !== undefined && rank < passed + count) return value + (next[0] - value) * (rank - (passed + count - 1))
    passed += count
  }
  return values.at(-1)![0]
}

/** The mean of the values from one percent to another, those at the edges by their share. */
function trimmedMean(values: readonly (readonly [number, number])[], low: number, high: number): number | undefined {
  const total = values.reduce((sum, [, count]) => sum + count, 0)
  const [from, through] = [total * low / 100, total * high / 100]
  let [passed, sum, weight] = [0, 0, 0]
  for (const [value, count] of values) {
    const share = Math.max(0, Math.min(passed + count, through) - Math.max(passed, from))
    sum += value * share
    weight += share
    passed += count
  }
  return weight === 0 ? undefined : sum / weight
}

interface Bounds { readonly kind: string, readonly low: number, readonly high: number, readonly percent: boolean }

/** `tm99`, `TC(10%:90%)`, `PR(:300)` */
function boundsOf(name: string): Bounds | undefined {
  const [, short, upper] = /^(tm|wm|tc|ts)(\d{1,2}(?:\.\d+)?)$/.exec(name) ?? []
  if (short !== undefined) return { kind: short.toUpperCase(), low: 0, high: Number(upper), percent: true }
  const [, kind, low, lowMark, high, highMark] = /^(TM|WM|TC|TS|PR)\((-?[\d.]*)(%?):(-?[\d.]*)(%?)\)$/.exec(name) ?? []
  if (kind === undefined || (low === '' && high === '')) return undefined
  const percent = lowMark === '%' || highMark === '%'
  if (kind === 'PR' && percent) return undefined
  return { kind, percent, low: low === '' ? (percent ? 0 : -Infinity) : Number(low),
    high: high === '' ? (percent ? 100 : Infinity) : Number(high) }
}
