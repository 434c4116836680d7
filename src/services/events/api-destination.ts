// API destinations: HTTP endpoints of users that are targets, called with what their connection says, within five seconds.
// Source: CreateApiDestination, Amazon EventBridge API Reference; "API destinations as targets in Amazon EventBridge", User Guide.

import type { Events, Target as GivenTarget } from '../../../generated/aws/events.ts'
import { askDestination } from '../../engines/api-destination/face.ts'
import { addressProblem, exchange } from '../../engines/http.ts'
import { Fault, resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { authorizationOf, connectionByArn } from './connection.ts'
import { destinationFormation } from './destination-formation.ts'
import { paged } from './page.ts'

export interface ApiDestination {
  readonly name: string
  readonly id: string
  readonly description?: string
  readonly connectionArn: string
  readonly endpoint: string
  readonly method: string
  readonly rate: number
  readonly createdAt: number
  readonly modifiedAt: number
}

export const ApiDestination = resource<ApiDestination>({
  name: 'ApiDestination',
  key: 'name',
  arn: 'arn:{partition}:events:{region}:{account}:api-destination/{name}/{id}',
  notFound: { code: 'ResourceNotFoundException', message: ([name]) =>
    `Failed to describe the api-destination(s). An api-destination '${name}' does not exist.` },
  exists: { code: 'ResourceAlreadyExistsException', message: ([name]) => `An api-destination '${name}' already exists.` },
  cloudFormation: destinationFormation,
})

export const CreateApiDestination: Events['CreateApiDestination'] = (input, call) => {
  const { Name: name, Description: description, ConnectionArn: connectionArn, InvocationEndpoint: endpoint, HttpMethod: method } = input
  check(connectionArn, endpoint, call)
  const now = call.now()
  return changed(call.of(ApiDestination).insert({
    name, id: call.uuid(), connectionArn, endpoint, method, rate: input.InvocationRateLimitPerSecond ?? 300, createdAt: now,
      modifiedAt: now,
    ...(description && { description }),
  }), call)
}

export const UpdateApiDestination: Events['UpdateApiDestination'] = (input, call) => {
  const destination = call.of(ApiDestination).require(input.Name)
  const after = {
    ...destination, connectionArn: input.ConnectionArn ?? destination.connectionArn,
      endpoint: input.InvocationEndpoint ?? destination.endpoint,
    method: input.HttpMethod ?? destination.method, rate: input.InvocationRateLimitPerSecond ?? destination.rate, modifiedAt: call.now(),
    ...(input.Description !== undefined && { description: input.Description }),
  }
  check(after.connectionArn, after.endpoint, call)
  return changed(call.of(ApiDestination).put(after), call)
}

function check(connectionArn: string, endpoint: string, call: Call): void {
  if (connectionByArn(connectionArn, call) === undefined) {
    throw call.fault('ResourceNotFoundException', `Connection '${connectionArn.split('/')[1] ?? connectionArn}' does not exist.`)
  }
  const sample = endpoint.replaceAll('*', 'x')
  if (addressProblem(sample) !== undefined) throw call.fault('ValidationException', 'Parameter InvocationEndpoint is not valid.')
}

export const DeleteApiDestination: Events['DeleteApiDestination'] = ({ Name: name }, call) => {
  call.of(ApiDestination).require(name)
  call.of(ApiDestination).delete(name)
  return {}
}

export const DescribeApiDestination: Events['DescribeApiDestination'] = ({ Name: name }, call) => {
  const destination = call.of(ApiDestination).require(name)
  return { ...listed(destination, call), ...(destination.description && { Description: destination.description }) }
}

export const ListApiDestinations: Events['ListApiDestinations'] = (input, call) => {
  const { NamePrefix: prefix = '', ConnectionArn: connection } = input
  const fitting = [...call.of(ApiDestination).scan({ prefix })].filter(each =>
    connection === undefined || each.connectionArn === connection)
  const { found, ...more } = paged(fitting, ({ name }) => name, input, call)
  return { ApiDestinations: found.map(destination => listed(destination, call)), ...more }
}

function changed(destination: ApiDestination, call: Call) {
  const { createdAt, modifiedAt, connectionArn } = destination
  return {
    ApiDestinationArn: call.arn(ApiDestination, destination), ApiDestinationState: stateOf(connectionArn, call), CreationTime: createdAt,
    LastModifiedTime: modifiedAt,
  }
}

function listed(destination: ApiDestination, call: Call) {
  const { name, connectionArn, endpoint, method, rate } = destination
  return {
    ...changed(destination, call), Name: name, ConnectionArn: connectionArn, InvocationEndpoint: endpoint, HttpMethod: method,
    InvocationRateLimitPerSecond: rate,
  }
}

function stateOf(connectionArn: string, call: Call): 'ACTIVE' | 'INACTIVE' {
  return connectionByArn(connectionArn, call)?.state === 'AUTHORIZED' ? 'ACTIVE' : 'INACTIVE'
}

interface DestinationCall { readonly target: GivenTarget, readonly payload: string }

/** @throws Fault for an answer that is none of success; its status tells whether another attempt makes sense */
export async function callDestination({ target, payload }: DestinationCall, { resource: path }: { readonly resource: string },
  call: Call): Promise<void> {
  const destination = call.of(ApiDestination).get(path.split('/')[1] ?? '')
  const connection = destination && connectionByArn(destination.connectionArn, call)
  if (destination === undefined || connection?.state !== 'AUTHORIZED') throw new Fault('ApiDestinationNotFound',
    'The API destination is not there or not authorized.')
  spend(destination, call)
  const { endpoint, method } = destination
  const { PathParameterValues: paths, HeaderParameters: headers, QueryStringParameters: query } = target.HttpParameters ?? {}
  const answer = await askDestination({
    endpoint, method, payload, paths, headers, query, userAgent: 'Amazon/EventBridge/ApiDestinations',
    authorization: await authorizationOf(connection, call),
  }, exchange)
  if ('code' in answer) throw new Fault(answer.code, answer.message, answer.status)
}

interface Spent { readonly second: number, readonly count: number }

/** So many requests in a second of the clock; what is more waits for another attempt. @throws Fault */
function spend({ name, rate }: ApiDestination, call: Call): void {
  const spent = call.cache('invocations', () => new Map<string, Spent>())
  const place = [call.account, call.region, name].join('/')
  const second = Math.floor(call.now() / 1000)
  const known = spent.get(place)
  const count = known?.second === second ? known.count + 1 : 1
  if (count > rate) throw new Fault('InvocationRateLimit', `The API destination takes ${rate} requests a second.`, 503)
  spent.set(place, { second, count })
}
