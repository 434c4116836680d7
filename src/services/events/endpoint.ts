// Global endpoints: events go to the bus of the primary Region, or to the secondary's while the primary's health check fails; with
// replication, to both. The health check is Route 53's to know, and is asked for each request.
// Source: "Making applications Regional-fault tolerant with global endpoints", EventBridge User Guide; CreateEndpoint, API Reference.

import type { CreateEndpointRequest, Events, PutEventsRequestEntry } from '../../../generated/aws/events.ts'
import { Fault, parseArn, resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { endpointFormation } from './destination-formation.ts'
import { paged } from './page.ts'

export interface Endpoint {
  readonly name: string
  readonly id: string
  readonly given: Omit<CreateEndpointRequest, 'Name'>
  readonly state: 'CREATING' | 'ACTIVE' | 'UPDATING' | 'DELETING'
  readonly createdAt: number
  readonly modifiedAt: number
}

export const Endpoint = resource<Endpoint>({
  name: 'Endpoint',
  key: 'name',
  arn: 'arn:{partition}:events:{region}:{account}:endpoint/{name}',
  notFound: { code: 'ResourceNotFoundException', message: ([name]) => `Endpoint '${name}' does not exist.` },
  exists: { code: 'ResourceAlreadyExistsException', message: ([name]) => `Endpoint '${name}' already exists.` },
  indexes: { id: ({ id }) => [id] },
  cloudFormation: endpointFormation,
  lifecycle: { field: 'state', settles: {
    CREATING: { to: 'ACTIVE', afterMs: 60_000 }, UPDATING: { to: 'ACTIVE', afterMs: 60_000 }, DELETING: { to: null, afterMs: 60_000 },
  } },
})

export const CreateEndpoint: Events['CreateEndpoint'] = ({ Name: name, ...given }, call) => {
  check(given, call)
  return changed(call.of(Endpoint).insert({
    name, id: `${call.hex(10)}.${call.hex(3)}`, given, state: 'CREATING', createdAt: call.now(), modifiedAt: call.now(),
  }), call)
}

export const UpdateEndpoint: Events['UpdateEndpoint'] = ({ Name: name, ...given }, call) => {
  const endpoint = call.of(Endpoint).require(name)
  const merged = { ...endpoint.given, ...given }
  check(merged, call)
  const after = call.of(Endpoint).put({ ...endpoint, given: merged, state: 'UPDATING', modifiedAt: call.now() })
  return { ...changed(after, call), EndpointId: after.id, EndpointUrl: urlOf(after) }
}

export const DeleteEndpoint: Events['DeleteEndpoint'] = ({ Name: name }, call) => {
  call.of(Endpoint).put({ ...call.of(Endpoint).require(name), state: 'DELETING' })
  return {}
}

export const DescribeEndpoint: Events['DescribeEndpoint'] = ({ Name: name }, call) => shown(call.of(Endpoint).require(name), call)

export const ListEndpoints: Events['ListEndpoints'] = (input, call) => {
  const { NamePrefix: prefix = '', HomeRegion: home = call.region, NextToken, MaxResults } = input
  const found = home === call.region ? call.of(Endpoint).scan({ prefix }) : []
  const page = { ...(NextToken !== undefined && { NextToken }), ...(MaxResults !== undefined && { Limit: MaxResults }) }
  const { found: listed, ...more } = paged(found, ({ name }) => name, page, call)
  return { Endpoints: listed.map(endpoint => shown(endpoint, call)), ...more }
}

/** Two buses of one name in two Regions, the secondary of which the routing names. @throws ValidationException */
function check({ EventBuses: buses, RoutingConfig: routing, ReplicationConfig: replication, RoleArn: role }: Endpoint['given'],
  call: Call): void {
  const invalid = (message: string) => call.fault('ValidationException', message)
  const places = buses.map(({ EventBusArn: arn }) => parseArn(arn))
  const [one, other] = places
  if (places.length !== 2 || one === undefined || other === undefined) throw invalid('Endpoints have two event buses.')
  if (one.region === other.region) throw invalid('The event buses of an endpoint must be in different Regions.')
  if (one.resource !== other.resource) throw invalid('The event buses of an endpoint must have the same name.')
  const secondary = routing.FailoverConfig.Secondary.Route
  if (!places.some(place => place?.region === secondary)) throw invalid(`The secondary Region ${secondary} has none of the event buses.`)
  if ((replication?.State ?? 'ENABLED') === 'ENABLED' && role === undefined) throw invalid('RoleArn is required for replication.')
}

function urlOf({ id }: Endpoint): string {
  return `https://${id}.endpoint.events.amazonaws.com`
}

function changed(endpoint: Endpoint, call: Call) {
  const { name, given: { Description: _, ...given }, state } = endpoint
  return { ...given, Name: name, Arn: call.arn(Endpoint, endpoint), State: state }
}

function shown(endpoint: Endpoint, call: Call) {
  const { id, given: { Description: description }, createdAt, modifiedAt } = endpoint
  return {
    ...changed(endpoint, call), EndpointId: id, EndpointUrl: urlOf(endpoint), CreationTime: createdAt, LastModifiedTime: modifiedAt,
    ...(description !== undefined && { Description: description }),
  }
}

/** The ARNs of the buses that an entry goes to, the one whose answer counts first. @throws ValidationException */
export async function busesOf(id: string, call: Call): Promise<readonly string[]> {
  const endpoint = call.of(Endpoint).by('id').first({ within: [id] })
  if (endpoint === undefined || endpoint.state === 'CREATING') throw call.fault('ValidationException', `EndpointId '${id}' is not valid.`)
  const { EventBuses: buses, RoutingConfig: { FailoverConfig: { Primary: primary, Secondary: secondary } },
    ReplicationConfig: replication } =
    endpoint.given
  const isSecondary = (arn: string) => parseArn(arn)!.region === secondary.Route
  const wantsSecondary = await hasFailed(primary.HealthCheck, call)
  const arns = buses.map(({ EventBusArn: arn }) => arn).toSorted((one, other) => Number(isSecondary(one) !== wantsSecondary)
    - Number(isSecondary(other) !== wantsSecondary))
  return (replication?.State ?? 'ENABLED') === 'ENABLED' ? arns : arns.slice(0, 1)
}

/** While Route 53 cannot say, the primary is taken to be well. */
async function hasFailed(healthCheck: string, call: Call): Promise<boolean> {
  const HealthCheckId = parseArn(healthCheck)?.resource.split('/')[1] ?? healthCheck
  try {
    const { HealthCheckObservations: seen } = await call.invoke('route53', 'GetHealthCheckStatus', { HealthCheckId })
    const states = (seen ?? []) as readonly { readonly StatusReport?: { readonly Status?: string } }[]
    return states.length > 0 && states.every(({ StatusReport: report }) => /^Failure/.test(report?.Status ?? ''))
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return false
  }
}

export function toBus(entry: PutEventsRequestEntry, EventBusName: string): PutEventsRequestEntry {
  return { ...entry, EventBusName }
}
