// Alarms as they are kept, metric alarms and composite ones under one set of names, and what is done to both: removed, silenced, set by
// hand.
// Source: DeleteAlarms, SetAlarmState, EnableAlarmActions, CloudWatch API Reference.

import type { Cloudwatch, PutCompositeAlarmInput, PutMetricAlarmInput } from '../../../generated/aws/cloudwatch.ts'
import { parseArn, records, resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { note } from './alarm-history.ts'
import { alarmFormation } from './cloud-formation.ts'
import { metricId } from './metric.ts'
import type { Dimension, MetricName } from './metric.ts'
import { emittedAs } from './published.ts'

export type State = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA'

interface Standing {
  readonly name: string
  readonly state: State
  readonly reason: string
  readonly reasonData?: string
  readonly stateAt: number
  readonly configuredAt: number
}

/** A series of many that is in alarm. */
export interface Contributor {
  readonly id: string
  readonly attributes: Readonly<Record<string, string>>
  readonly reason: string
  readonly at: number
}

export interface MetricAlarm extends Standing {
  readonly kind: 'metric'
  readonly given: PutMetricAlarmInput
  /** Ids of the metrics that it watches; `*` for any. */
  readonly watches: readonly string[]
  readonly contributors?: readonly Contributor[]
}

/** Why actions wait, and until when. */
export interface Suppression { readonly by: 'WaitPeriod' | 'ExtensionPeriod' | 'Alarm', readonly untilAt?: number, readonly before: State }

export interface CompositeAlarm extends Standing {
  readonly kind: 'composite'
  readonly given: PutCompositeAlarmInput
  /** Names of the alarms that its rule asks. */
  readonly children: readonly string[]
  readonly suppression?: Suppression
}

export type Alarm = MetricAlarm | CompositeAlarm

export const Alarm = resource<Alarm>({
  name: 'Alarm',
  key: 'name',
  arn: 'arn:{partition}:cloudwatch:{region}:{account}:alarm:{name}',
  tags: 'list',
  notFound: { code: 'ResourceNotFound', message: ([name]) => `Alarm ${name} does not exist` },
  cloudFormation: alarmFormation,
})

/** Which alarms look at what: `metric/ID`, `child/NAME`, `suppressor/NAME`. */
export const Watch = records<{ readonly of: string, readonly alarm: string }>({ name: 'Watch', key: ['of', 'alarm'] })

export function* watching(of: string, call: Call): Generator<string> {
  for (const { alarm } of [...call.of(Watch).scan({ within: [of] })]) yield alarm
}

function watchedBy(alarm: Alarm): readonly string[] {
  if (alarm.kind === 'metric') return alarm.watches.map(id => `metric/${id}`)
  const { ActionsSuppressor: suppressor } = alarm.given
  return [...alarm.children.map(child => `child/${child}`), ...(suppressor === undefined ? [] : [`suppressor/${nameIn(suppressor)}`])]
}

/** An alarm's name, said by itself or by its ARN. */
export function nameIn(text: string): string {
  return parseArn(text)?.resource.replace(/^alarm:/, '') ?? text
}

/** Keeps a new or changed alarm; its tags are only for a new one. */
export function keep(alarm: Alarm, call: Call): void {
  const { name, given: { Tags: tags = [] } } = alarm
  const existing = call.of(Alarm).get(name)
  if (existing !== undefined) forgetWatches(existing, call)
  for (const of of watchedBy(alarm)) call.of(Watch).put({ of, alarm: name })
  for (const metric of publishedTo(alarm)) call.metrics.watch(emittedAs(metric), 'arrived', metricId(metric))
  call.of(Alarm).put(alarm)
  if (existing === undefined) call.tags(Alarm).add(Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])), name)
  note(alarm, 'ConfigurationUpdate', `Alarm "${name}" ${existing === undefined ? 'created' : 'updated'}`, {
    version: '1.0', type: existing === undefined ? 'Create' : 'Update',
  }, call)
}

function forgetWatches(alarm: Alarm, call: Call): void {
  for (const of of watchedBy(alarm)) call.of(Watch).delete(of, alarm.name)
  for (const metric of publishedTo(alarm)) {
    const id = metricId(metric)
    if (watching(`metric/${id}`, call).next().done === true) call.metrics.unwatch(emittedAs(metric), 'arrived', id)
  }
}

/** Metrics of this cloud's services that an alarm watches. */
function publishedTo(alarm: Alarm): readonly MetricName[] {
  if (alarm.kind !== 'metric') return []
  const { Namespace = '', MetricName = '', Dimensions = [], Metrics: queries = [] } = alarm.given
  return [{ Namespace, MetricName, Dimensions }, ...queries.flatMap(({ MetricStat: asked }) => asked === undefined ? [] : [asked.Metric])]
    .filter(({ Namespace: namespace = '' }) => namespace.startsWith('AWS/'))
    .map(metric => ({ namespace: metric.Namespace!, name: metric.MetricName ?? '', dimensions: (metric.Dimensions ?? []) as Dimension[] }))
}

/** What a changed alarm keeps of what it was. */
export function standingOf(name: string, call: Call): Standing {
  const existing = call.of(Alarm).get(name)
  return {
    name, configuredAt: call.now(), state: existing?.state ?? 'INSUFFICIENT_DATA',
    reason: existing?.reason ?? 'Unchecked: Initial alarm creation', stateAt: existing?.stateAt ?? call.now(),
    ...(existing?.reasonData !== undefined && { reasonData: existing.reasonData }),
  }
}

/** One composite alarm at a time, and none that another one asks; the others that are named need not exist. */
export const DeleteAlarms: Cloudwatch['DeleteAlarms'] = ({ AlarmNames: names }, call) => {
  const alarms = names.map(name => call.of(Alarm).get(name)).filter(alarm => alarm !== undefined)
  if (alarms.some(({ kind }) => kind === 'composite') && names.length > 1) {
    throw call.fault('ValidationError', 'Composite alarms are deleted one at a time.')
  }
  for (const alarm of alarms) {
    const parents = [...watching(`child/${alarm.name}`, call)].filter(parent => !names.includes(parent))
    if (parents.length > 0) {
      throw call.fault('ValidationError',
        `Cannot delete ${alarm.name} as there are composite alarm(s) depending on it: [${parents.join(', ')}]`)
    }
  }
  for (const alarm of alarms) {
    forgetWatches(alarm, call)
    call.of(Alarm).delete(alarm.name)
    note(alarm, 'ConfigurationUpdate', `Alarm "${alarm.name}" deleted`, { version: '1.0', type: 'Delete' }, call)
    for (const timer of ['judge', 'combine', 'resume']) call.cancelTimer(timer, alarm.name)
  }
}

export const EnableAlarmActions: Cloudwatch['EnableAlarmActions'] = ({ AlarmNames: names }, call) => { allow(names, true, call) }

export const DisableAlarmActions: Cloudwatch['DisableAlarmActions'] = ({ AlarmNames: names }, call) => { allow(names, false, call) }

function allow(names: readonly string[], enabled: boolean, call: Call): void {
  for (const name of names) {
    const alarm = call.of(Alarm).get(name)
    if (alarm === undefined) continue
    const given = { ...alarm.given, ActionsEnabled: enabled }
    call.of(Alarm).put({ ...alarm, given, configuredAt: call.now() } as Alarm)
    note(alarm, 'ConfigurationUpdate', `Alarm "${name}" updated`, { version: '1.0', type: 'Update' }, call)
  }
}
