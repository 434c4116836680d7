// Schedules: made, changed as a whole, read, listed, removed. Source: CreateSchedule, UpdateSchedule, GetSchedule, ListSchedules,
// EventBridge Scheduler API Reference.

import type { CreateScheduleInput, Scheduler } from '../../../generated/aws/scheduler.ts'
import { parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { defaultGroup, groupOf } from './group.ts'
import { plan, timesOf, unplan } from './plan.ts'
import { Schedule } from './schedule-record.ts'
import { targetProblem } from './target.ts'

export const CreateSchedule: Scheduler['CreateSchedule'] = (input, call) => {
  const group = groupOf(input.GroupName ?? defaultGroup, call).name
  const schedule = call.of(Schedule).insert(read(input, group, call.now(), call))
  plan(schedule, call.now(), call)
  return { ScheduleArn: call.arn(Schedule, schedule) }
}

/** What the caller leaves out goes back to its default. */
export const UpdateSchedule: Scheduler['UpdateSchedule'] = (input, call) => {
  const group = groupOf(input.GroupName ?? defaultGroup, call).name
  const { createdAt } = call.of(Schedule).require(group, input.Name)
  const schedule = call.of(Schedule).put(read(input, group, createdAt, call))
  plan(schedule, call.now(), call)
  return { ScheduleArn: call.arn(Schedule, schedule) }
}

/** @throws ValidationException */
function read(input: CreateScheduleInput, group: string, createdAt: number, call: Call): Schedule {
  const { Name: name, ScheduleExpression: expression, ScheduleExpressionTimezone: timeZone = 'UTC', FlexibleTimeWindow: window,
    Target: target } = input
  const { StartDate: startAt, EndDate: endAt, Description: description, KmsKeyArn: kmsKey } = input
  const invalid = (message: string): Error => call.fault('ValidationException', message)
  if (!isTimeZone(timeZone)) throw invalid(`Invalid Schedule Expression Timezone ${timeZone}.`)
  const times = timesOf(expression, timeZone, call)
  if (times === undefined) throw invalid(`Invalid Schedule Expression ${expression}.`)
  if (window.Mode === 'FLEXIBLE' && window.MaximumWindowInMinutes === undefined) {
    throw invalid('MaximumWindowInMinutes is required when the flexible time window is FLEXIBLE.')
  }
  if (window.Mode === 'OFF' && window.MaximumWindowInMinutes !== undefined) {
    throw invalid('MaximumWindowInMinutes must not be set when the flexible time window is OFF.')
  }
  if (startAt !== undefined && endAt !== undefined && startAt >= endAt) throw invalid('The EndDate must be after the StartDate.')
  if (endAt !== undefined && times.kind !== 'at' && endAt <= call.now()) throw invalid('The EndDate you specify must be in the future.')
  const problem = targetProblem(target)
  if (problem !== undefined) throw invalid(problem)
  return {
    group, name, expression, timeZone, window, target, state: input.State ?? 'ENABLED',
      afterCompletion: input.ActionAfterCompletion ?? 'NONE',
    createdAt, modifiedAt: call.now(), ...(startAt !== undefined && { startAt }), ...(endAt !== undefined && { endAt }),
    ...(description !== undefined && { description }), ...(kmsKey !== undefined && { kmsKey }),
  }
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

export const DeleteSchedule: Scheduler['DeleteSchedule'] = ({ Name: name, GroupName: group = defaultGroup }, call) => {
  unplan(call.of(Schedule).require(group, name), call)
  call.of(Schedule).delete(group, name)
  return {}
}

export const GetSchedule: Scheduler['GetSchedule'] = ({ Name: name, GroupName: group = defaultGroup }, call) => {
  const schedule = call.of(Schedule).require(groupOf(group, call).name, name)
  const { expression, timeZone, window, target, state, startAt, endAt, description, kmsKey, afterCompletion, createdAt,
    modifiedAt } = schedule
  return {
    Arn: call.arn(Schedule, schedule), GroupName: group, Name: name, ScheduleExpression: expression, ScheduleExpressionTimezone: timeZone,
    FlexibleTimeWindow: window, Target: target, State: state, ActionAfterCompletion: afterCompletion, CreationDate: createdAt,
    LastModificationDate: modifiedAt, ...(startAt !== undefined && { StartDate: startAt }), ...(endAt !== undefined && { EndDate: endAt }),
    ...(description !== undefined && { Description: description }), ...(kmsKey !== undefined && { KmsKeyArn: kmsKey }),
  }
}

export const ListSchedules: Scheduler['ListSchedules'] = function* ({ GroupName: group, NamePrefix: prefix = '', State: state }, call) {
  const found = group === undefined ? call.of(Schedule).scan() : call.of(Schedule).scan({ within: [groupOf(group, call).name] })
  for (const schedule of found) {
    const { name, target, createdAt, modifiedAt } = schedule
    if (!name.startsWith(prefix) || (state !== undefined && schedule.state !== state)) continue
    yield {
      Arn: call.arn(Schedule, schedule), GroupName: schedule.group, Name: name, State: schedule.state, CreationDate: createdAt,
      LastModificationDate: modifiedAt, Target: { Arn: target.Arn },
    }
  }
}

/** The group that a tag operation means: schedules have no tags. @throws ResourceNotFoundException */
export function taggedGroup({ ResourceArn: arn }: { readonly ResourceArn: string }, call: Call): readonly [string] {
  const [kind, name = ''] = parseArn(arn)?.resource.split('/') ?? []
  if (kind !== 'schedule-group') throw call.fault('ValidationException', 'Only schedule groups have tags.')
  return [groupOf(name, call).name]
}
