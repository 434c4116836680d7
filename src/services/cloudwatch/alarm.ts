// Metric alarms: what is watched, made and changed, listed, set by hand, removed. When one is judged is in `evaluation.ts`.
// Source: PutMetricAlarm, DescribeAlarms, SetAlarmState, CloudWatch API Reference.

import type { Cloudwatch, MetricAlarm, PutMetricAlarmInput } from '../../../generated/aws/cloudwatch.ts'
import { isStatistic } from '../../engines/statistic.ts'
import { resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { alarmFormation } from './cloud-formation.ts'
import { metricId } from './metric.ts'
import type { Dimension } from './metric.ts'
import { checkPeriod } from './series.ts'

export type State = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA'

export interface Alarm {
  readonly name: string
  /** Of the metric that it watches. */
  readonly metric: string
  readonly given: PutMetricAlarmInput
  readonly state: State
  readonly reason: string
  readonly reasonData?: string
  readonly stateAt: number
  readonly configuredAt: number
}

export const Alarm = resource<Alarm>({
  name: 'Alarm',
  key: 'name',
  arn: 'arn:{partition}:cloudwatch:{region}:{account}:alarm:{name}',
  tags: 'list',
  notFound: { code: 'ResourceNotFound', message: ([name]) => `Alarm ${name} does not exist` },
  indexes: { metric: ({ metric }) => [metric] },
  cloudFormation: alarmFormation,
})

export const History = 'history'

export interface HistoryItem { readonly alarm: string, readonly at: number, readonly kind: string, readonly summary: string,
  readonly data: string }

export const comparisons: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
}

/** A new alarm begins without data; a changed one keeps its state. */
export const PutMetricAlarm: Cloudwatch['PutMetricAlarm'] = (input, call) => {
  check(input, call)
  const { AlarmName: name, Namespace: namespace = '', MetricName: metric = '', Dimensions: dimensions = [], Tags: tags = [] } = input
  const existing = call.of(Alarm).get(name)
  call.of(Alarm).put({
    name, metric: metricId({ namespace, name: metric, dimensions: dimensions as Dimension[] }), given: input, configuredAt: call.now(),
    state: existing?.state ?? 'INSUFFICIENT_DATA', reason: existing?.reason ?? 'Unchecked: Initial alarm creation',
    stateAt: existing?.stateAt ?? call.now(), ...(existing?.reasonData !== undefined && { reasonData: existing.reasonData }),
  })
  if (existing === undefined) call.tags(Alarm).add(Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])), name)
  note(name, 'ConfigurationUpdate', `Alarm "${name}" ${existing === undefined ? 'created' : 'updated'}`, {}, call)
  call.setTimer('judge', name, call.now())
}

function check(input: PutMetricAlarmInput, call: Call): void {
  const { Metrics: math, ThresholdMetricId: band, Statistic: simple, ExtendedStatistic: extended, Period: seconds,
    Threshold: threshold } = input
  const { ComparisonOperator: operator, EvaluationPeriods: periods, DatapointsToAlarm: datapoints = periods } = input
  const invalid = (text: string): Error => call.fault('ValidationError', text)
  if (math !== undefined && math.length > 0) throw invalid('Alarms on metric math are not modelled yet; name one metric.')
  if (band !== undefined) throw invalid('Alarms on anomaly detection bands are not modelled.')
  if (input.MetricName === undefined || input.Namespace === undefined) throw invalid('MetricName and Namespace are required.')
  if ((simple === undefined) === (extended === undefined)) {
    throw invalid('Exactly one of Statistic and ExtendedStatistic must be specified.')
  }
  if (extended !== undefined && !isStatistic(extended)) throw invalid(`ExtendedStatistic ${extended} is not supported.`)
  if (seconds === undefined || threshold === undefined) throw invalid('Period and Threshold are required.')
  checkPeriod(seconds, call)
  if (comparisons[operator!] === undefined) throw invalid(`ComparisonOperator ${operator} needs an anomaly detection band.`)
  if (periods === undefined || datapoints === undefined) throw invalid('EvaluationPeriods is required.')
  if (datapoints > periods) throw invalid('DatapointsToAlarm must not be greater than EvaluationPeriods.')
  if (seconds * periods > (seconds < 3600 ? 86_400 : 7 * 86_400)) {
    throw invalid('Metrics cannot be checked across more than a day, or a week for periods of an hour and more '
      + '(EvaluationPeriods * Period).')
  }
}

export const DeleteAlarms: Cloudwatch['DeleteAlarms'] = ({ AlarmNames: names }, call) => {
  for (const name of names) {
    call.of(Alarm).delete(name)
    call.cancelTimer('judge', name)
  }
}

export const DescribeAlarms: Cloudwatch['DescribeAlarms'] = function* (input, call) {
  const { AlarmNames: names, AlarmNamePrefix: prefix = '', StateValue: state, ActionPrefix: action,
    AlarmTypes: types = ['MetricAlarm'] } = input
  if (!types.includes('MetricAlarm')) return
  for (const alarm of call.of(Alarm).scan({ prefix })) {
    if ((names !== undefined && !names.includes(alarm.name)) || (state !== undefined && alarm.state !== state)) continue
    const { AlarmActions = [], OKActions = [], InsufficientDataActions = [] } = alarm.given
    if (action !== undefined && ![...AlarmActions, ...OKActions, ...InsufficientDataActions].some(arn => arn.startsWith(action))) continue
    yield shown(alarm, call)
  }
}

export const DescribeAlarmsForMetric: Cloudwatch['DescribeAlarmsForMetric'] = (input, call) => {
  const { Namespace: namespace, MetricName: name, Dimensions: dimensions = [], Statistic: stat, Period: seconds } = input
  const id = metricId({ namespace, name, dimensions: dimensions as Dimension[] })
  const found = [...call.of(Alarm).by('metric').scan({ within: [id] })].filter(({ given }) =>
    (stat === undefined || given.Statistic === stat) && (seconds === undefined || given.Period === seconds))
  return { MetricAlarms: found.map(alarm => shown(alarm, call)) }
}

export function shown(alarm: Alarm, call: Call): MetricAlarm {
  const { Tags: _, ...given } = alarm.given
  return {
    ActionsEnabled: true, OKActions: [], AlarmActions: [], InsufficientDataActions: [], Dimensions: [], ...given,
    AlarmArn: call.arn(Alarm, alarm), AlarmConfigurationUpdatedTimestamp: alarm.configuredAt, StateValue: alarm.state,
    StateReason: alarm.reason, StateUpdatedTimestamp: alarm.stateAt, StateTransitionedTimestamp: alarm.stateAt,
    ...(alarm.reasonData !== undefined && { StateReasonData: alarm.reasonData }),
  }
}

export const EnableAlarmActions: Cloudwatch['EnableAlarmActions'] = ({ AlarmNames: names }, call) => { allow(names, true, call) }

export const DisableAlarmActions: Cloudwatch['DisableAlarmActions'] = ({ AlarmNames: names }, call) => { allow(names, false, call) }

function allow(names: readonly string[], enabled: boolean, call: Call): void {
  for (const name of names) {
    const alarm = call.of(Alarm).get(name)
    if (alarm !== undefined) call.of(Alarm).put({ ...alarm, given: { ...alarm.given, ActionsEnabled: enabled }, configuredAt: call.now() })
  }
}

/** Writes a line of an alarm's history. */
export function note(alarm: string, kind: string, summary: string, data: object, call: Call): void {
  const at = call.now()
  call.table<HistoryItem>(History).put(String(call.sequence()).padStart(20, '0'), { alarm, at, kind, summary, data: JSON.stringify(data) })
}

const keptMs = 30 * 86_400_000

/** Newest first; 30 days are kept. */
export const DescribeAlarmHistory: Cloudwatch['DescribeAlarmHistory'] = (input, call) => {
  const { AlarmName: name, HistoryItemType: kind, StartDate: fromAt = 0, EndDate: throughAt = Infinity, ScanBy: order,
    MaxRecords: most = 100 } = input
  const found = [...call.table<HistoryItem>(History).scan({ reverse: order !== 'TimestampAscending' })].map(([, item]) =>
    item).filter(item =>
    (name === undefined || item.alarm === name) && (kind === undefined || item.kind === kind) && item.at >= fromAt && item.at <= throughAt
    && item.at >= call.now() - keptMs)
  return { AlarmHistoryItems: found.slice(0, most).map(({ alarm, at, kind: itemKind, summary, data }) => ({
    AlarmName: alarm, AlarmType: 'MetricAlarm', Timestamp: at, HistoryItemType: itemKind, HistorySummary: summary, HistoryData: data,
  })) }
}
