// Connections: how API destinations say who they are. What is secret is never given back. AWS keeps it in a secret of Secrets Manager,
// whose ARN it shows; here it lies with the connection. Source: CreateConnection, Amazon EventBridge API Reference.

import type { CreateConnectionAuthRequestParameters, Events } from '../../../generated/aws/events.ts'
import { parseArn, resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { paged } from './page.ts'

type Auth = CreateConnectionAuthRequestParameters

export interface Connection {
  readonly name: string
  readonly id: string
  readonly description?: string
  readonly kind: string
  readonly auth: Auth
  readonly state: 'AUTHORIZED' | 'DEAUTHORIZED'
  readonly createdAt: number
  readonly modifiedAt: number
  readonly authorizedAt: number
}

export const Connection = resource<Connection>({
  name: 'Connection',
  key: 'name',
  arn: 'arn:{partition}:events:{region}:{account}:connection/{name}/{id}',
  notFound: { code: 'ResourceNotFoundException', message: ([name]) =>
    `Failed to describe the connection(s). Connection '${name}' does not exist.` },
  exists: { code: 'ResourceAlreadyExistsException', message: ([name]) => `Connection ${name} already exists.` },
})

const members: Readonly<Record<string, keyof Auth>> = {
  BASIC: 'BasicAuthParameters', API_KEY: 'ApiKeyAuthParameters', OAUTH_CLIENT_CREDENTIALS: 'OAuthParameters',
}

/** The connection that an ARN names. */
export function connectionByArn(arn: string, call: Call): Connection | undefined {
  const [kind, name = ''] = parseArn(arn)?.resource.split('/') ?? []
  const connection = kind === 'connection' ? call.of(Connection).get(name) : undefined
  return connection !== undefined && call.arn(Connection, connection) === arn ? connection : undefined
}

export const CreateConnection: Events['CreateConnection'] = (input, call) => {
  const { Name: name, Description: description, AuthorizationType: kind, AuthParameters: auth } = input
  if (input.InvocationConnectivityParameters !== undefined) {
    throw call.fault('ValidationException', 'Private connectivity is not modelled: there are no resource configurations to reach.')
  }
  check(kind, auth, call)
  const now = call.now()
  const connection = call.of(Connection).insert({
    name, id: call.uuid(), kind, auth, state: 'AUTHORIZED', createdAt: now, modifiedAt: now, authorizedAt: now,
      ...(description && { description }),
  })
  return changed(connection, call)
}

export const UpdateConnection: Events['UpdateConnection'] = (input, call) => {
  const { Name: name, Description: description, AuthorizationType: given, AuthParameters: auth } = input
  const connection = call.of(Connection).require(name)
  const kind = given ?? connection.kind
  const merged = auth === undefined ? connection.auth : { ...connection.auth, ...auth } as Auth
  check(kind, merged, call)
  return changed(call.of(Connection).put({
    ...connection, kind, auth: merged, state: 'AUTHORIZED', modifiedAt: call.now(), authorizedAt: call.now(),
    ...(description !== undefined && { description }),
  }), call)
}

/** Forgets its secrets. */
export const DeauthorizeConnection: Events['DeauthorizeConnection'] = ({ Name: name }, call) => {
  const connection = call.of(Connection).require(name)
  return changed(call.of(Connection).put({ ...connection, auth: {} as Auth, state: 'DEAUTHORIZED', modifiedAt: call.now() }), call)
}

export const DeleteConnection: Events['DeleteConnection'] = ({ Name: name }, call) => {
  const connection = call.of(Connection).require(name)
  call.of(Connection).delete(name)
  return { ...changed(connection, call), ConnectionState: 'DELETING' }
}

export const DescribeConnection: Events['DescribeConnection'] = ({ Name: name }, call) => {
  const connection = call.of(Connection).require(name)
  return {
    ...changed(connection, call), Name: name, AuthorizationType: connection.kind, AuthParameters: withoutSecrets(connection.auth),
    ...(connection.description && { Description: connection.description }),
  }
}

export const ListConnections: Events['ListConnections'] = (input, call) => {
  const { NamePrefix: prefix = '', ConnectionState: state } = input
  const fitting = [...call.of(Connection).scan({ prefix })].filter(connection => state === undefined || connection.state === state)
  const { found, ...more } = paged(fitting, ({ name }) => name, input, call)
  return {
    Connections: found.map(connection => ({ ...changed(connection, call), Name: connection.name, AuthorizationType: connection.kind })),
      ...more,
  }
}

function changed(connection: Connection, call: Call) {
  const { state, createdAt, modifiedAt, authorizedAt } = connection
  return {
    ConnectionArn: call.arn(Connection, connection), ConnectionState: state, CreationTime: createdAt, LastModifiedTime: modifiedAt,
    LastAuthorizedTime: authorizedAt,
  }
}

function check(kind: string, auth: Auth, call: Call): void {
  if (auth[members[kind]!] === undefined) {
    throw call.fault('ValidationException', `Authorization parameters are invalid: ${members[kind]} is required for ${kind}.`)
  }
}

function withoutSecrets({ BasicAuthParameters: basic, ApiKeyAuthParameters: key, OAuthParameters: oauth,
  InvocationHttpParameters: http }: Auth) {
  return {
    ...(basic && { BasicAuthParameters: { Username: basic.Username } }),
    ...(key && { ApiKeyAuthParameters: { ApiKeyName: key.ApiKeyName } }),
    ...(oauth && { OAuthParameters: { ...oauth, ClientParameters: { ClientID: oauth.ClientParameters.ClientID } } }),
    ...(http && { InvocationHttpParameters: Object.fromEntries(Object.entries(http).map(([name, list]) =>
      [name, (list as readonly { Value?: string, IsValueSecret?: boolean }[]).map(({ Value, ...each }) =>
        each.IsValueSecret === true ? each : { ...each, Value })])) }),
  }
}
