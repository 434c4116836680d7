// AWS::Scheduler::Schedule for Cloud Control and CloudFormation, by real calls of EventBridge Scheduler.
// Source: the resource type's schema in the CloudFormation registry: identified by its name, in the default group unless another is said.

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
    let token: string | undefined
    do {
      const page = await call.to('scheduler').ListSchedules(token === undefined ? {} : { NextToken: token })
      for (const { Name: name, GroupName: group } of page.Schedules ?? []) yield group === 'default' ? name! : `${group}|${name}`
      token = page.NextToken
    } while (token !== undefined)
  },
}
