// What alarms say of themselves elsewhere: to the event bus, to functions, to topics.
// Source: "Alarm events and EventBridge", "Notifying users on alarm changes", CloudWatch User Guide, and their examples.

import type { MetricDataQuery } from '../../../generated/aws/cloudwatch.ts'
import type { Call } from '../../kernel/service.ts'
import { Alarm, nameIn } from './alarm.ts'
import type { CompositeAlarm, MetricAlarm, State } from './alarm.ts'
import { queriesOf } from './metric-alarm.ts'

function offsetText(at: number): string {
  return new Date(at).toISOString().replace('Z', '+0000')
}

function stateOf(alarm: Alarm) {
  return {
    value: alarm.state, reason: alarm.reason, timestamp: offsetText(alarm.stateAt),
    ...(alarm.reasonData !== undefined && { reasonData: alarm.reasonData }),
    ...(alarm.kind === 'composite' && alarm.suppression !== undefined && {
      actionsSuppressedBy: alarm.suppression.by, actionsSuppressedReason: suppressedReason(alarm),
    }),
  }
}

export function suppressedReason({ given, suppression }: CompositeAlarm): string {
  const name = nameIn(given.ActionsSuppressor ?? '')
  const reasons = {
    Alarm: `Actions suppressed by ${name}`, WaitPeriod: `Actions suppressed while waiting for ${name} to go into ALARM`,
    ExtensionPeriod: `Actions suppressed for a time after ${name} went out of ALARM`,
  }
  return reasons[suppression!.by]
}

function configurationOf(alarm: Alarm) {
  const { AlarmDescription: description } = alarm.given
  if (alarm.kind === 'metric') {
    return { ...(description !== undefined && { description }), metrics: queriesOf(alarm.given).map(metricOf) }
  }
  const { AlarmRule: alarmRule, ActionsSuppressor: actionsSuppressor, ActionsSuppressorWaitPeriod: actionsSuppressorWaitPeriod,
    ActionsSuppressorExtensionPeriod: actionsSuppressorExtensionPeriod } = alarm.given
  return { ...(description !== undefined && { description }), alarmRule,
    ...(actionsSuppressor !== undefined && { actionsSuppressor, actionsSuppressorWaitPeriod, actionsSuppressorExtensionPeriod }) }
}

function metricOf({ Id: id, Expression: expression, Label: label, MetricStat: asked, ReturnData: returnData = true }: MetricDataQuery) {
  if (asked === undefined) return { id, expression, ...(label !== undefined && { label }), returnData }
  const { Metric: { Namespace: namespace, MetricName: name, Dimensions: dimensions = [] }, Period: period, Stat: stat } = asked
  return { id, metricStat: {
    metric: { namespace, name, dimensions: Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, Value])) }, period, stat,
  }, returnData }
}

/** For the event bus. */
export function changeEvent(alarm: Alarm, before: Alarm, call: Call) {
  return {
    Source: 'aws.cloudwatch', DetailType: 'CloudWatch Alarm State Change', Time: alarm.stateAt, Resources: [call.arn(Alarm, alarm)],
    Detail: JSON.stringify({
      alarmName: alarm.name, configuration: configurationOf(alarm), state: stateOf(alarm), previousState: stateOf(before),
    }),
  }
}

/** For functions. */
export function functionInput(alarm: Alarm, before: State, call: Call) {
  return {
    source: 'aws.cloudwatch', alarmArn: call.arn(Alarm, alarm), accountId: call.account, time: offsetText(alarm.stateAt),
    region: call.region, alarmData: {
      alarmName: alarm.name, state: stateOf(alarm), previousState: { value: before }, configuration: configurationOf(alarm),
    },
  }
}

/** For topics. */
export function notification(alarm: Alarm, before: State, call: Call) {
  const { given, state, reason } = alarm
  return {
    AlarmName: alarm.name, AlarmDescription: given.AlarmDescription ?? null, AWSAccountId: call.account,
    AlarmConfigurationUpdatedTimestamp: offsetText(alarm.configuredAt), NewStateValue: state, NewStateReason: reason,
    StateChangeTime: offsetText(alarm.stateAt), Region: call.region, AlarmArn: call.arn(Alarm, alarm), OldStateValue: before,
    OKActions: given.OKActions ?? [], AlarmActions: given.AlarmActions ?? [], InsufficientDataActions: given.InsufficientDataActions ?? [],
    ...(alarm.kind === 'metric' ? { Trigger: triggerOf(alarm) } : {
      AlarmRule: alarm.given.AlarmRule, TriggeringChildren: triggeringOf(alarm),
    }),
  }
}

function triggerOf({ given }: MetricAlarm) {
  const judging = {
    Period: given.Period, EvaluationPeriods: given.EvaluationPeriods, ComparisonOperator: given.ComparisonOperator,
    ...(given.DatapointsToAlarm !== undefined && { DatapointsToAlarm: given.DatapointsToAlarm }),
    Threshold: given.Threshold, ...(given.ThresholdMetricId !== undefined && { ThresholdMetricId: given.ThresholdMetricId }),
    TreatMissingData: given.TreatMissingData ?? 'missing', EvaluateLowSampleCountPercentile: given.EvaluateLowSampleCountPercentile ?? '',
  }
  const named = (dimensions: readonly { readonly Name: string, readonly Value: string }[] = []) =>
    dimensions.map(({ Name, Value }) => ({ value: Value, name: Name }))
  if (given.Metrics !== undefined && given.Metrics.length > 0) {
    return { ...judging, Metrics: given.Metrics.map(query => query.MetricStat === undefined ? query : {
      ...query, MetricStat: { ...query.MetricStat, Metric: { ...query.MetricStat.Metric,
        Dimensions: named(query.MetricStat.Metric.Dimensions) } },
    }) }
  }
  return {
    MetricName: given.MetricName, Namespace: given.Namespace,
    StatisticType: given.Statistic === undefined ? 'ExtendedStatistic' : 'Statistic',
    Statistic: (given.Statistic ?? given.ExtendedStatistic)?.toUpperCase(), Unit: given.Unit ?? null, Dimensions: named(given.Dimensions),
    ...judging,
  }
}

/** Those that changed its state, as its reason has them. */
function triggeringOf({ reasonData }: CompositeAlarm) {
  const { triggeringAlarms: alarms = [] } = JSON.parse(reasonData ?? '{}') as {
    readonly triggeringAlarms?: readonly { readonly arn: string, readonly state: { readonly value: string, readonly timestamp: string } }[],
  }
  return alarms.map(({ arn, state: { value, timestamp } }) => ({ Arn: arn, State: { Value: value, Timestamp: timestamp } }))
}
