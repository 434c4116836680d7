// Functions of metric math that see only the values given to them. Functions of an array's values at one time take those that are there,
// except for averages and deviations, where a missing value is 0. Source: "Functions supported for metric math", CloudWatch User Guide.

import { MathProblem } from './problem.ts'
import { grid, isArray, isSeries, timesOf, valuesOf, withPoints } from './series.ts'
import type { Point, Series, Span, Value } from './series.ts'

type Each = (series: Series, span: Span) => Series

/** Of each series its own. */
export const mapped: Readonly<Record<string, Each>> = {
  ABS: pointwise(Math.abs), CEIL: pointwise(Math.ceil), FLOOR: pointwise(Math.floor), LOG: pointwise(Math.log),
    LOG10: pointwise(Math.log10),
  DIFF: stepwise((last, point) => point.value - last.value),
  DIFF_TIME: stepwise((last, point) => (point.at - last.at) / 1000),
  RATE: stepwise((last, point) => (point.value - last.value) / ((point.at - last.at) / 1000)),
  RUNNING_SUM: series => {
    let sum = 0
    return withPoints(series, series.points.map(({ at, value }) => ({ at, value: sum += value })))
  },
  MINUTE: calendar(at => at.getUTCMinutes()), HOUR: calendar(at => at.getUTCHours()), DAY: calendar(at => (at.getUTCDay() + 6) % 7 + 1),
  DATE: calendar(at => at.getUTCDate()), MONTH: calendar(at => at.getUTCMonth() + 1), YEAR: calendar(at => at.getUTCFullYear()),
  EPOCH: calendar(at => at.getTime() / 1000),
}

/** Only of one series. */
export const calendarNames: readonly string[] = ['MINUTE', 'HOUR', 'DAY', 'DATE', 'MONTH', 'YEAR', 'EPOCH']

function pointwise(change: (value: number) => number): Each {
  return series => withPoints(series, series.points.map(({ at, value }) => ({ at, value: change(value) })))
}

function stepwise(change: (last: Point, point: Point) => number): Each {
  return series => withPoints(series, series.points.slice(1).map((point, i) => ({ at: point.at, value: change(series.points[i]!, point) })))
}

function calendar(part: (at: Date) => number): Each {
  return (series, span) => withPoints(series, [...grid(span, series.periodMs)].map(at => ({ at, value: part(new Date(at)) })))
}

type Gather = (values: readonly number[]) => number

const sum: Gather = values => values.reduce((total, value) => total + value, 0)
const mean: Gather = values => sum(values) / values.length
const least: Gather = values => values.length === 0 ? NaN : Math.min(...values)
const most: Gather = values => values.length === 0 ? NaN : Math.max(...values)
const deviation: Gather = values => Math.sqrt(mean(values.map(value => (value - mean(values)) ** 2)))

/** A number of one series, a series of an array. */
export const gathered: Readonly<Record<string, { readonly gather: Gather, readonly missing?: number }>> = {
  SUM: { gather: sum }, AVG: { gather: mean, missing: 0 }, MIN: { gather: least }, MAX: { gather: most },
  STDDEV: { gather: deviation, missing: 0 }, DATAPOINT_COUNT: { gather: values => values.length },
}

export function gather(name: string, value: Series | readonly Series[], span: Span): number | Series {
  const { gather: of, missing } = gathered[name]!
  if (isSeries(value)) return of(value.points.map(point => point.value))
  const maps = value.map(valuesOf)
  const points = timesOf(value).map(at => {
    const values = maps.map(map => map.get(at) ?? missing).filter(each => each !== undefined)
    return { at, value: of(values) }
  })
  const periodMs = value.length === 0 ? span.periodMs : Math.max(...value.map(each => each.periodMs))
  return withPoints({ label: '', periodMs, points: [] }, points)
}

/** What is missing from a series gets a value: a number, what another series has then, the last one, or a line between its neighbours. */
export function fill(series: Series, filler: number | Series | 'REPEAT' | 'LINEAR', span: Span): Series {
  const known = valuesOf(series)
  const others = typeof filler === 'object' ? valuesOf(filler) : undefined
  let next = 0
  const points: Point[] = []
  for (const at of grid(span, series.periodMs)) {
    while (next < series.points.length && series.points[next]!.at <= at) next += 1
    const [before, after] = [series.points[next - 1], series.points[next]]
    const value = known.get(at) ?? others?.get(at) ?? (typeof filler === 'number' ? filler : undefined)
      ?? (filler === 'REPEAT' ? before?.value : undefined) ?? (filler === 'LINEAR' ? between(before, after, at) : undefined)
    if (value !== undefined) points.push({ at, value })
  }
  return withPoints(series, points)
}

function between(before: Point | undefined, after: Point | undefined, at: number): number | undefined {
  if (before === undefined || after === undefined) return undefined
  return before.value + (after.value - before.value) * (at - before.at) / (after.at - before.at)
}

/**
 * `IF(condition, then, otherwise)`: 0 where the condition holds and `then` has no value at that time, no point where it does not hold and
 * `otherwise` has none.
 */
export function choose(condition: number | Series, then: number | Series, otherwise: number | Series | undefined): number | Series {
  if (typeof condition === 'number') return condition !== 0 ? then : otherwise ?? withPoints(isSeries(then) ? then : nothing, [])
  const sides = [then, otherwise].map(side => typeof side === 'object' ? valuesOf(side) : undefined)
  const points = condition.points.flatMap(({ at, value }) => {
    const chosen = value !== 0 ? typeof then === 'number' ? then : sides[0]!.get(at) ?? 0
      : typeof otherwise === 'number' ? otherwise : sides[1]?.get(at)
    return chosen === undefined ? [] : [{ at, value: chosen }]
  })
  return withPoints(isSeries(then) ? { ...then, periodMs: condition.periodMs } : condition, points)
}

const nothing: Series = { label: '', periodMs: 60_000, points: [] }

/** By a figure of each; those without data come last. */
export function sorted(all: readonly Series[], figure: string, descending: boolean, span: Span): readonly Series[] {
  const figures = new Map(all.map(series => [series, series.points.length === 0 ? undefined : gather(figure, series, span) as number]))
  return all.toSorted((one, other) => {
    const [left, right] = [figures.get(one), figures.get(other)]
    if (left === undefined || right === undefined) return Number(left === undefined) - Number(right === undefined)
    return descending ? right - left : left - right
  })
}

/** @throws MathProblem in a form that names the function */
export function arrayOf(name: string, value: Value | undefined): readonly Series[] {
  if (value === undefined || !isArray(value)) throw unfit(name)
  return value
}

export function unfit(name: string): MathProblem {
  return new MathProblem(`Unsupported arguments for function '${name}'`)
}
