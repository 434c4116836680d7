// AWS::Scheduler::Schedule and ::ScheduleGroup for Cloud Control and CloudFormation, by real calls of EventBridge Scheduler.
// Source: the resource types' schemas in the CloudFormation registry: identified by name, a schedule in the default group unless another is
// said.

import { everyPage } from '../../kernel/service.ts'
import type { CloudFormationHandlers, Properties } from '../../kernel/service.ts'
import type { CreateScheduleInput } from '../../../generated/aws/scheduler.ts'

const members = [
  'Description', 'EndDate', 'FlexibleTimeWindow', 'GroupName', 'KmsKeyArn', 'Name', 'ScheduleExpression', 'ScheduleExpressionTimezone',
  'StartDate', 'State', 'Target',
]

/** Dates are texts in a template. */
function inputOf(properties: Properties): CreateScheduleInput {
  return Object.fromEntries(members.filter(name => properties[name] !== undefined).map(name =>
    [name, /Date$/.test(name) ? Date.parse(String(properties[name])) : properties[name]])) as unknown as CreateScheduleInput
}

function placeOf(identifier: string): { readonly Name: string, readonly GroupName?: string } {
  const [group, name] = identifier.split('|')
  return name === undefined ? { Name: identifier } : { Name: name, GroupName: group! }
}

export const scheduleFormation: CloudFormationHandlers = {
  type: 'AWS::Scheduler::Schedule',
  primaryIdentifier: ['Name'],
  readOnly: ['Arn'],
  createOnly: ['Name'],

  async create(properties, call) {
    const name = String(properties.Name ?? call.alphanumeric(26))
    await call.to('scheduler').CreateSchedule(inputOf({ ...properties, Name: name }))
    return properties.GroupName === undefined ? name : `${String(properties.GroupName)}|${name}`
  },

  async read(identifier, call) {
    const found = await call.to('scheduler').GetSchedule(placeOf(identifier)) as Properties
    const shown = Object.fromEntries(members.filter(name => found[name] !== undefined).map(name =>
      [name, /Date$/.test(name) ? new Date(found[name] as number).toISOString() : found[name]]))
    return { ...shown, Arn: found.Arn }
  },

  async update(identifier, properties, _previous, call) {
    await call.to('scheduler').UpdateSchedule(inputOf({ ...properties, ...placeOf(identifier) }))
  },

  async delete(identifier, call) {
    await call.to('scheduler').DeleteSchedule(placeOf(identifier))
  },

  async * list(call) {
    for await (const { Name: name, GroupName: group } of everyPage(token => call.to('scheduler').ListSchedules(token),
      ({ Schedules }) => Schedules)) yield group === 'default' ? name! : `${group}|${name}`
  },
}

interface Tag { readonly Key: string, readonly Value: string }

function tagsOf({ Tags: tags = [] }: Properties): readonly Tag[] {
  return tags as readonly Tag[]
}

const dated = (at: unknown): string => new Date(Number(at)).toISOString()

export const groupFormation: CloudFormationHandlers = {
  type: 'AWS::Scheduler::ScheduleGroup',
  primaryIdentifier: ['Name'],
  readOnly: ['Arn', 'CreationDate', 'LastModificationDate', 'State'],
  createOnly: ['Name'],

  async create(properties, call) {
    const name = String(properties.Name ?? call.alphanumeric(26))
    await call.to('scheduler').CreateScheduleGroup({ Name: name, Tags: tagsOf(properties) })
    return name
  },

  async read(name, call) {
    const { Arn, State, CreationDate, LastModificationDate } = await call.to('scheduler').GetScheduleGroup({ Name: name })
    const { Tags: tags = [] } = await call.to('scheduler').ListTagsForResource({ ResourceArn: Arn! })
    return {
      Name: name, Arn, State, ...(CreationDate !== undefined && { CreationDate: dated(CreationDate) }),
      ...(LastModificationDate !== undefined && { LastModificationDate: dated(LastModificationDate) }),
      ...(tags.length > 0 && { Tags: tags }),
    }
  },

  /** Only its tags can change. */
  async update(name, properties, previous, call) {
    const scheduler = call.to('scheduler')
    const { Arn: ResourceArn = '' } = await scheduler.GetScheduleGroup({ Name: name })
    const wanted = tagsOf(properties)
    const TagKeys = tagsOf(previous).map(({ Key }) => Key).filter(key => !wanted.some(({ Key }) => Key === key))
    if (TagKeys.length > 0) await scheduler.UntagResource({ ResourceArn, TagKeys })
    if (wanted.length > 0) await scheduler.TagResource({ ResourceArn, Tags: wanted })
  },

  async delete(name, call) {
    await call.to('scheduler').DeleteScheduleGroup({ Name: name })
  },

  async * list(call) {
    for await (const { Name: name } of everyPage(token => call.to('scheduler').ListScheduleGroups(token),
      ({ ScheduleGroups }) => ScheduleGroups)) yield name!
  },
}
