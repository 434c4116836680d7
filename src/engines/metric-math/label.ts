// Labels of series: what tells metrics apart where nobody has named them, and labels with values of the series in them: `[max: ${MAX}] x`.
// Source: "Using dynamic labels", CloudWatch User Guide; LabelOptions, CloudWatch API Reference.

import { MathProblem } from './problem.ts'
import type { Point, Series } from './series.ts'

export interface LabelTime {
  readonly now: number
  /** `+0130`: added to times that are shown. */
  readonly offsetMinutes: number
}

const variable = /\$\{([A-Z_]+)(?:\('([^']*)'\))?\}/g
const mostFigures = 5

export function isDynamic(label: string): boolean {
  return label.includes('${')
}

/** @throws MathProblem where it asks for what there is not */
export function labelled(label: string, series: Series, time: LabelTime): string {
  let figures = 0
  return label.replaceAll(variable, (whole, name: string, property: string | undefined) => {
    if (name === 'LABEL') return series.label
    if (name === 'PROP') return series.properties?.[property ?? ''] ?? ''
    figures += 1
    if (figures > mostFigures) throw new MathProblem(`A label has at most ${mostFigures} dynamic values`)
    const figure = Object.hasOwn(variables, name) ? variables[name] : undefined
    if (figure === undefined) return whole
    return series.points.length === 0 ? '--' : figure(series.points, time)
  })
}

type Variable = (points: readonly Point[], time: LabelTime) => string

const variables: Readonly<Record<string, Variable>> = {
  AVG: points => shown(sum(points) / points.length),
  DATAPOINT_COUNT: points => String(points.length),
  FIRST: points => shown(points[0]!.value),
  FIRST_LAST_RANGE: points => shown(Math.abs(points.at(-1)!.value - points[0]!.value)),
  FIRST_LAST_TIME_RANGE: points => duration(points.at(-1)!.at - points[0]!.at),
  FIRST_TIME: (points, time) => moment(points[0]!, time),
  FIRST_TIME_RELATIVE: (points, { now }) => duration(now - points[0]!.at),
  LAST: points => shown(points.at(-1)!.value),
  LAST_TIME: (points, time) => moment(points.at(-1)!, time),
  LAST_TIME_RELATIVE: (points, { now }) => duration(now - points.at(-1)!.at),
  MAX: points => shown(highest(points).value),
  MAX_TIME: (points, time) => moment(highest(points), time),
  MAX_TIME_RELATIVE: (points, { now }) => duration(now - highest(points).at),
  MIN: points => shown(lowest(points).value),
  MIN_MAX_RANGE: points => shown(highest(points).value - lowest(points).value),
  MIN_MAX_TIME_RANGE: points => duration(Math.abs(highest(points).at - lowest(points).at)),
  MIN_TIME: (points, time) => moment(lowest(points), time),
  MIN_TIME_RELATIVE: (points, { now }) => duration(now - lowest(points).at),
  SUM: points => shown(sum(points)),
}

function sum(points: readonly Point[]): number {
  return points.reduce((total, { value }) => total + value, 0)
}

function highest(points: readonly Point[]): Point {
  return points.reduce((best, point) => point.value > best.value ? point : best)
}

function lowest(points: readonly Point[]): Point {
  return points.reduce((best, point) => point.value < best.value ? point : best)
}

const scales = [[1e12, 'T'], [1e9, 'G'], [1e6, 'M'], [1e3, 'k']] as const

/** Four digits and the thousands by a letter, as graphs have it. */
export function shown(value: number): string {
  const [size, letter] = scales.find(([least]) => Math.abs(value) >= least) ?? [1, '']
  return String(Number((value / size).toPrecision(4))) + letter
}

function moment({ at }: Point, { offsetMinutes }: LabelTime): string {
  return new Date(at + offsetMinutes * 60_000).toISOString().slice(0, 19).replace('T', ' ')
}

/** `1d 2h`, the two largest units. */
function duration(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000)
  const parts = [[Math.floor(seconds / 86_400), 'd'], [Math.floor(seconds / 3600) % 24, 'h'], [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's']].filter(([count]) => count !== 0).slice(0, 2)
  return parts.length === 0 ? '0s' : parts.map(([count, unit]) => `${count}${unit}`).join(' ')
}

/** The name of each metric, or what tells it from the others. */
export function distinctLabels(all: readonly Series[]): readonly Series[] {
  const keys = [...new Set(all.flatMap(({ properties = {} }) => Object.keys(properties)))].sort((one, other) => rank(one) - rank(other))
  const telling = keys.filter(key => new Set(all.map(({ properties }) => properties?.[key])).size > 1)
  return all.map(series => {
    const parts = telling.map(key => series.properties?.[key]).filter(each => each !== undefined)
    return { ...series, label: parts.join(' ') || (series.properties?.MetricName ?? series.label) }
  })
}

const order = ['AccountId', 'Region', 'Namespace', 'Dim', 'MetricName', 'Stat', 'Period']

function rank(key: string): number {
  return order.indexOf(key.split('.')[0]!)
}
