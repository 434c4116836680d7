// Anomaly detectors: for which metrics bands are to be worked out, in which time zone a metric lives and what shall not be learnt from.
// The model itself is a simple one, `engines/metric-math/band.ts`: it is worked out anew whenever a band is asked for.
// Source: PutAnomalyDetector, CloudWatch API Reference; "Using CloudWatch anomaly detection", User Guide.

import type {
  AnomalyDetectorConfiguration, AnomalyDetectorMetricCharacteristics, Cloudwatch, MetricDataQuery, MetricMathAnomalyDetector,
} from '../../../generated/aws/cloudwatch.ts'
import { expressionUses } from '../../engines/metric-math/face.ts'
import type { Point, Source } from '../../engines/metric-math/face.ts'
import { Zone } from '../../engines/schedule/face.ts'
import { isStatistic } from '../../engines/statistic.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { metricId } from './metric.ts'
import { hasPoints } from './datapoint.ts'
import type { Dimension, MetricName } from './metric.ts'

interface Single extends MetricName { readonly stat: string }

interface AnomalyDetector {
  /** What tells it from others: its metric and statistic, or its math. */
  readonly about: string
  readonly id: string
  readonly single?: Single
  readonly math?: MetricMathAnomalyDetector
  readonly configuration: AnomalyDetectorConfiguration
  readonly characteristics?: AnomalyDetectorMetricCharacteristics
}

export const AnomalyDetector = records<AnomalyDetector>({ name: 'AnomalyDetector', key: 'about' })

interface Meant {
  readonly Namespace?: string
  readonly MetricName?: string
  readonly Dimensions?: readonly Dimension[]
  readonly Stat?: string
  readonly SingleMetricAnomalyDetector?: Omit<Meant, 'SingleMetricAnomalyDetector' | 'MetricMathAnomalyDetector'>
  readonly MetricMathAnomalyDetector?: MetricMathAnomalyDetector
}

type Fault = 'MissingRequiredParameterException' | 'InvalidParameterCombinationException' | 'InvalidParameterValueException'

/** A metric with a statistic, said in either of two ways, or math. @throws Fault */
function meant(input: object, call: Call<Fault>): { readonly about: string, readonly single?: Single,
  readonly math?: MetricMathAnomalyDetector } {
  const { SingleMetricAnomalyDetector: inner, MetricMathAnomalyDetector: math, ...outer } = input as Meant
  const isOuter = outer.Namespace !== undefined || outer.MetricName !== undefined || outer.Stat !== undefined
  if (Number(isOuter) + Number(inner !== undefined) + Number(math !== undefined) > 1) {
    throw call.fault('InvalidParameterCombinationException',
      'A detector is about one metric, or about metric math, and is said in one way.')
  }
  if (math !== undefined) return { about: `math ${JSON.stringify(math.MetricDataQueries)}`, math: checked(math, call) }
  const { Namespace: namespace, MetricName: name, Dimensions: dimensions = [], Stat: stat } = inner ?? outer
  for (const [parameter, value] of Object.entries({ Namespace: namespace, MetricName: name, Stat: stat })) {
    if (value === undefined) throw call.fault('MissingRequiredParameterException', `The parameter ${parameter} is required.`)
  }
  if (!isStatistic(stat!)) throw call.fault('InvalidParameterValueException', `The value ${stat} for parameter Stat is not supported.`)
  const single = { namespace: namespace!, name: name!, dimensions: dimensions as Dimension[], stat: stat! }
  return { about: aboutSingle(single), single }
}

function aboutSingle(single: Single): string {
  return `metric ${metricId(single)} ${single.stat}`
}

function checked(math: MetricMathAnomalyDetector, call: Call<Fault>): MetricMathAnomalyDetector {
  const queries = math.MetricDataQueries ?? []
  const invalid = (text: string) => call.fault('InvalidParameterValueException', text)
  if (queries.filter(({ ReturnData = true }) => ReturnData).length !== 1) {
    throw invalid('Exactly one element of the metrics list should return data.')
  }
  for (const { Id: id, Expression: text } of queries) {
    const strange = text === undefined ? undefined
      : ['METRICS', 'SEARCH', 'ANOMALY_DETECTION_BAND'].find(name => expressionUses(text, name))
    if (strange !== undefined) throw invalid(`Error in expression '${id}': ${strange} cannot be used in an anomaly detector.`)
  }
  return math
}

/** Made anew, or configured anew. */
export const PutAnomalyDetector: Cloudwatch['PutAnomalyDetector'] = (input, call) => {
  const { Configuration: configuration = {}, MetricCharacteristics: characteristics } = input
  const detector = meant(input, call)
  const strange = (configuration.ExcludedTimeRanges ?? []).find(({ StartTime, EndTime }) => StartTime >= EndTime)
  if (strange !== undefined) throw call.fault('InvalidParameterValueException', 'An excluded range must start before it ends.')
  zoneOf(configuration, call)
  const id = call.of(AnomalyDetector).get(detector.about)?.id ?? call.uuid()
  call.of(AnomalyDetector).put({
    ...detector, id, configuration, ...(characteristics !== undefined && { characteristics }),
  })
  return { AnomalyDetectorId: id }
}

function zoneOf({ MetricTimezone: name = 'UTC' }: AnomalyDetectorConfiguration, call: Call<Fault>): Zone {
  try {
    return new Zone(name)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw call.fault('InvalidParameterValueException', `The value ${name} for parameter MetricTimezone is no time zone.`)
  }
}

/** Alarms on bands make the detector of their metric. */
export function ensureDetector(metric: MetricName, stat: string, call: Call): void {
  const single = { ...metric, stat }
  const about = aboutSingle(single)
  if (call.of(AnomalyDetector).get(about) !== undefined) return
  call.of(AnomalyDetector).put({ about, id: call.uuid(), single, configuration: {} })
}

export const DeleteAnomalyDetector: Cloudwatch['DeleteAnomalyDetector'] = (input, call) => {
  const { AnomalyDetectorId: id } = input as { readonly AnomalyDetectorId?: string }
  const about = id === undefined ? meant(input, call).about : [...call.of(AnomalyDetector).scan()].find(each => each.id === id)?.about
  if (about === undefined || call.of(AnomalyDetector).delete(about) === undefined) {
    throw call.fault('ResourceNotFoundException', 'The anomaly detector does not exist.')
  }
  return {}
}

export const DescribeAnomalyDetectors: Cloudwatch['DescribeAnomalyDetectors'] = function* (input, call) {
  const { Namespace: namespace, MetricName: name, Dimensions: dimensions, AnomalyDetectorIds: ids,
    AnomalyDetectorTypes: types = ['SINGLE_METRIC'] } = input
  for (const { id, single, math, configuration, characteristics } of call.of(AnomalyDetector).scan()) {
    if (ids !== undefined ? !ids.includes(id) : !types.includes(single === undefined ? 'METRIC_MATH' : 'SINGLE_METRIC')) continue
    if (namespace !== undefined && single?.namespace !== namespace) continue
    if (name !== undefined && single?.name !== name) continue
    if (dimensions !== undefined && !dimensions.every(({ Name, Value }) =>
      single?.dimensions.some(each => each.Name === Name && each.Value === Value))) continue
    const metric = single && { Namespace: single.namespace, MetricName: single.name, Dimensions: single.dimensions, Stat: single.stat }
    const learns = single === undefined || hasPoints(metricId(single), call)
    yield {
      AnomalyDetectorId: id, Configuration: { ExcludedTimeRanges: [], ...configuration },
      StateValue: learns ? 'TRAINED' : 'TRAINED_INSUFFICIENT_DATA',
      ...(metric !== undefined && { ...metric, SingleMetricAnomalyDetector: metric }),
      ...(math !== undefined && { MetricMathAnomalyDetector: math }),
      ...(characteristics !== undefined && { MetricCharacteristics: characteristics }),
    }
  }
}

const hourMs = 3_600_000

/** What the detector of a request's metrics says of learning: the ranges left out, and where the hours are counted. */
export function learntFrom(queries: readonly MetricDataQuery[], call: Call): Pick<Source, 'learnt' | 'hourOf'> {
  for (const { MetricStat: asked } of queries) {
    if (asked === undefined) continue
    const { Metric: { Namespace: namespace = '', MetricName: name = '', Dimensions: dimensions = [] }, Stat: stat } = asked
    const detector = call.of(AnomalyDetector).get(aboutSingle({ namespace, name, dimensions: dimensions as Dimension[], stat }))
    if (detector === undefined) continue
    const { configuration } = detector
    const excluded = configuration.ExcludedTimeRanges ?? []
    const zone = zoneOf(configuration, call)
    const offsets = new Map<number, number>()
    return {
      learnt: (points: readonly Point[]) =>
        points.filter(({ at }) => !excluded.some(({ StartTime, EndTime }) => at >= StartTime && at < EndTime)),
      hourOf(at) {
        const hour = Math.floor(at / hourMs)
        let offsetMs = offsets.get(hour)
        if (offsetMs === undefined) offsets.set(hour, offsetMs = zone.offsetMs(hour * hourMs))
        return Math.floor((at + offsetMs) / hourMs)
      },
    }
  }
  return {}
}
