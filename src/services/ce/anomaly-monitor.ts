// Monitors of anomalies and those who are told of them. A monitor looks at each service's costs, or at the costs that an expression
// selects;
// what an anomaly is `anomaly.ts` says. Source: AnomalyMonitor and AnomalySubscription, AWS Cost Explorer API Reference.

import type { AnomalySubscription, Ce, Expression } from '../../../generated/aws/ce.ts'
import { resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { dayMs, dayOf } from '../../contract/index.ts'
import { vocabularyOf } from './cost-category.ts'
import { invalid } from './fault.ts'
import { testOf } from './filter.ts'

export interface Monitor {
  readonly id: string
  readonly name: string
  readonly specification?: Expression
  readonly createdAt: number
  readonly updatedAt: number
}

export interface Subscription {
  readonly id: string
  readonly subscription: AnomalySubscription
  /** Anomalies that were told. */
  readonly told: readonly string[]
}

export const Monitor = resource<Monitor>({
  name: 'AnomalyMonitor', key: 'id', arn: 'arn:{partition}:ce::{account}:anomalymonitor/{id}', tags: 'list',
  notFound: { code: 'UnknownMonitorException', message: ([id]) => `The anomaly monitor ${id} does not exist` },
})

export const Subscription = resource<Subscription>({
  name: 'AnomalySubscription', key: 'id', arn: 'arn:{partition}:ce::{account}:anomalysubscription/{id}', tags: 'list',
  notFound: { code: 'UnknownSubscriptionException', message: ([id]) => `The anomaly subscription ${id} does not exist` },
})

/** "AWS managed monitors: one for services": quotas of Cost Anomaly Detection. */
const serviceMonitors = 1
const customMonitors = 500

export const CreateAnomalyMonitor: Ce['CreateAnomalyMonitor'] = ({ AnomalyMonitor: given, ResourceTags: tags = [] }, call) => {
  const { MonitorName: name, MonitorType: type, MonitorDimension: dimension, MonitorSpecification: specification } = given
  const all = [...call.of(Monitor).scan()]
  if (type === 'DIMENSIONAL') {
    if (dimension !== 'SERVICE') throw invalid('A dimensional monitor is of the dimension SERVICE here')
    if (all.filter(each => each.specification === undefined).length >= serviceMonitors) {
      throw call.fault('LimitExceededException', 'Limit exceeded on dimensional spend monitor creation')
    }
  } else {
    if (specification === undefined) throw invalid('A custom monitor needs a MonitorSpecification')
    testOf(specification, vocabularyOf(call))
    if (all.length >= customMonitors) throw call.fault('LimitExceededException', 'Limit exceeded on custom spend monitor creation')
  }
  const monitor: Monitor = {
    id: call.uuid(), name, ...(type !== 'DIMENSIONAL' && { specification: specification! }), createdAt: call.now(), updatedAt: call.now(),
  }
  call.of(Monitor).insert(monitor)
  if (tags.length > 0) call.tags(Monitor).add(Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])), monitor.id)
  return { MonitorArn: call.arn(Monitor, monitor) }
}

export const UpdateAnomalyMonitor: Ce['UpdateAnomalyMonitor'] = ({ MonitorArn: arn, MonitorName: name }, call) => {
  const monitor = call.of(Monitor).require(idOf(arn))
  call.of(Monitor).put({ ...monitor, name: name ?? monitor.name, updatedAt: call.now() })
  return { MonitorArn: arn }
}

export const DeleteAnomalyMonitor: Ce['DeleteAnomalyMonitor'] = ({ MonitorArn: arn }, call) => {
  const { id } = call.of(Monitor).require(idOf(arn))
  call.tags(Monitor).clear(id)
  call.of(Monitor).delete(id)
  return {}
}

export const GetAnomalyMonitors: Ce['GetAnomalyMonitors'] = function* ({ MonitorArnList: arns = [] }, call) {
  for (const arn of arns) call.of(Monitor).require(idOf(arn))
  for (const monitor of call.of(Monitor).scan()) {
    if (arns.length > 0 && !arns.some(arn => idOf(arn) === monitor.id)) continue
    const { name, specification, createdAt, updatedAt } = monitor
    yield {
      MonitorArn: call.arn(Monitor, monitor), MonitorName: name, CreationDate: dayOf(createdAt), LastUpdatedDate: dayOf(updatedAt),
      LastEvaluatedDate: dayOf(call.now() - call.now() % dayMs),
      ...(specification === undefined ? { MonitorType: 'DIMENSIONAL' as const, MonitorDimension: 'SERVICE' as const }
        : { MonitorType: 'CUSTOM' as const, MonitorSpecification: specification }),
    }
  }
}

export const CreateAnomalySubscription: Ce['CreateAnomalySubscription'] = ({ AnomalySubscription: given, ResourceTags: tags = [] },
  call) => {
  check(given, call)
  const stored: Subscription = { id: call.uuid(), subscription: given, told: [] }
  call.of(Subscription).insert(stored)
  if (tags.length > 0) call.tags(Subscription).add(Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])), stored.id)
  call.setTimer('tell-anomalies', stored.id, nextDay(call))
  return { SubscriptionArn: call.arn(Subscription, stored) }
}

export const UpdateAnomalySubscription: Ce['UpdateAnomalySubscription'] = ({ SubscriptionArn: arn, ...patch }, call) => {
  const stored = call.of(Subscription).require(idOf(arn))
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as Partial<AnomalySubscription>
  const subscription = { ...stored.subscription, ...given }
  check(subscription, call)
  call.of(Subscription).put({ ...stored, subscription })
  return { SubscriptionArn: arn }
}

export const DeleteAnomalySubscription: Ce['DeleteAnomalySubscription'] = ({ SubscriptionArn: arn }, call) => {
  const { id } = call.of(Subscription).require(idOf(arn))
  call.tags(Subscription).clear(id)
  call.of(Subscription).delete(id)
  call.cancelTimer('tell-anomalies', id)
  return {}
}

export const GetAnomalySubscriptions: Ce['GetAnomalySubscriptions'] = function* ({ SubscriptionArnList: arns = [], MonitorArn: of }, call) {
  for (const arn of arns) call.of(Subscription).require(idOf(arn))
  for (const stored of call.of(Subscription).scan()) {
    if (arns.length > 0 && !arns.some(arn => idOf(arn) === stored.id)) continue
    if (of !== undefined && !stored.subscription.MonitorArnList.includes(of)) continue
    yield { ...stored.subscription, SubscriptionArn: call.arn(Subscription, stored), AccountId: call.account }
  }
}

/** The last part of an ARN. */
export function idOf(arn: string): string {
  return arn.split('/').at(-1) ?? ''
}

/** The first moment of tomorrow. */
export function nextDay(call: Call): number {
  return call.now() - call.now() % dayMs + dayMs
}

/** @throws UnknownMonitorException, ValidationException for what does not go together */
function check({ MonitorArnList: monitors, Subscribers: subscribers, Frequency: frequency, Threshold,
  ThresholdExpression }: AnomalySubscription, call: Call) {
  for (const arn of monitors) call.of(Monitor).require(idOf(arn))
  if (Threshold !== undefined && ThresholdExpression !== undefined) throw invalid('Give Threshold or ThresholdExpression, not both')
  if (frequency === 'IMMEDIATE' && subscribers.some(({ Type }) => Type !== 'SNS')) throw invalid('IMMEDIATE is for SNS subscribers only')
  if (frequency !== 'IMMEDIATE' && subscribers.some(({ Type }) => Type === 'SNS')) throw invalid('SNS subscribers are told IMMEDIATE only')
}
