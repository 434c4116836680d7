// The description of a graph, as dashboards and GetMetricWidgetImage have it: which metrics, over which time, drawn how.
// Source: "GetMetricWidgetImage: Metric Widget Structure and Syntax", CloudWatch API Reference.

import type { MetricDataQuery } from '../../../generated/aws/cloudwatch.ts'
import { colorOf, seriesColors } from '../../engines/plot/face.ts'
import type { Axis, Color, Graph, Mark } from '../../engines/plot/face.ts'

export class WidgetProblem extends Error {}

export interface Style { readonly color?: Color, readonly axis: 'left' | 'right' }

export interface Widget extends Omit<Graph, 'series'> {
  readonly queries: readonly MetricDataQuery[]
  readonly styles: ReadonlyMap<string, Style>
}

interface Options {
  readonly id?: string, readonly expression?: string, readonly label?: string, readonly color?: string, readonly period?: number,
  readonly stat?: string, readonly visible?: boolean, readonly yAxis?: string, readonly region?: string, readonly accountId?: string,
}

interface MarkOptions { readonly value: number | string, readonly label?: string, readonly color?: string, readonly fill?: string,
  readonly visible?: boolean }

interface Given {
  readonly metrics?: readonly (readonly (string | Options)[])[]
  readonly width?: number, readonly height?: number, readonly title?: string, readonly view?: string, readonly stacked?: boolean
  readonly theme?: string, readonly start?: string, readonly end?: string, readonly period?: number, readonly stat?: string
  readonly timezone?: string, readonly legend?: { readonly position?: string }
  readonly yAxis?: { readonly left?: Axis, readonly right?: Axis }
  readonly annotations?: { readonly horizontal?: readonly (MarkOptions | readonly MarkOptions[])[],
    readonly vertical?: readonly (MarkOptions
    | readonly MarkOptions[])[], readonly alarms?: readonly string[] }
}

const mostMetrics = 500
const views = ['timeSeries', 'bar', 'pie', 'singleValue']

/** @throws WidgetProblem */
export function readWidget(given: Given, now: number): Widget {
  const { width = 600, height = 400, view = 'timeSeries', metrics = [], legend: { position = 'bottom' } = {} } = given
  if (![width, height].every(each => Number.isInteger(each) && each >= 1 && each <= 2000)) {
    throw new WidgetProblem('The width and height of a graph must be whole numbers up to 2000')
  }
  if (!views.includes(view)) throw new WidgetProblem(`No graphs of the view "${view}" are drawn here; there are ${views.join(', ')}`)
  if (!['bottom', 'right', 'hidden'].includes(position)) throw new WidgetProblem(`The legend has no position "${position}"`)
  if (given.annotations?.alarms !== undefined) throw new WidgetProblem('Annotations of alarms are not drawn here; name their metrics')
  if (!Array.isArray(metrics) || metrics.length === 0) throw new WidgetProblem('"metrics" must be an array that is not empty')
  if (metrics.length > mostMetrics) throw new WidgetProblem(`A graph has at most ${mostMetrics} metrics`)
  const [fromAt, beforeAt] = [momentOf(given.start ?? '-PT3H', now), momentOf(given.end ?? 'PT0H', now)]
  if (fromAt >= beforeAt) throw new WidgetProblem('"start" must be before "end"')
  const { queries, styles } = readMetrics(metrics, given)
  const { horizontal = [], vertical = [] } = given.annotations ?? {}
  return {
    width, height, view: view as Graph['view'], stacked: given.stacked === true, dark: given.theme === 'dark', fromAt, beforeAt, queries,
      styles,
    ...(given.title !== undefined && { title: given.title }), offsetMs: offsetOf(given.timezone ?? '+0000'),
    axes: { left: given.yAxis?.left ?? {}, right: given.yAxis?.right ?? {} }, legend: position as Graph['legend'],
    horizontal: horizontal.flat().filter(({ visible }) => visible !== false).map(mark => marked(mark, Number)),
    vertical: vertical.flat().filter(({ visible }) => visible !== false).map(mark => marked(mark, value => Date.parse(String(value)))),
  }
}

function marked({ value, label, color = '#d62728', fill }: MarkOptions, read: (value: number | string) => number): Mark {
  const at = read(value)
  const drawn = colorOf(color)
  if (Number.isNaN(at) || drawn === undefined) throw new WidgetProblem(`The annotation at ${value} cannot be read`)
  return { value: at, color: drawn, ...(label !== undefined && { label }), ...((fill === 'above' || fill === 'below') && { fill }) }
}

/** An ISO time, or so long before or after now: `-PT3H`, `P1D`. */
function momentOf(text: string, now: number): number {
  const [whole, sign, days, hours, minutes] = /^([+-]?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(text) ?? []
  if (whole !== undefined) {
    const lengthMs = ((Number(days ?? 0) * 24 + Number(hours ?? 0)) * 60 + Number(minutes ?? 0)) * 60_000
    return sign === '-' ? now - lengthMs : now + lengthMs
  }
  const at = Date.parse(text)
  if (Number.isNaN(at)) throw new WidgetProblem(`"${text}" is no time`)
  return at
}

function offsetOf(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d)(\d\d)$/.exec(zone) ?? []
  if (sign === undefined) throw new WidgetProblem(`The timezone "${zone}" must have the form +0130`)
  return (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1)
}

/** `.` repeats what the metric before has in this place, `...` all that is left of it. */
function readMetrics(rows: NonNullable<Given['metrics']>, { period = 300, stat = 'Average' }: Given) {
  const queries: MetricDataQuery[] = []
  const styles = new Map<string, Style>()
  let before: readonly string[] = []
  for (const [i, row] of rows.entries()) {
    const options = row.find(each => typeof each === 'object') ?? {}
    const { id = `m${i + 1}`, expression, label, yAxis, color, visible = true } = options
    const drawn = color === undefined ? undefined : colorOf(color)
    if (color !== undefined && drawn === undefined) throw new WidgetProblem(`"${color}" is no colour of the form #rrggbb`)
    styles.set(id, { axis: yAxis === 'right' ? 'right' : 'left', ...(drawn !== undefined && { color: drawn }) })
    const shown = { Id: id, ReturnData: visible, ...(label !== undefined && { Label: label }) }
    if (expression !== undefined) {
      queries.push({ ...shown, Expression: expression, Period: options.period ?? period })
      continue
    }
    before = spelledOut(row.filter(each => typeof each === 'string'), before)
    const [namespace, name, ...pairs] = before
    if (namespace === undefined || name === undefined || pairs.length % 2 === 1) {
      throw new WidgetProblem(`The metric ${JSON.stringify(row)} must be a namespace, a name and pairs of dimensions`)
    }
    const dimensions = Array.from({ length: pairs.length / 2 }, (_, k) => ({ Name: pairs[2 * k]!, Value: pairs[2 * k + 1]! }))
    queries.push({ ...shown, MetricStat: {
      Metric: { Namespace: namespace, MetricName: name, Dimensions: dimensions }, Period: options.period ?? period,
        Stat: options.stat ?? stat,
    } })
  }
  return { queries, styles }
}

function spelledOut(texts: readonly string[], before: readonly string[]): readonly string[] {
  const at = texts.indexOf('...')
  const whole = at === -1 ? texts
    : [...texts.slice(0, at), ...before.slice(at, before.length - (texts.length - at - 1)), ...texts.slice(at + 1)]
  return whole.map((text, i) => text === '.' ? before[i] ?? text : text)
}

export function colorAt(i: number): Color {
  return seriesColors[i % seriesColors.length]!
}
