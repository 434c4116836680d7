// Event buses: the default one, which every account has in every region, and those that are made. Who may put events on one from elsewhere,
// its policy says. Source: CreateEventBus, DescribeEventBus, PutPermission, Amazon EventBridge API Reference.

import type { Events } from '../../../generated/aws/events.ts'
import { parseArn, readPolicy, resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { jsonObject } from '../../std/json-object.ts'
import { busFormation } from './cloud-formation.ts'
import { takeUp } from './event-source.ts'
import { paged } from './page.ts'

export interface EventBus {
  readonly name: string
  readonly description?: string
  readonly kmsKey?: string
  readonly deadLetterArn?: string
  /** The partner's, where it is made of one. */
  readonly source?: string
  readonly policy?: string
  readonly createdAt: number
  readonly modifiedAt: number
}

export const EventBus = resource<EventBus>({
  name: 'EventBus',
  key: 'name',
  arn: 'arn:{partition}:events:{region}:{account}:event-bus/{name}',
  tags: 'list',
  notFound: { code: 'ResourceNotFoundException', message: ([name]) => `Event bus ${name} does not exist.` },
  exists: { code: 'ResourceAlreadyExistsException', message: ([name]) => `Event bus ${name} already exists.` },
  cloudFormation: busFormation,
})

export const defaultBus = 'default'

/** The name in what may be a name or an ARN. */
export function busName(nameOrArn: string | undefined): string {
  if (nameOrArn === undefined) return defaultBus
  return parseArn(nameOrArn)?.resource.replace(/^event-bus\//, '') ?? nameOrArn
}

/** @throws ResourceNotFoundException */
export function busOf(nameOrArn: string | undefined, call: Call): EventBus {
  const name = busName(nameOrArn)
  return findBus(name, call) ?? call.of(EventBus).require(name)
}

/** The default bus is there before anything is said about it. */
export function findBus(name: string, call: Call): EventBus | undefined {
  return call.of(EventBus).get(name) ?? (name === defaultBus ? { name, createdAt: 0, modifiedAt: 0 } : undefined)
}

export const CreateEventBus: Events['CreateEventBus'] = (input, call) => {
  const { Name: name, Description: description, KmsKeyIdentifier: kmsKey, DeadLetterConfig: dead, Tags: tags = [],
    EventSourceName: source } = input
  if (name === defaultBus) throw call.fault('ResourceAlreadyExistsException', `Event bus ${name} already exists.`)
  if (source === undefined && name.includes('/')) throw call.fault('ValidationException', 'Event bus name must not contain \'/\'.')
  if (source !== undefined && source !== name) {
    throw call.fault('ValidationException', 'The name of a partner event bus must be that of its event source.')
  }
  if (source !== undefined) takeUp(source, call)
  call.quota('EventBuses', call.of(EventBus).count() + 1)
  const bus = call.of(EventBus).insert({
    name, createdAt: call.now(), modifiedAt: call.now(), ...(description && { description }), ...(kmsKey && { kmsKey }),
    ...(dead?.Arn && { deadLetterArn: dead.Arn }), ...(source !== undefined && { source }),
  })
  if (tags.length > 0) call.tags(EventBus).add(Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])), name)
  return { EventBusArn: call.arn(EventBus, bus), ...shown(bus) }
}

export const UpdateEventBus: Events['UpdateEventBus'] = (input, call) => {
  const { Name: name, Description: description, KmsKeyIdentifier: kmsKey, DeadLetterConfig: dead } = input
  const bus = busOf(name, call)
  const changed = call.of(EventBus).put({
    ...bus, modifiedAt: call.now(), ...(description !== undefined && { description }), ...(kmsKey !== undefined && { kmsKey }),
    ...(dead?.Arn !== undefined && { deadLetterArn: dead.Arn }),
  })
  return { Arn: call.arn(EventBus, changed), Name: changed.name, ...shown(changed) }
}

export const DescribeEventBus: Events['DescribeEventBus'] = ({ Name: given }, call) => {
  const bus = busOf(given, call)
  return { ...listed(bus, call), ...shown(bus) }
}

function shown({ description, kmsKey, deadLetterArn }: EventBus) {
  return {
    ...(description && { Description: description }), ...(kmsKey && { KmsKeyIdentifier: kmsKey }),
    ...(deadLetterArn && { DeadLetterConfig: { Arn: deadLetterArn } }),
  }
}

function listed(bus: EventBus, call: Call) {
  const { name, policy, createdAt, modifiedAt } = bus
  return {
    Name: name, Arn: call.arn(EventBus, bus), ...(policy !== undefined && { Policy: policy }),
    ...(createdAt > 0 && { CreationTime: createdAt, LastModifiedTime: modifiedAt }),
  }
}

export const ListEventBuses: Events['ListEventBuses'] = (input, call) => {
  const { NamePrefix: prefix = '' } = input
  const buses = [...call.of(EventBus).scan({ prefix })]
  if (defaultBus.startsWith(prefix) && !buses.some(({ name }) => name === defaultBus)) buses.push(findBus(defaultBus, call)!)
  buses.sort((one, other) => one.name < other.name ? -1 : 1)
  const { found, ...more } = paged(buses, ({ name }) => name, input, call)
  return { EventBuses: found.map(bus => listed(bus, call)), ...more }
}

/** Adds a statement, or takes a whole policy. */
export const PutPermission: Events['PutPermission'] = (input, call) => {
  const { EventBusName: given, Policy: text, StatementId: id, Principal: principal, Action: action, Condition: condition } = input
  const bus = busOf(given, call)
  if (text !== undefined) {
    const read = readPolicy(text, 'resource')
    if ('problem' in read) throw call.fault('ValidationException', `Invalid policy: ${read.problem.message}`)
    return setPolicy(bus, text, call)
  }
  if (id === undefined || principal === undefined || action === undefined) {
    throw call.fault('ValidationException', 'Parameters StatementId, Principal and Action are required unless Policy is given.')
  }
  if (action !== 'events:PutEvents') throw call.fault('ValidationException', `Provided value in parameter 'action' is not supported.`)
  if (principal !== '*' && !/^\d{12}$/.test(principal)) throw call.fault('ValidationException',
    'Provided value in parameter \'principal\' is not valid.')
  const statement = {
    Sid: id, Effect: 'Allow', Action: action, Resource: call.arn(EventBus, bus),
    Principal: principal === '*' ? '*' : { AWS: ['arn', call.partition, 'iam', '', principal, 'root'].join(':') },
    ...(condition !== undefined && { Condition: { [condition.Type]: { [condition.Key]: condition.Value } } }),
  }
  setPolicy(bus, JSON.stringify({ Version: '2012-10-17', Statement: [...statements(bus).filter(({ Sid }) => Sid !== id), statement] }),
    call)
}

export const RemovePermission: Events['RemovePermission'] = ({ EventBusName: given, StatementId: id, RemoveAllPermissions: all = false },
  call) => {
  const bus = busOf(given, call)
  const left = all ? [] : statements(bus).filter(({ Sid }) => Sid !== id)
  if (!all && left.length === statements(bus).length) {
    throw call.fault('ResourceNotFoundException', bus.policy === undefined ? 'EventBus does not have a policy.'
      : 'Statement with the provided id does not exist.')
  }
  const { policy: _, ...rest } = bus
  if (left.length === 0) call.of(EventBus).put({ ...rest, modifiedAt: call.now() })
  else setPolicy(bus, JSON.stringify({ Version: '2012-10-17', Statement: left }), call)
}

function statements({ policy = '{}' }: EventBus): readonly { readonly Sid?: string }[] {
  const { Statement: found = [] } = jsonObject(policy) ?? {}
  return (Array.isArray(found) ? found : [found]) as { readonly Sid?: string }[]
}

function setPolicy(bus: EventBus, policy: string, call: Call): void {
  call.of(EventBus).put({ ...bus, policy, modifiedAt: call.now() })
}
