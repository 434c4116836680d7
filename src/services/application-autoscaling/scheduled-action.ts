// Scheduled actions: at its times an action sets the bounds of its target, which brings the capacity inside them.
// Source: PutScheduledAction and its kin, Application Auto Scaling API Reference.

import type { ApplicationAutoscaling, ScheduledAction as Described } from '../../../generated/aws/application-autoscaling.ts'
import type { Call } from '../../kernel/service.ts'
import { readSchedule, Zone } from '../../engines/schedule/face.ts'
import { invalid } from './dimension.ts'
import type { Dimension } from './dimension.ts'
import { bound } from './target.ts'
import { ScheduledAction, Target, targetId, targetOf } from './scalable.ts'

export const PutScheduledAction: ApplicationAutoscaling['PutScheduledAction'] = (input, call) => {
  const named = { namespace: input.ServiceNamespace, resourceId: input.ResourceId, dimension: input.ScalableDimension! }
  if (input.ScalableDimension === undefined) throw invalid('ScalableDimension must be specified')
  targetOf(named, call)
  const known = call.of(ScheduledAction).get(named.namespace, named.resourceId, named.dimension, input.ScheduledActionName)
  const schedule = input.Schedule ?? known?.schedule
  const zone = input.Timezone ?? known?.zone ?? 'UTC'
  const place = zoneOf(zone)
  if (place === undefined) throw invalid(`Invalid time zone: ${zone}`)
  if (schedule === undefined || readSchedule(schedule, place) === undefined) {
    throw invalid(`Schedule expression is not valid: ${schedule ?? ''}`)
  }
  const { MinCapacity: least = known?.least, MaxCapacity: most = known?.most } = input.ScalableTargetAction ?? {}
  if (least === undefined && most === undefined) throw invalid('ScalableTargetAction must have MinCapacity, MaxCapacity or both')
  if (least !== undefined && most !== undefined && least > most) throw invalid('Maximum capacity cannot be less than minimum capacity')
  const startsAt = input.StartTime ?? known?.startsAt
  const endsAt = input.EndTime ?? known?.endsAt
  const action = call.of(ScheduledAction).put({
    ...named, name: input.ScheduledActionName, id: known?.id ?? call.uuid(), schedule, zone, createdAt: known?.createdAt ?? call.now(),
    ...(least !== undefined && { least }), ...(most !== undefined && { most }),
    ...(startsAt !== undefined && { startsAt }), ...(endsAt !== undefined && { endsAt }),
  })
  arm(action, call.now(), call)
}

/** Undefined for a name that is no zone's. */
function zoneOf(name: string): Zone | undefined {
  try {
    return new Zone(name)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return undefined
  }
}

/** Sets the timer of the next time, if there is one. */
function arm(action: ScheduledAction, after: number, call: Call): void {
  const { schedule, zone, startsAt = action.createdAt, endsAt = Infinity } = action
  const read = readSchedule(schedule, new Zone(zone))!
  // A rate begins with its start.
  const at = read.kind === 'rate' && after < startsAt ? startsAt : read.next(Math.max(after, startsAt - 1), startsAt)
  const id = `${targetId(action)}/${action.name}`
  if (at === undefined || at > endsAt) call.cancelTimer('act', id)
  else call.setTimer('act', id, at, [...keyOf(action), action.name])
}

function keyOf({ namespace, resourceId, dimension }: Dimension): [string, string, string] {
  return [namespace, resourceId, dimension]
}

/** The timer's work. */
export async function act([namespace, resourceId, dimension, name]: readonly [string, string, string, string], call: Call,
  { dueAt }: { readonly dueAt: number }): Promise<void> {
  const action = call.of(ScheduledAction).get(namespace, resourceId, dimension, name)
  const target = call.of(Target).get(namespace, resourceId, dimension)
  if (action === undefined || target === undefined) return
  arm(action, dueAt, call)
  if (target.suspended.scheduled) return
  const { least = target.least, most = target.most } = action
  call.of(Target).put({ ...target, least, most: Math.max(least, most) })
  await bound([namespace, resourceId, dimension], call)
}

export const DeleteScheduledAction: ApplicationAutoscaling['DeleteScheduledAction'] = (input, call) => {
  const key = [input.ServiceNamespace, input.ResourceId, input.ScalableDimension!, input.ScheduledActionName] as const
  const action = call.of(ScheduledAction).require(...key)
  call.cancelTimer('act', `${targetId(action)}/${action.name}`)
  call.of(ScheduledAction).delete(...key)
}

export const DescribeScheduledActions: ApplicationAutoscaling['DescribeScheduledActions'] = function* (input, call) {
  const { ServiceNamespace: namespace, ResourceId: id, ScalableDimension: dimension, ScheduledActionNames: names } = input
  for (const action of call.of(ScheduledAction).scan({ within: [namespace] })) {
    if ((id !== undefined && action.resourceId !== id) || (dimension !== undefined && action.dimension !== dimension)) continue
    if (names === undefined || names.includes(action.name)) yield describe(action, call)
  }
}

function describe(action: ScheduledAction, call: Call): Described {
  const { least, most, startsAt, endsAt } = action
  return {
    ScheduledActionName: action.name, ScheduledActionARN: call.arn(ScheduledAction, action), ServiceNamespace: action.namespace,
    ResourceId: action.resourceId, ScalableDimension: action.dimension, Schedule: action.schedule, Timezone: action.zone,
    CreationTime: action.createdAt,
    ScalableTargetAction: { ...(least !== undefined && { MinCapacity: least }), ...(most !== undefined && { MaxCapacity: most }) },
    ...(startsAt !== undefined && { StartTime: startsAt }), ...(endsAt !== undefined && { EndTime: endsAt }),
  }
}
