// Judging alarms: the last periods of the metric against the threshold, with the rules for those that had no data, and what a change of
// state sets off. An alarm is judged when data arrive and at the ends of periods for as long as there are data to look at; then it rests.
// Source: "Evaluating an alarm", "Configuring how CloudWatch alarms treat missing data", CloudWatch User Guide.

import { statistic } from '../../engines/statistic.ts'
import { Fault, parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { Alarm, comparisons, note } from './alarm.ts'
import type { State } from './alarm.ts'
import { Datapoint } from './metric.ts'
import type { Dimension } from './metric.ts'
import { periodsOf } from './series.ts'
import type { Cloudwatch } from '../../../generated/aws/cloudwatch.ts'

/** How many periods more than needed are looked at for data. */
const furtherPeriods = 2

export interface Judged { readonly breaching: boolean }

/** What the most recent points, of periods that had data, make of an alarm; undefined leaves it as it is. */
export function judged(points: readonly Judged[], periods: number, needed: number, missing: string): State | undefined {
  const looked = points.slice(-periods)
  const breaching = looked.filter(point => point.breaching).length
  if (breaching >= needed) return 'ALARM'
  const filled = periods - looked.length
  if (missing === 'breaching' && filled > 0) return breaching + filled >= needed ? 'ALARM' : 'OK'
  if (filled === 0 || missing === 'notBreaching' || breaching < looked.length) return 'OK'
  if (missing === 'ignore') return undefined
  return looked.length === 0 ? 'INSUFFICIENT_DATA' : 'ALARM'
}

/** Timer: data of a metric arrived. */
export function arrived(_payload: unknown, call: Call, { id }: { readonly id: string }): void {
  for (const { name } of call.of(Alarm).by('metric').scan({ within: [id] })) call.setTimer('judge', name, call.now())
}

/** Timer: one alarm. */
export function judge(_payload: unknown, call: Call, { id: name }: { readonly id: string }): void {
  const alarm = call.of(Alarm).get(name)
  if (alarm === undefined) return
  const { given } = alarm
  const { Namespace = '', MetricName = '', Dimensions = [], Period: seconds = 60, EvaluationPeriods: periods = 1, Unit: unit } = given
  const periodMs = seconds * 1000
  // A period that is not over counts as soon as it has data: AWS judges the newest point, whole or not.
  const beforeAt = Math.floor(call.now() / periodMs) * periodMs + periodMs
  const span = { fromAt: beforeAt - (periods + furtherPeriods) * periodMs, beforeAt, periodMs, ...(unit !== undefined && { unit }) }
  const stat = given.Statistic ?? given.ExtendedStatistic!
  const points = periodsOf({ namespace: Namespace, name: MetricName, dimensions: Dimensions as Dimension[] }, span,
    call).flatMap(({ at, distribution }) => {
    const value = statistic(stat, distribution)
    return value === undefined ? [] : [{ at, value, breaching: comparisons[given.ComparisonOperator!]!(value, given.Threshold!) }]
  })
  const state = judged(points, periods, given.DatapointsToAlarm ?? periods, given.TreatMissingData ?? 'missing')
  if (state !== undefined && state !== alarm.state) {
    const looked = points.slice(-periods)
    const values = looked.map(({ value, at }) => `${value} (${new Date(at).toISOString()})`).join(', ')
    const verb = state === 'ALARM' ? 'were' : 'were not'
    const reason = looked.length === 0
      ? `Insufficient Data: ${periods} datapoints were unknown.`
      : `Threshold Crossed: ${looked.length} datapoints [${values}] ${verb} ${wording[given.ComparisonOperator!]} the threshold `
        + `(${given.Threshold}).`
    const data = {
      version: '1.0', queryDate: new Date(call.now()).toISOString(), statistic: stat, period: seconds, threshold: given.Threshold,
      recentDatapoints: looked.map(({ value }) => value),
    }
    change(alarm, state, reason, JSON.stringify(data), call)
  }
  if (points.length > 0) call.setTimer('judge', name, beforeAt)
}

const wording: Readonly<Record<string, string>> = {
  GreaterThanOrEqualToThreshold: 'greater than or equal to', GreaterThanThreshold: 'greater than', LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
}

/** Until it is judged the next time. */
export const SetAlarmState: Cloudwatch['SetAlarmState'] = (input, call) => {
  const { AlarmName: name, StateValue: state, StateReason: reason, StateReasonData: data } = input
  const alarm = call.of(Alarm).require(name)
  change(alarm, state as State, reason, data, call)
  if (call.of(Datapoint).first({ within: [alarm.metric] }) !== undefined) {
    const periodMs = (alarm.given.Period ?? 60) * 1000
    call.setTimer('judge', name, Math.floor(call.now() / periodMs) * periodMs + periodMs)
  }
}

function change(alarm: Alarm, state: State, reason: string, reasonData: string | undefined, call: Call): void {
  const { reasonData: _, ...rest } = alarm
  const after = call.of(Alarm).put({ ...rest, state, reason, stateAt: call.now(), ...(reasonData !== undefined && { reasonData }) })
  note(alarm.name, 'StateUpdate', `Alarm updated from ${alarm.state} to ${state}`, {
    version: '1.0', oldState: { stateValue: alarm.state, stateReason: alarm.reason }, newState: { stateValue: state, stateReason: reason },
  }, call)
  call.afterCommit(() => tell(after, alarm.state, call))
}

/** The actions of the new state, and the event bus. */
async function tell(alarm: Alarm, before: State, call: Call): Promise<void> {
  const { given, state } = alarm
  const actions = { ALARM: given.AlarmActions, OK: given.OKActions, INSUFFICIENT_DATA: given.InsufficientDataActions }[state] ?? []
  if (given.ActionsEnabled !== false && before !== state) {
    for (const action of actions) {
      const summary = await outcomeOf(action, alarm, before, call)
      call.transact(() => { note(alarm.name, 'Action', summary, { action }, call) })
    }
  }
  const stateOf = (value: State, reason: string, at: number) => ({ value, reason, timestamp: new Date(at).toISOString() })
  const entry = {
    Source: 'aws.cloudwatch', DetailType: 'CloudWatch Alarm State Change', Time: alarm.stateAt, Resources: [call.arn(Alarm, alarm)],
    Detail: JSON.stringify({ alarmName: alarm.name, state: stateOf(state, alarm.reason, alarm.stateAt), previousState: { value: before } }),
  }
  await call.invoke('events', 'PutEvents', { Entries: [entry] })
}

async function outcomeOf(action: string, alarm: Alarm, before: State, call: Call): Promise<string> {
  try {
    await act(action, alarm, before, call)
    return `Successfully executed action ${action}`
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return `Failed to execute action ${action}. Received error: "${error.message}"`
  }
}

async function act(action: string, alarm: Alarm, before: State, call: Call): Promise<void> {
  const place = parseArn(action)
  const where = { account: place?.account ?? call.account, region: place?.region ?? call.region, sourceArn: call.arn(Alarm, alarm) }
  const message = JSON.stringify(notification(alarm, before, call))
  if (place?.service === 'sns') {
    const subject = `${alarm.state}: "${alarm.name}" in ${call.region}`.slice(0, 100)
    await call.invoke('sns', 'Publish', { TopicArn: action, Subject: subject, Message: message }, where)
  } else if (place?.service === 'lambda') {
    await call.invoke('lambda', 'Invoke', { FunctionName: action, InvocationType: 'Event', Payload: Buffer.from(message) }, where)
  } else throw new Fault('InvalidAction', `Actions of ${place?.service ?? action} cannot be carried out.`)
}

/** What a topic is told. Source: "Notifying users on alarm changes", CloudWatch User Guide, and its examples. */
function notification(alarm: Alarm, before: State, call: Call) {
  const { given, state, reason } = alarm
  return {
    AlarmName: alarm.name, AlarmDescription: given.AlarmDescription ?? null, AWSAccountId: call.account,
    AlarmConfigurationUpdatedTimestamp: offsetText(alarm.configuredAt), NewStateValue: state, NewStateReason: reason,
    StateChangeTime: offsetText(alarm.stateAt), Region: call.region, AlarmArn: call.arn(Alarm, alarm), OldStateValue: before,
    OKActions: given.OKActions ?? [], AlarmActions: given.AlarmActions ?? [], InsufficientDataActions: given.InsufficientDataActions ?? [],
    Trigger: {
      MetricName: given.MetricName, Namespace: given.Namespace,
        StatisticType: given.Statistic === undefined ? 'ExtendedStatistic' : 'Statistic',
      Statistic: (given.Statistic ?? given.ExtendedStatistic)?.toUpperCase(), Unit: given.Unit ?? null,
      Dimensions: (given.Dimensions ?? []).map(({ Name, Value }) => ({ value: Value, name: Name })), Period: given.Period,
      EvaluationPeriods: given.EvaluationPeriods, ComparisonOperator: given.ComparisonOperator, Threshold: given.Threshold,
      TreatMissingData: given.TreatMissingData ?? 'missing', EvaluateLowSampleCountPercentile: given.EvaluateLowSampleCountPercentile ?? '',
    },
  }
}

function offsetText(at: number): string {
  return new Date(at).toISOString().replace('Z', '+0000')
}
