// Metrics: what is put into them. Source: PutMetricData, CloudWatch API Reference.

import { createHash } from 'node:crypto'
import type { Cloudwatch, MetricDatum } from '../../../generated/aws/cloudwatch.ts'
import { distributionOf } from '../../engines/statistic.ts'
import type { Distribution } from '../../engines/statistic.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { mergeOld, record } from './datapoint.ts'
import { noteStreamed } from './streamed.ts'

export interface Dimension { readonly Name: string, readonly Value: string }

export interface MetricName { readonly namespace: string, readonly name: string, readonly dimensions: readonly Dimension[] }

export interface Metric extends MetricName {
  readonly id: string
  readonly lastAt: number
  /** When its data are looked at whether they have become too old. */
  readonly mergeAt: number
}

export const Metric = records<Metric>({ name: 'Metric', key: ['namespace', 'name', 'id'] })

const dayMs = 86_400_000
const mostValues = 150

/** The same for the same dimensions in any order. */
export function metricId({ namespace, name, dimensions }: MetricName): string {
  const sorted = dimensions.map(({ Name, Value }) => [Name, Value]).sort(([a], [b]) => a! < b! ? -1 : 1)
  return createHash('sha256').update(JSON.stringify([namespace, name, sorted])).digest('hex').slice(0, 32)
}

export const PutMetricData: Cloudwatch['PutMetricData'] = (input, call) => {
  const { Namespace: namespace, MetricData: plain = [], EntityMetricData: ofEntities = [] } = input
  const data = [...plain.map((datum, i) => ({ datum, where: `MetricData.member.${i + 1}` })),
    ...ofEntities.flatMap(({ MetricData = [] }, i) => MetricData.map((datum, k) =>
      ({ datum, where: `EntityMetricData.member.${i + 1}.MetricData.member.${k + 1}` })))]
  if (data.length === 0) throw call.fault('MissingParameter', 'The parameter MetricData is required.')
  if (namespace.startsWith('AWS/') && call.principal.kind !== 'service') {
    throw call.fault('InvalidParameterValueException', 'The value AWS/ for parameter Namespace is invalid.')
  }
  const touched = new Set<string>()
  for (const { datum, where } of data) touched.add(put(namespace, datum, where, call))
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
  return store({ namespace, name, dimensions }, at, resolution < 60, unit, distributionIn(datum, where, call), call)
}

/** Keeps what came at a time. @returns the metric's id */
export function store(
  metric: MetricName, at: number, isFine: boolean, unit: string, distribution: Distribution, call: Call, replaces = false,
): string {
  const id = metricId(metric)
  const dueAt = record(id, at, isFine, unit, distribution, call, replaces)
  const { namespace, name } = metric
  noteStreamed(id, metric, at, call)
  const known = call.of(Metric).get(namespace, name, id)
  if (known === undefined || dueAt < known.mergeAt) call.setTimer('merge', JSON.stringify([namespace, name, id]), dueAt)
  if (known !== undefined && known.lastAt >= at && known.mergeAt <= dueAt) return id
  const { dimensions } = metric
  const [lastAt, mergeAt] = [Math.max(at, known?.lastAt ?? 0), Math.min(dueAt, known?.mergeAt ?? Infinity)]
  call.of(Metric).put({ namespace, name, dimensions, id, lastAt, mergeAt })
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

/** Timer: data that have become too old are merged; the last ones go, and the metric with them. */
export function merge(_payload: unknown, call: Call, { id: key }: { readonly id: string }): void {
  const [namespace, name, id] = JSON.parse(key) as [string, string, string]
  const metric = call.of(Metric).get(namespace, name, id)
  if (metric === undefined) return
  const mergeAt = mergeOld(id, call)
  if (mergeAt === undefined) call.of(Metric).delete(namespace, name, id)
  else {
    call.of(Metric).put({ ...metric, mergeAt })
    call.setTimer('merge', key, mergeAt)
  }
}
