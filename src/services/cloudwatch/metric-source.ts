// Where metric math finds its metrics: the entries of a request as a sheet, searches among all metrics, and queries of Metrics Insights.
// Source: MetricDataQuery, CloudWatch API Reference; "CloudWatch search expression syntax", "Metrics Insights", CloudWatch User Guide.

import type { MetricDataQuery } from '../../../generated/aws/cloudwatch.ts'
import { MathProblem } from '../../engines/metric-math/face.ts'
import type { Entry, InsightsQuery, Search, Series, Source, Span } from '../../engines/metric-math/face.ts'
import { isStatistic, merged, statistic } from '../../engines/statistic.ts'
import type { Distribution } from '../../engines/statistic.ts'
import type { Call } from '../../kernel/service.ts'
import { learntFrom } from './anomaly-detector.ts'
import type { Dimension, MetricName } from './metric.ts'
import { recentMetrics } from './metric-list.ts'
import { checkPeriod, periodsOf } from './series.ts'

const mostFound = 500
const mostQueried = 10_000
const insightsMs = 3 * 3_600_000

interface Asked { readonly stat: string, readonly periodMs: number, readonly unit?: string | undefined }

export function nameOf({ Namespace = '', MetricName = '', Dimensions = [] }: {
  readonly Namespace?: string, readonly MetricName?: string, readonly Dimensions?: readonly Dimension[],
}): MetricName {
  return { namespace: Namespace, name: MetricName, dimensions: Dimensions }
}

/** A statistic of a metric, as a series. */
export function read(metric: MetricName, { stat, periodMs, unit }: Asked, { fromAt, beforeAt }: Span, call: Call): Series {
  const distributions = new Map<number, Distribution>()
  for (const { at, distribution } of periodsOf(metric, { fromAt, beforeAt, periodMs }, unit, call)) {
    const before = distributions.get(at)
    distributions.set(at, before === undefined ? distribution : merged(before, distribution))
  }
  return { label: metric.name, periodMs, points: pointsOf(distributions, stat), isMetric: true, properties: {
    AccountId: call.account, Region: call.region, Namespace: metric.namespace, MetricName: metric.name, Stat: stat,
    Period: String(periodMs / 1000), ...Object.fromEntries(metric.dimensions.map(({ Name, Value }) => [`Dim.${Name}`, Value])),
  } }
}

function pointsOf(distributions: ReadonlyMap<number, Distribution>, stat: string) {
  return [...distributions].flatMap(([at, distribution]) => {
    const value = statistic(stat, distribution)
    return value === undefined ? [] : [{ at, value }]
  })
}

/** Entries for a sheet. @throws Fault where one is neither a metric nor an expression, or both */
export function entriesOf(queries: readonly MetricDataQuery[], where: string, call: Call): Entry[] {
  const invalid = (text: string) => call.fault('ValidationError', text)
  const ids = queries.map(({ Id }) => Id)
  if (new Set(ids).size < ids.length) throw invalid(`The values for parameter id in ${where} are not unique.`)
  return queries.map(({ Id: id, MetricStat: asked, Expression: expression, Period: period, AccountId: account }, i) => {
    const place = `${where}.member.${i + 1}`
    if (!/^[a-z]\w*$/.test(id)) {
      throw invalid(`The value ${id} for parameter ${place}.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.`)
    }
    if (account !== undefined && account !== call.account) throw invalid(`The account ${account} shares no metrics with this one.`)
    if (asked !== undefined && expression !== undefined) {
      throw invalid(`The parameters ${place}.MetricStat and ${place}.Expression are mutually exclusive and you have specified both.`)
    }
    if (period !== undefined) checkPeriod(period, call)
    if (expression !== undefined) return { id, expression, ...(period !== undefined && { periodMs: period * 1000 }) }
    if (asked === undefined) throw invalid(`The parameter ${place}.MetricStat is required.`)
    const { Metric: metric, Period: seconds, Stat: stat, Unit: unit } = asked
    checkPeriod(seconds, call)
    if (!isStatistic(stat)) throw invalid(`The value ${stat} for parameter ${place}.MetricStat.Stat is not supported.`)
    const name = nameOf(metric as Parameters<typeof nameOf>[0])
    return { id, read: (span: Span) => read(name, { stat, periodMs: seconds * 1000, unit }, span, call) }
  })
}

/** What expressions without a period of their own are worked out in: the coarsest of the request. */
export function periodMsOf(queries: readonly MetricDataQuery[]): number {
  const seconds = Math.max(0, ...queries.map(({ MetricStat: asked, Period: own }) => asked?.Period ?? own ?? 0))
  return (seconds === 0 ? 60 : seconds) * 1000
}

/** @throws Fault for a problem of an expression, else as `body` does */
export function inMath<T>(call: Call, body: () => T): T {
  try {
    return body()
  } catch (error) {
    throw error instanceof MathProblem ? call.fault('ValidationError', error.message) : error
  }
}

export function sourceOf(queries: readonly MetricDataQuery[], call: Call): Source {
  return {
    found: (search, stat, periodMs, span) => found(search, stat, periodMs, span, call),
    queried: (query, span) => queried(query, span, call),
    ...learntFrom(queries, call),
  }
}

function found(search: Search, stat: string, periodMs: number, span: Span, call: Call): Series[] {
  if (!isStatistic(stat)) throw new MathProblem(`'${stat}' is no statistic`)
  if (!Number.isInteger(periodMs) || periodMs < 1000) throw new MathProblem('The period of a search must be a number of seconds')
  const metrics: MetricName[] = []
  for (const metric of recentMetrics(call)) {
    if (search(metric)) metrics.push(metric)
    if (metrics.length === mostFound) break
  }
  return metrics.map(metric => read(metric, { stat, periodMs }, span, call))
}

const statistics = { AVG: 'Average', COUNT: 'SampleCount', MAX: 'Maximum', MIN: 'Minimum', SUM: 'Sum' } as const

/** Observations of all metrics that match, together by group. */
function queried(query: InsightsQuery, span: Span, call: Call): Series[] {
  const { periodMs } = span
  const within = { ...span, fromAt: Math.max(span.fromAt, call.now() - insightsMs) }
  const groups = new Map<string, Map<number, Distribution>>()
  let seen = 0
  for (const metric of recentMetrics(call)) {
    if (!query.matches(metric)) continue
    if (++seen > mostQueried) break
    const label = query.groupBy.map(key => metric.dimensions.find(({ Name }) => Name === key)?.Value ?? 'Other').join('\0')
    let group = groups.get(label)
    if (group === undefined) groups.set(label, group = new Map())
    for (const { at, distribution } of periodsOf(metric, within, undefined, call)) {
      const before = group.get(at)
      group.set(at, before === undefined ? distribution : merged(before, distribution))
    }
  }
  const all = [...groups].sort(([one], [other]) => one < other ? -1 : 1).map(([label, group]): Series => ({
    label: label === '' ? query.metric : label.replaceAll('\0', ' '), periodMs,
    points: pointsOf(new Map([...group].sort(([one], [other]) => one - other)), statistics[query.figure]),
    properties: Object.fromEntries(query.groupBy.map((key, i) => [key, label.split('\0')[i]!])),
  }))
  const { orderBy, limit } = query
  if (orderBy !== undefined) {
    const figure = ({ points }: Series) => figures[orderBy.figure](points.map(({ value }) => value))
    all.sort((one, other) => (figure(one) - figure(other)) * (orderBy.descending ? -1 : 1))
  }
  return all.slice(0, limit)
}

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)

const figures: Readonly<Record<InsightsQuery['figure'], (values: readonly number[]) => number>> = {
  AVG: values => values.length === 0 ? 0 : total(values) / values.length, COUNT: values => values.length, SUM: total,
  MAX: values => Math.max(...values), MIN: values => Math.min(...values),
}
