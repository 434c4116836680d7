// AWS::Events::EventBus and AWS::Events::Rule for Cloud Control and CloudFormation, by real calls of EventBridge.
// Source: the resource types' schemas in the CloudFormation registry.

import type { Target } from '../../../generated/aws/events.ts'
import type { CloudFormationHandlers, Properties } from '../../kernel/service.ts'
import { everyPage, parseArn } from '../../kernel/service.ts'

interface Tag { readonly Key: string, readonly Value: string }

export const busFormation: CloudFormationHandlers = {
  type: 'AWS::Events::EventBus',
  primaryIdentifier: ['Name'],
  readOnly: ['Arn'],
  createOnly: ['Name'],

  async create({ Name: name, Description: description, Policy: policy, Tags: tags, KmsKeyIdentifier: key }, call) {
    const events = call.to('events')
    await events.CreateEventBus({
      Name: String(name), ...(description !== undefined && { Description: String(description) }),
        ...(key !== undefined && { KmsKeyIdentifier: String(key) }),
      ...(tags !== undefined && { Tags: tags as Tag[] }),
    })
    if (policy !== undefined) await events.PutPermission({ EventBusName: String(name), Policy: JSON.stringify(policy) })
    return String(name)
  },

  async read(name, call) {
    const { Arn, Description, Policy, KmsKeyIdentifier } = await call.to('events').DescribeEventBus({ Name: name })
    return {
      Name: name, Arn, ...(Description !== undefined && { Description }), ...(KmsKeyIdentifier !== undefined && { KmsKeyIdentifier }),
      ...(Policy !== undefined && { Policy: JSON.parse(Policy) as unknown }),
    }
  },

  async update(name, { Description: description, Policy: policy }, _previous, call) {
    const events = call.to('events')
    await events.UpdateEventBus({ Name: name, Description: String(description ?? '') })
    if (policy !== undefined) await events.PutPermission({ EventBusName: name, Policy: JSON.stringify(policy) })
  },

  async delete(name, call) {
    await call.to('events').DeleteEventBus({ Name: name })
  },

  async * list(call) {
    for await (const { Name } of everyPage(token => call.to('events').ListEventBuses(token), ({ EventBuses }) => EventBuses)) yield Name!
  },
}

export const ruleFormation: CloudFormationHandlers = {
  type: 'AWS::Events::Rule',
  primaryIdentifier: ['Arn'],
  readOnly: ['Arn'],
  createOnly: ['EventBusName', 'Name'],

  async create(properties, call) {
    const name = String(properties.Name ?? call.alphanumeric(26))
    const { RuleArn: arn } = await call.to('events').PutRule(ruleOf(name, properties))
    const targets = (properties.Targets ?? []) as Target[]
    if (targets.length > 0) await call.to('events').PutTargets({ Rule: name, ...busOf(properties), Targets: targets })
    return arn!
  },

  async read(arn, call) {
    const place = placeOf(arn)
    const events = call.to('events')
    const { Name, EventBusName, EventPattern, ScheduleExpression, State, Description, RoleArn } = await events.DescribeRule(place)
    const { Targets: targets = [] } = await events.ListTargetsByRule({ Rule: place.Name, EventBusName: place.EventBusName })
    return {
      Arn: arn, Name, EventBusName, State, ...(EventPattern && { EventPattern: JSON.parse(EventPattern) as unknown }),
      ...(ScheduleExpression && { ScheduleExpression }), ...(Description && { Description }), ...(RoleArn && { RoleArn }),
      ...(targets.length > 0 && { Targets: targets }),
    }
  },

  async update(arn, properties, previous, call) {
    const { Name: name, EventBusName } = placeOf(arn)
    const events = call.to('events')
    await events.PutRule(ruleOf(name, { ...properties, EventBusName }))
    const [wanted, before] = [properties, previous].map(({ Targets = [] }) => Targets as Target[]) as [Target[], Target[]]
    const gone = before.filter(({ Id }) => !wanted.some(target => target.Id === Id)).map(({ Id }) => Id)
    if (gone.length > 0) await events.RemoveTargets({ Rule: name, EventBusName, Ids: gone })
    if (wanted.length > 0) await events.PutTargets({ Rule: name, EventBusName, Targets: wanted })
  },

  async delete(arn, call) {
    const { Name: name, EventBusName } = placeOf(arn)
    const events = call.to('events')
    const { Targets: targets = [] } = await events.ListTargetsByRule({ Rule: name, EventBusName })
    if (targets.length > 0) await events.RemoveTargets({ Rule: name, EventBusName, Ids: targets.map(({ Id }) => Id) })
    await events.DeleteRule({ Name: name, EventBusName })
  },

  async * list(call) {
    for await (const { Arn } of everyPage(token => call.to('events').ListRules(token), ({ Rules }) => Rules)) yield Arn!
  },
}

function ruleOf(name: string, properties: Properties) {
  const { EventPattern: pattern, ScheduleExpression: schedule, State: state, Description: description, RoleArn: role } = properties
  return {
    Name: name, ...busOf(properties), ...(pattern !== undefined && { EventPattern: JSON.stringify(pattern) }),
    ...(schedule !== undefined && { ScheduleExpression: String(schedule) }), ...(state !== undefined && { State: String(state) }),
    ...(description !== undefined && { Description: String(description) }), ...(role !== undefined && { RoleArn: String(role) }),
  }
}

function busOf({ EventBusName: bus }: Properties) {
  return bus === undefined ? {} : { EventBusName: String(bus) }
}

function placeOf(arn: string): { readonly Name: string, readonly EventBusName: string } {
  const [, first = '', second] = parseArn(arn)?.resource.split('/') ?? []
  return second === undefined ? { Name: first, EventBusName: 'default' } : { Name: second, EventBusName: first }
}
