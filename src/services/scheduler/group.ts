// Schedule groups: the one that is there from the start, and those that are made. A group that goes takes its schedules with it.
// Source: CreateScheduleGroup, DeleteScheduleGroup, EventBridge Scheduler API Reference.

import type { Scheduler } from '../../../generated/aws/scheduler.ts'
import { resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { groupFormation } from './cloud-formation.ts'
import { unplan } from './plan.ts'
import { Schedule } from './schedule-record.ts'

export interface ScheduleGroup {
  readonly name: string
  readonly createdAt: number
  readonly modifiedAt: number
}

export const ScheduleGroup = resource<ScheduleGroup>({
  name: 'ScheduleGroup',
  key: 'name',
  arn: 'arn:{partition}:scheduler:{region}:{account}:schedule-group/{name}',
  tags: 'list',
  notFound: { code: 'ResourceNotFoundException', message: ([name]) => `Schedule group ${name} does not exist.` },
  exists: { code: 'ConflictException', message: ([name]) => `Schedule group ${name} already exists.` },
  cloudFormation: groupFormation,
})

export const defaultGroup = 'default'

/** The default group is there before anything is said about it. */
export function findGroup(name: string, call: Call): ScheduleGroup | undefined {
  return call.of(ScheduleGroup).get(name) ?? (name === defaultGroup ? { name, createdAt: 0, modifiedAt: 0 } : undefined)
}

/** @throws ResourceNotFoundException */
export function groupOf(name: string, call: Call): ScheduleGroup {
  return findGroup(name, call) ?? call.of(ScheduleGroup).require(name)
}

export const CreateScheduleGroup: Scheduler['CreateScheduleGroup'] = ({ Name: name, Tags: tags = [] }, call) => {
  if (name === defaultGroup) throw call.fault('ConflictException', `Schedule group ${name} already exists.`)
  const group = call.of(ScheduleGroup).insert({ name, createdAt: call.now(), modifiedAt: call.now() })
  if (tags.length > 0) call.tags(ScheduleGroup).add(Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])), name)
  return { ScheduleGroupArn: call.arn(ScheduleGroup, group) }
}

export const DeleteScheduleGroup: Scheduler['DeleteScheduleGroup'] = ({ Name: name }, call) => {
  if (name === defaultGroup) throw call.fault('ValidationException', 'The default schedule group cannot be deleted.')
  call.of(ScheduleGroup).require(name)
  for (const schedule of call.of(Schedule).scan({ within: [name] })) {
    unplan(schedule, call)
    call.of(Schedule).delete(name, schedule.name)
  }
  call.of(ScheduleGroup).delete(name)
  return {}
}

export const GetScheduleGroup: Scheduler['GetScheduleGroup'] = ({ Name: name }, call) => shown(groupOf(name, call), call)

export const ListScheduleGroups: Scheduler['ListScheduleGroups'] = function* ({ NamePrefix: prefix = '', NextToken: token }, call) {
  if (token === undefined && defaultGroup.startsWith(prefix)) yield shown(findGroup(defaultGroup, call)!, call)
  for (const group of call.of(ScheduleGroup).scan({ prefix })) yield shown(group, call)
}

function shown(group: ScheduleGroup, call: Call) {
  const { name, createdAt, modifiedAt } = group
  return {
    Arn: call.arn(ScheduleGroup, group), Name: name, State: 'ACTIVE' as const,
    ...(createdAt > 0 && { CreationDate: createdAt, LastModificationDate: modifiedAt }),
  }
}
