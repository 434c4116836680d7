// Alarms as they are described: metric alarms, composite ones, and who asks whom.
// Source: DescribeAlarms, DescribeAlarmsForMetric, DescribeAlarmContributors, CloudWatch API Reference.

import type {
  Cloudwatch, CompositeAlarm as ShownComposite, DescribeAlarmsInput, MetricAlarm as ShownMetric,
} from '../../../generated/aws/cloudwatch.ts'
import type { Call } from '../../kernel/service.ts'
import { Alarm, nameIn, watching } from './alarm.ts'
import type { CompositeAlarm, MetricAlarm } from './alarm.ts'
import { suppressedReason } from './alarm-event.ts'
import { metricId } from './metric.ts'
import type { Dimension } from './metric.ts'

const mostShown = 50

/** In pages over both kinds, by name. Without a wish, metric alarms only. */
export const DescribeAlarms: Cloudwatch['DescribeAlarms'] = (input, call) => {
  const { MaxRecords: most = mostShown, NextToken: token } = input
  const after = token === undefined ? undefined : call.open('alarms', token)
  if (token !== undefined && typeof after !== 'string') throw call.fault('InvalidNextToken', 'The next token specified is invalid.')
  const isFamily = input.ChildrenOfAlarmName !== undefined || input.ParentsOfAlarmName !== undefined
  const found: Alarm[] = []
  for (const alarm of chosen(input, call)) {
    if (typeof after === 'string' && alarm.name <= after) continue
    found.push(alarm)
    if (found.length > most) break
  }
  const page = found.slice(0, most)
  return {
    MetricAlarms: page.filter(alarm => alarm.kind === 'metric').map(alarm => isFamily ? relative(alarm, input, call) : shown(alarm, call)),
    CompositeAlarms: page.filter(alarm => alarm.kind === 'composite').map(alarm =>
      isFamily ? relative(alarm, input, call) : shownComposite(alarm, call)),
    ...(found.length > most && { NextToken: call.seal('alarms', page.at(-1)!.name) }),
  }
}

function* chosen(input: DescribeAlarmsInput, call: Call): Generator<Alarm> {
  const { AlarmNames: names, AlarmNamePrefix: prefix, StateValue: state, ActionPrefix: action, AlarmTypes: types = ['MetricAlarm'],
    ChildrenOfAlarmName: parent, ParentsOfAlarmName: child } = input
  if (names !== undefined && prefix !== undefined) {
    throw call.fault('ValidationError', 'AlarmNames and AlarmNamePrefix cannot be specified together.')
  }
  if (parent !== undefined || child !== undefined) {
    const others = [names, prefix, state, action, input.AlarmTypes, parent !== undefined ? child : undefined]
    if (others.some(each => each !== undefined)) {
      throw call.fault('ValidationError',
        'ChildrenOfAlarmName and ParentsOfAlarmName can be specified with MaxRecords and NextToken only.')
    }
    const of = call.of(Alarm).get(nameIn(parent ?? child!))
    const family = of === undefined ? [] : parent !== undefined ? of.kind === 'composite' ? of.children : []
      : [...watching(`child/${of.name}`, call)]
    yield* [...family].sort().map(name => call.of(Alarm).get(name)).filter(alarm => alarm !== undefined)
    return
  }
  for (const alarm of call.of(Alarm).scan({ prefix: prefix ?? '' })) {
    if (!types.includes(alarm.kind === 'metric' ? 'MetricAlarm' : 'CompositeAlarm')) continue
    if ((names !== undefined && !names.includes(alarm.name)) || (state !== undefined && alarm.state !== state)) continue
    const { AlarmActions = [], OKActions = [], InsufficientDataActions = [] } = alarm.given
    if (action !== undefined && ![...AlarmActions, ...OKActions, ...InsufficientDataActions].some(arn => arn.startsWith(action))) continue
    yield alarm
  }
}

/** Of parents the name is told, of children their state too. */
function relative(alarm: Alarm, { ChildrenOfAlarmName: parent }: DescribeAlarmsInput, call: Call): ShownMetric {
  return {
    AlarmName: alarm.name, AlarmArn: call.arn(Alarm, alarm),
    ...(parent !== undefined && { StateValue: alarm.state, StateUpdatedTimestamp: alarm.stateAt }),
  }
}

function standing(alarm: Alarm, call: Call) {
  return {
    AlarmArn: call.arn(Alarm, alarm), AlarmConfigurationUpdatedTimestamp: alarm.configuredAt, StateValue: alarm.state,
    StateReason: alarm.reason, StateUpdatedTimestamp: alarm.stateAt, StateTransitionedTimestamp: alarm.stateAt,
    ...(alarm.reasonData !== undefined && { StateReasonData: alarm.reasonData }),
  }
}

const defaults = { ActionsEnabled: true, OKActions: [], AlarmActions: [], InsufficientDataActions: [] }

function shown(alarm: MetricAlarm, call: Call): ShownMetric {
  const { Tags: _, ...given } = alarm.given
  return { ...defaults, Dimensions: [], ...given, ...standing(alarm, call) }
}

function shownComposite(alarm: CompositeAlarm, call: Call): ShownComposite {
  const { Tags: _, ...given } = alarm.given
  const { suppression } = alarm
  return {
    ...defaults, ...given, ...standing(alarm, call),
    ...(suppression !== undefined && { ActionsSuppressedBy: suppression.by, ActionsSuppressedReason: suppressedReason(alarm) }),
  }
}

export const DescribeAlarmsForMetric: Cloudwatch['DescribeAlarmsForMetric'] = (input, call) => {
  const { Namespace: namespace, MetricName: name, Dimensions: dimensions = [], Statistic: stat, ExtendedStatistic: extended,
    Period: seconds, Unit: unit } = input
  const id = metricId({ namespace, name, dimensions: dimensions as Dimension[] })
  const found = [...watching(`metric/${id}`, call)].map(each => call.of(Alarm).get(each)).filter(alarm => alarm?.kind === 'metric')
    .filter(({ given }) => given.Metrics === undefined && (stat === undefined || given.Statistic === stat)
      && (extended === undefined || given.ExtendedStatistic === extended) && (unit === undefined || given.Unit === unit)
      && (seconds === undefined || given.Period === seconds))
  return { MetricAlarms: found.map(alarm => shown(alarm, call)) }
}

/** The series in alarm, of an alarm on a query with groups; others have none. */
export const DescribeAlarmContributors: Cloudwatch['DescribeAlarmContributors'] = ({ AlarmName: name }, call) => {
  const alarm = call.of(Alarm).get(name)
  if (alarm === undefined) throw call.fault('ResourceNotFoundException', `Alarm ${name} does not exist`)
  const contributors = alarm.kind === 'metric' ? alarm.contributors ?? [] : []
  return { AlarmContributors: contributors.map(({ id, attributes, reason, at }) => ({
    ContributorId: id, ContributorAttributes: attributes, StateReason: reason, StateTransitionedTimestamp: at,
  })) }
}
