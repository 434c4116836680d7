// Discoverers: each listens to an event bus by a rule that EventBridge keeps for this service, whose target it is itself.
// Source: CreateDiscoverer, StartDiscoverer, EventBridge Schema Registry API Reference; "Amazon EventBridge managed rules", User Guide.

import type { Schemas } from '../../../generated/aws/schemas.ts'
import { Fault, parseArn, resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { discovererFormation } from './cloud-formation.ts'
import { discoveredRegistry, Registry } from './registry.ts'

export interface Discoverer {
  readonly id: string
  readonly sourceArn: string
  readonly description?: string
  readonly state: 'STARTED' | 'STOPPED'
  readonly crossAccount: boolean
}

export const Discoverer = resource<Discoverer>({
  name: 'Discoverer',
  key: 'id',
  arn: 'arn:{partition}:schemas:{region}:{account}:discoverer/{id}',
  tags: 'map',
  notFound: { code: 'NotFoundException', message: ([id]) => `Discoverer with id ${id} does not exist.` },
  exists: { code: 'ConflictException', message: ([id]) => `Discoverer with id ${id} already exists.` },
  cloudFormation: discovererFormation,
})

function shown(discoverer: Discoverer, call: Call) {
  const { id, sourceArn, description, state, crossAccount } = discoverer
  return {
    DiscovererArn: call.arn(Discoverer, discoverer), DiscovererId: id, SourceArn: sourceArn, State: state, CrossAccount: crossAccount,
    Tags: call.tags(Discoverer).get(id), ...(description !== undefined && { Description: description }),
  }
}

function placeOf({ id, sourceArn }: Pick<Discoverer, 'id' | 'sourceArn'>): { readonly Name: string, readonly EventBusName: string } {
  return { Name: `Schemas-${id}`, EventBusName: parseArn(sourceArn)!.resource.replace(/^event-bus\//, '') }
}

/** The ARN of the rule by which it listens. */
export function listensBy(discoverer: Discoverer): string {
  const { Name, EventBusName } = placeOf(discoverer)
  return EventBusName === 'default' ? Name : `${EventBusName}/${Name}`
}

/** Makes the rule, or makes it anew. @throws NotFoundException */
async function listen(discoverer: Omit<Discoverer, 'state'>, call: Call): Promise<void> {
  const { Name, EventBusName } = placeOf(discoverer)
  const { account, crossAccount } = { account: call.account, crossAccount: discoverer.crossAccount }
  const events = call.to('events', { sourceArn: Discoverer.arnOf(call, { id: discoverer.id }) })
  try {
    await events.PutRule({ Name, EventBusName, Description: 'This rule is used to route Events to Schema Discoverer',
      EventPattern: JSON.stringify({ account: crossAccount ? [{ prefix: '' }] : [account] }) })
    await events.PutTargets({ Rule: Name, EventBusName,
      Targets: [{ Id: 'SchemaDiscoverer', Arn: Discoverer.arnOf(call, { id: discoverer.id }) }] })
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'ResourceNotFoundException') throw error
    throw call.fault('BadRequestException', `The event bus ${discoverer.sourceArn} does not exist.`)
  }
}

/** A rule that is gone with its bus is no hindrance. */
async function hush(discoverer: Discoverer, call: Call): Promise<void> {
  const { Name, EventBusName } = placeOf(discoverer)
  const events = call.to('events', { sourceArn: call.arn(Discoverer, discoverer) })
  try {
    await events.RemoveTargets({ Rule: Name, EventBusName, Ids: ['SchemaDiscoverer'] })
    await events.DeleteRule({ Name, EventBusName })
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'ResourceNotFoundException') throw error
  }
}

export const CreateDiscoverer: Schemas['CreateDiscoverer'] = async (input, call) => {
  const { SourceArn: sourceArn, Description: description, CrossAccount: crossAccount = true, Tags: tags = {} } = input
  const place = parseArn(sourceArn)
  if (place?.service !== 'events' || !place.resource.startsWith('event-bus/') || place.account !== call.account
    || place.region !== call.region) {
    throw call.fault('BadRequestException', `SourceArn ${sourceArn} is no event bus of this account and region.`)
  }
  const id = `events-${place.resource.replace('/', '-')}`
  const discoverer: Discoverer = { id, sourceArn, state: 'STARTED', crossAccount, ...(description !== undefined && { description }) }
  if (call.of(Discoverer).get(id) !== undefined) call.of(Discoverer).insert(discoverer)
  await listen(discoverer, call)
  call.respond({ status: 201 })
  return call.transact(() => {
    call.of(Discoverer).insert(discoverer)
    if (call.of(Registry).get(discoveredRegistry) === undefined) call.of(Registry).insert({ name: discoveredRegistry })
    if (Object.keys(tags).length > 0) call.tags(Discoverer).add(tags, id)
    return shown(discoverer, call)
  })
}

export const UpdateDiscoverer: Schemas['UpdateDiscoverer'] = async ({ DiscovererId: id, Description: description, CrossAccount: given },
  call) => {
  const before = call.of(Discoverer).require(id)
  const after = { ...before, crossAccount: given ?? before.crossAccount, ...(description !== undefined && { description }) }
  if (after.state === 'STARTED') await listen(after, call)
  return call.transact(() => shown(call.of(Discoverer).put(after), call))
}

export const StartDiscoverer: Schemas['StartDiscoverer'] = async ({ DiscovererId: id }, call) => {
  const discoverer = call.of(Discoverer).require(id)
  await listen(discoverer, call)
  return turned(discoverer, 'STARTED', call)
}

export const StopDiscoverer: Schemas['StopDiscoverer'] = async ({ DiscovererId: id }, call) => {
  const discoverer = call.of(Discoverer).require(id)
  await hush(discoverer, call)
  return turned(discoverer, 'STOPPED', call)
}

function turned(discoverer: Discoverer, state: Discoverer['state'], call: Call) {
  call.transact(() => call.of(Discoverer).put({ ...discoverer, state }))
  return { DiscovererId: discoverer.id, State: state }
}

export const DeleteDiscoverer: Schemas['DeleteDiscoverer'] = async ({ DiscovererId: id }, call) => {
  await hush(call.of(Discoverer).require(id), call)
  call.transact(() => call.of(Discoverer).delete(id))
  call.respond({ status: 204 })
  return {}
}

export const DescribeDiscoverer: Schemas['DescribeDiscoverer'] = ({ DiscovererId: id }, call) => shown(call.of(Discoverer).require(id),
  call)

export const ListDiscoverers: Schemas['ListDiscoverers'] = function* ({ DiscovererIdPrefix: prefix = '', SourceArnPrefix: source = '' },
  call) {
  for (const discoverer of call.of(Discoverer).scan({ prefix })) {
    if (!discoverer.sourceArn.startsWith(source)) continue
    const { Description: _, ...listed } = shown(discoverer, call)
    yield listed
  }
}
