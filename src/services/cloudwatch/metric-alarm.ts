// Metric alarms as they are asked for: on one metric, on metric math, on a query of Metrics Insights, or on the band of an anomaly
// detector.
// When one is judged is in `evaluation.ts`. Source: PutMetricAlarm, CloudWatch API Reference.

import type { Cloudwatch, MetricDataQuery, PutMetricAlarmInput } from '../../../generated/aws/cloudwatch.ts'
import { expressionUses, isInsightsQuery, Sheet } from '../../engines/metric-math/face.ts'
import { isStatistic } from '../../engines/statistic.ts'
import type { Call } from '../../kernel/service.ts'
import { Alarm, keep, standingOf } from './alarm.ts'
import { ensureDetector } from './anomaly-detector.ts'
import { metricId } from './metric.ts'
import { entriesOf, inMath, nameOf, periodMsOf } from './metric-source.ts'
import { checkPeriod } from './series.ts'

export interface Comparison {
  readonly words: string
  /** Beyond a threshold, or the edges of a band. */
  readonly breaches: (value: number, threshold: number, upper: number) => boolean
  readonly ofBand?: true
}

export const comparisons = new Map<string, Comparison>([
  ['GreaterThanOrEqualToThreshold',
    { words: 'greater than or equal to the threshold', breaches: (value, threshold) => value >= threshold }],
  ['GreaterThanThreshold', { words: 'greater than the threshold', breaches: (value, threshold) => value > threshold }],
  ['LessThanThreshold', { words: 'less than the threshold', breaches: (value, threshold) => value < threshold }],
  ['LessThanOrEqualToThreshold', { words: 'less than or equal to the threshold', breaches: (value, threshold) => value <= threshold }],
  ['LessThanLowerOrGreaterThanUpperThreshold', { words: 'less than the lower thresholds or greater than the upper thresholds',
    breaches: (value, lower, upper) => value < lower || value > upper, ofBand: true }],
  ['LessThanLowerThreshold', { words: 'less than the lower thresholds', breaches: (value, lower) => value < lower, ofBand: true }],
  ['GreaterThanUpperThreshold', { words: 'greater than the upper thresholds', breaches: (value, _, upper) => value > upper, ofBand: true }],
])

const mostMetrics = 10
const place = 'Metrics'

/** A new alarm begins without data; a changed one keeps its state. */
export const PutMetricAlarm: Cloudwatch['PutMetricAlarm'] = (input, call) => {
  check(input, call)
  const { AlarmName: name } = input
  if (call.of(Alarm).get(name)?.kind === 'composite') throw call.fault('ValidationError', `Alarm ${name} is a composite alarm.`)
  keep({ ...standingOf(name, call), kind: 'metric', given: input, watches: watchesOf(input) }, call)
  const banded = input.Metrics?.find(({ Id: id }) => id !== input.ThresholdMetricId && isReturned(input.Metrics!, id))
  if (input.ThresholdMetricId !== undefined && banded?.MetricStat !== undefined) {
    ensureDetector(nameOf(banded.MetricStat.Metric as Parameters<typeof nameOf>[0]), banded.MetricStat.Stat, call)
  }
  call.setTimer('judge', name, call.now())
}

export function isReturned(queries: readonly MetricDataQuery[], id: string): boolean {
  return queries.find(({ Id }) => Id === id)?.ReturnData !== false
}

/** The queries of an alarm, whichever way it says what it watches. */
export function queriesOf(given: PutMetricAlarmInput): readonly MetricDataQuery[] {
  if (given.Metrics !== undefined && given.Metrics.length > 0) return given.Metrics
  const { Namespace, MetricName, Dimensions, Period: seconds = 60, Unit: unit } = given
  return [{ Id: 'm1', MetricStat: {
    Metric: { Namespace: Namespace!, MetricName: MetricName!, ...(Dimensions !== undefined && { Dimensions }) }, Period: seconds,
    Stat: given.Statistic ?? given.ExtendedStatistic!, ...(unit !== undefined && { Unit: unit }),
  } }]
}

function watchesOf(given: PutMetricAlarmInput): string[] {
  const queries = queriesOf(given)
  const ids = queries.flatMap(({ MetricStat: asked }) =>
    asked === undefined ? [] : [metricId(nameOf(asked.Metric as Parameters<typeof nameOf>[0]))])
  return queries.some(({ Expression: text = '' }) => isInsightsQuery(text)) ? [...new Set(ids), '*'] : [...new Set(ids)]
}

function check(input: PutMetricAlarmInput, call: Call): void {
  const { Metrics: math = [], ThresholdMetricId: band, Threshold: threshold, ComparisonOperator: operator = '' } = input
  const { EvaluationPeriods: periods, DatapointsToAlarm: datapoints = periods } = input
  const invalid = (text: string): Error => call.fault('ValidationError', text)
  for (const name of ['EvaluationCriteria', 'EvaluationInterval', 'WarmUpConfiguration'] as const) {
    if (input[name] !== undefined) throw invalid(`${name} is not modelled: alarms here watch metrics, from their first datapoint on.`)
  }
  if (input.EvaluationWindow?.WallClockWindow !== undefined) throw invalid('EvaluationWindow.WallClockWindow is not modelled.')
  if (math.length > 0) checkMath(input, call)
  else checkMetric(input, call)
  const comparison = comparisons.get(operator)
  if (comparison === undefined) throw invalid(`The ComparisonOperator ${operator} is not supported.`)
  if ((comparison.ofBand === true) !== (band !== undefined)) {
    throw invalid(`ComparisonOperator ${operator} ${band === undefined ? 'needs' : 'does not go with'} a ThresholdMetricId: an anomaly `
      + 'detection band.')
  }
  if ((threshold === undefined) === (band === undefined)) throw invalid('Exactly one of Threshold and ThresholdMetricId must be specified.')
  if (periods === undefined || datapoints === undefined) throw invalid('EvaluationPeriods is required.')
  if (datapoints > periods) throw invalid('DatapointsToAlarm must not be greater than EvaluationPeriods.')
  const seconds = periodMsOf(queriesOf(input)) / 1000
  if (seconds * periods > (seconds < 3600 ? 86_400 : 7 * 86_400)) {
    throw invalid('Metrics cannot be checked across more than a day, or a week for periods of an hour and more '
      + '(EvaluationPeriods * Period).')
  }
}

function checkMetric(input: PutMetricAlarmInput, call: Call): void {
  const { Statistic: simple, ExtendedStatistic: extended, Period: seconds } = input
  const invalid = (text: string): Error => call.fault('ValidationError', text)
  if (input.MetricName === undefined || input.Namespace === undefined) throw invalid('MetricName and Namespace are required.')
  if ((simple === undefined) === (extended === undefined)) {
    throw invalid('Exactly one of Statistic and ExtendedStatistic must be specified.')
  }
  if (extended !== undefined && !isStatistic(extended)) throw invalid(`ExtendedStatistic ${extended} is not supported.`)
  if (seconds === undefined) throw invalid('Period is required.')
  checkPeriod(seconds, call)
}

/** The texts for counts and several series are AWS's own. */
function checkMath(input: PutMetricAlarmInput, call: Call): void {
  const { Metrics: queries = [], ThresholdMetricId: band } = input
  const invalid = (text: string): Error => call.fault('ValidationError', text)
  for (const name of ['MetricName', 'Namespace', 'Dimensions', 'Period', 'Unit', 'Statistic', 'ExtendedStatistic'] as const) {
    if (input[name] !== undefined) throw invalid(`${name} cannot be specified together with Metrics.`)
  }
  if (queries.filter(({ MetricStat: asked }) => asked !== undefined).length > mostMetrics) {
    throw invalid(`An alarm can watch at most ${mostMetrics} metrics.`)
  }
  const entries = entriesOf(queries, place, call)
  const returned = queries.filter(({ ReturnData = true }) => ReturnData).map(({ Id: id }) => id)
  if (band === undefined && returned.length !== 1) throw invalid('Exactly one element of the metrics list should return data.')
  if (band !== undefined && returned.length !== 2) throw invalid('Exactly two elements of the metrics list should return data.')
  if (band !== undefined && !returned.includes(band)) throw invalid('ThresholdMetricId must be the id of an element that returns data.')
  const oneSeries = [{ label: '', periodMs: 60_000, points: [] }]
  inMath(call, () => {
    const sheet = new Sheet(entries, {
      found: () => [], queried: ({ groupBy, orderBy }) => groupBy.length === 0 || orderBy !== undefined ? oneSeries : [],
    }, { fromAt: 0, beforeAt: 0, periodMs: 60_000 })
    for (const { Id: id, Expression: text } of queries) {
      const isMany = sheet.isArray(id) && !(isInsightsQuery(text ?? '') && sheet.seriesOf(id).length === 1)
      if (text !== undefined && expressionUses(text, 'SEARCH')) {
        throw invalid(`Error in expression '${id}': SEARCH is not supported on Metric Alarms.`)
      }
      if (id === band && !(isMany && sheet.seriesOf(id).length === 2)) {
        throw invalid('ThresholdMetricId must be the id of an anomaly detection band.')
      }
      if (!returned.includes(id) || id === band) continue
      if (sheet.seriesOf(id).length === 1 && !isMany) continue
      throw invalid('Metrics expression that return multi time series are only allowed for MetricsInsights expression with an '
        + 'ORDER BY clause')
    }
  })
}
