// Time series and what they are combined with: points of one thing over time, ascending, with the period they stand for. Values that are no
// finite numbers (a division by zero) are dropped, as AWS does. Source: "Basic arithmetic functions", Using metric math, CloudWatch User
// Guide.

export interface Point { readonly at: number, readonly value: number }

export interface Series {
  readonly label: string
  readonly periodMs: number
  readonly points: readonly Point[]
  /** It is a metric's, and no result: only of those is the period known to be theirs. */
  readonly isMetric?: boolean
  /** What labels can say of a metric: `MetricName`, `Namespace`, `Stat`, `Period`, `Region`, `AccountId`, `Dim.NAME`. */
  readonly properties?: Readonly<Record<string, string>>
}

export type Value = number | Series | readonly Series[]

/** Times from one, inclusive, to another, exclusive, and the period of what has none of its own. */
export interface Span { readonly fromAt: number, readonly beforeAt: number, readonly periodMs: number }

export function isArray(value: Value): value is readonly Series[] {
  return Array.isArray(value)
}

export function isSeries(value: Value): value is Series {
  return typeof value === 'object' && !Array.isArray(value)
}

/** A series of other points under the same name; what is no number is left out. */
export function withPoints(series: Series, points: Iterable<Point>): Series {
  const { isMetric: _, ...rest } = series
  return { ...rest, points: [...points].filter(({ value }) => Number.isFinite(value)) }
}

/** Beginnings of all periods that touch the span. */
export function* grid({ fromAt, beforeAt }: Span, periodMs: number): Generator<number> {
  for (let at = Math.floor(fromAt / periodMs) * periodMs; at < beforeAt; at += periodMs) yield at
}

export function valuesOf(series: Series): Map<number, number> {
  return new Map(series.points.map(({ at, value }) => [at, value]))
}

/** Each time that any of them has, ascending. */
export function timesOf(all: readonly Series[]): number[] {
  return [...new Set(all.flatMap(({ points }) => points.map(({ at }) => at)))].sort((one, other) => one - other)
}

/** Of two series, point by point: a point that only one of them has meets 0. */
function joined(one: Series, other: Series, combine: (left: number, right: number) => number): Series {
  const [left, right] = [valuesOf(one), valuesOf(other)]
  const points = timesOf([one, other]).map(at => ({ at, value: combine(left.get(at) ?? 0, right.get(at) ?? 0) }))
  return { ...withPoints(one, points), periodMs: Math.max(one.periodMs, other.periodMs) }
}

/** Numbers, series and arrays with each other; undefined for two arrays, which nothing pairs. */
export function combined(one: Value, other: Value, combine: (left: number, right: number) => number): Value | undefined {
  if (isArray(one)) return isArray(other) ? undefined : one.map(each => single(each, other, combine) as Series)
  if (isArray(other)) return other.map(each => ({ ...single(one, each, combine) as Series, ...named(each) }))
  return single(one, other, combine)
}

function single(one: number | Series, other: number | Series, combine: (left: number, right: number) => number): number | Series {
  if (typeof one === 'number') {
    return typeof other === 'number' ? combine(one, other)
      : withPoints(other, other.points.map(({ at, value }) => ({ at, value: combine(one, value) })))
  }
  if (typeof other === 'number') return withPoints(one, one.points.map(({ at, value }) => ({ at, value: combine(value, other) })))
  return joined(one, other, combine)
}

function named({ label, properties }: Series): Partial<Series> {
  return { label, ...(properties !== undefined && { properties }) }
}
