// Metrics: what is put into them, minute by minute or second by second, and the list of those that had data of late. One stored record
// holds what came in one such interval. Source: PutMetricData, ListMetrics, CloudWatch API Reference; "Metrics retention", User Guide.

import { createHash } from 'node:crypto'
import type { Cloudwatch, MetricDatum } from '../../../generated/aws/cloudwatch.ts'
import { distributionOf, merged } from '../../engines/statistic.ts'
import type { Distribution } from '../../engines/statistic.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'

export interface Dimension { readonly Name: string, readonly Value: string }

export interface MetricName { readonly namespace: string, readonly name: string, readonly dimensions: readonly Dimension[] }

interface Metric extends MetricName {
  readonly id: string
  readonly lastAt: number
}

export interface Datapoint {
  readonly metric: string
  readonly at: number
  readonly unit: string
  readonly distribution: Distribution
}

export const Metric = records<Metric>({ name: 'Metric', key: ['namespace', 'name', 'id'] })
export const Datapoint = records<Datapoint>({ name: 'Datapoint', key: ['metric', 'at', 'unit'] })

const minuteMs = 60_000
const dayMs = 86_400_000
const keptMs = 455 * dayMs
const listedMs = 14 * dayMs
const mostValues = 150

/** The same for the same dimensions in any order. */
export function metricId({ namespace, name, dimensions }: MetricName): string {
  const sorted = dimensions.map(({ Name, Value }) => [Name, Value]).sort(([a], [b]) => a! < b! ? -1 : 1)
  return createHash('sha256').update(JSON.stringify([namespace, name, sorted])).digest('hex').slice(0, 32)
}

export const PutMetricData: Cloudwatch['PutMetricData'] = ({ Namespace: namespace, MetricData: data = [] }, call) => {
  if (data.length === 0) throw call.fault('MissingParameter', 'The parameter MetricData is required.')
  if (namespace.startsWith('AWS/') && call.principal.kind !== 'service') {
    throw call.fault('InvalidParameterValueException', 'The value AWS/ for parameter Namespace is invalid.')
  }
  const touched = new Set<string>()
  for (const [i, datum] of data.entries()) touched.add(put(namespace, datum, `MetricData.member.${i + 1}`, call))
  for (const id of touched) call.setTimer('arrived', id, call.now())
  call.meter('CW:Requests', 1)
}

function put(namespace: string, datum: MetricDatum, where: string, call: Call): string {
  const { MetricName: name, Dimensions: dimensions = [], Unit: unit = 'None', StorageResolution: resolution = 60, Timestamp: given } = datum
  const at = given ?? call.now()
  if (at < call.now() - 14 * dayMs || at > call.now() + 2 * 3_600_000) {
    throw call.fault('InvalidParameterValueException',
      `The value ${new Date(at).toISOString()} for parameter ${where}.Timestamp is invalid. `
      + 'It must be within two weeks before and two hours after now.')
  }
  const distribution = distributionIn(datum, where, call)
  const full = { namespace, name, dimensions }
  const id = metricId(full)
  const stepMs = resolution < 60 ? 1000 : minuteMs
  const bucketAt = Math.floor(at / stepMs) * stepMs
  const before = call.of(Datapoint).get(id, bucketAt, unit)
  call.of(Datapoint).put({
    metric: id, at: bucketAt, unit, distribution: before === undefined ? distribution : merged(before.distribution, distribution),
  })
  const known = call.of(Metric).get(namespace, name, id)
  if (known === undefined) call.setTimer('expire', JSON.stringify([namespace, name, id]), at + keptMs)
  if (known === undefined || known.lastAt < at) call.of(Metric).put({ ...full, id, lastAt: at })
  return id
}

/** One value, many with their counts, or a set of statistics. @throws InvalidParameterValue, InvalidParameterCombination */
function distributionIn({ Value: value, Values: values, Counts: counts = [], StatisticValues: set }: MetricDatum, where: string,
  call: Call): Distribution {
  if ([value, values, set].filter(each => each !== undefined).length !== 1) {
    throw call.fault('InvalidParameterCombinationException',
      `The parameters ${where}.Value, ${where}.Values and ${where}.StatisticValues are mutually `
      + 'exclusive and you have specified more or less than one.')
  }
  const numbers = value !== undefined ? [value] : values ?? [set!.SampleCount, set!.Sum, set!.Minimum, set!.Maximum]
  if (numbers.some(each => !Number.isFinite(each) || Math.abs(each) > 2 ** 360)) {
    throw call.fault('InvalidParameterValueException', `The value of ${where} must be a number between -2^360 and 2^360.`)
  }
  if (set !== undefined) return { count: set.SampleCount, sum: set.Sum, min: set.Minimum, max: set.Maximum }
  if (numbers.length > mostValues || numbers.length === 0 || (counts.length > 0 && counts.length !== numbers.length)) {
    throw call.fault('InvalidParameterValueException',
      `The parameters ${where}.Values and ${where}.Counts must be of the same size, 1 to ${mostValues}.`)
  }
  return distributionOf(numbers, counts)
}

/** Timer: what is older than 455 days goes, and the metric with its last point. */
export function expire(_payload: unknown, call: Call, { id: key }: { readonly id: string }): void {
  const [namespace, name, id] = JSON.parse(key) as [string, string, string]
  for (const { at, unit } of call.of(Datapoint).scan({ within: [id], before: [call.now() - keptMs] })) call.of(Datapoint).delete(id, at,
    unit)
  const oldest = call.of(Datapoint).first({ within: [id] })
  if (oldest === undefined) call.of(Metric).delete(namespace, name, id)
  else call.setTimer('expire', key, oldest.at + keptMs + dayMs)
}

/** Metrics with data within two weeks, or three hours where only those are asked for. */
export const ListMetrics: Cloudwatch['ListMetrics'] = function* (input, call) {
  const { Namespace: namespace, MetricName: name, Dimensions: filters = [], RecentlyActive: recently } = input
  const since = call.now() - (recently === 'PT3H' ? 3 * 3_600_000 : listedMs)
  const found = namespace === undefined ? call.of(Metric).scan() : call.of(Metric).scan({ within: [namespace] })
  for (const metric of found) {
    if ((name !== undefined && metric.name !== name) || metric.lastAt < since) continue
    const fits = filters.every(({ Name, Value }) =>
      metric.dimensions.some(dimension => dimension.Name === Name && (Value === undefined || dimension.Value === Value)))
    if (fits) yield { Namespace: metric.namespace, MetricName: metric.name, Dimensions: metric.dimensions }
  }
}
