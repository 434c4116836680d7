// Connections: how API destinations say who they are. What is secret lies in a secret of Secrets Manager that EventBridge makes in the
// account, and is never given back here; the connection keeps the rest. Source: CreateConnection, Amazon EventBridge API Reference;
// "Connections for API destinations in EventBridge", User Guide.

import type { CreateConnectionAuthRequestParameters, Events } from '../../../generated/aws/events.ts'
import { readSecret, secretText } from '../../engines/api-destination/face.ts'
import type { Authorization } from '../../engines/api-destination/face.ts'
import { Fault, parseArn, resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { connectionFormation } from './destination-formation.ts'
import { paged } from './page.ts'

type Auth = CreateConnectionAuthRequestParameters

export interface Connection {
  readonly name: string
  readonly id: string
  readonly description?: string
  readonly kind: string
  /** Without what is secret. */
  readonly auth: Auth
  readonly secretArn?: string
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
  cloudFormation: connectionFormation,
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

export const CreateConnection: Events['CreateConnection'] = async (input, call) => {
  const { Name: name, Description: description, AuthorizationType: kind, AuthParameters: auth } = input
  if (input.InvocationConnectivityParameters !== undefined) {
    throw call.fault('ValidationException', 'Private connectivity is not modelled: there are no resource configurations to reach.')
  }
  check(kind, auth, call)
  const existing = call.of(Connection).get(name)
  if (existing !== undefined) call.of(Connection).insert(existing)
  const now = call.now()
  const id = call.uuid()
  const { ARN: secretArn } = await call.to('secretsmanager', { sourceArn: Connection.arnOf(call, { name, id }) }).CreateSecret({
    Name: `events!connection/${name}/${call.uuid()}`, SecretString: secretText(auth),
    ...(input.KmsKeyIdentifier !== undefined && { KmsKeyId: input.KmsKeyIdentifier }),
  })
  return call.transact(() => changed(call.of(Connection).insert({
    name, id, kind, auth: withoutSecrets(auth) as Auth, secretArn: secretArn!, state: 'AUTHORIZED', createdAt: now, modifiedAt: now,
    authorizedAt: now, ...(description && { description }),
  }), call))
}

export const UpdateConnection: Events['UpdateConnection'] = async (input, call) => {
  const { Name: name, Description: description, AuthorizationType: given, AuthParameters: auth } = input
  const connection = call.of(Connection).require(name)
  const kind = given ?? connection.kind
  const { InvocationHttpParameters: http, ...known } = connection.secretArn === undefined ? {} : await authorizationOf(connection, call)
  const merged = { ...(given === undefined || given === connection.kind ? known : {}), ...(http && { InvocationHttpParameters: http }),
    ...auth } as Auth
  check(kind, merged, call)
  const secretArn = await keep(connection, merged, call)
  return call.transact(() => changed(call.of(Connection).put({
    ...call.of(Connection).require(name), kind, auth: withoutSecrets(merged) as Auth, secretArn, state: 'AUTHORIZED',
    modifiedAt: call.now(), authorizedAt: call.now(), ...(description !== undefined && { description }),
  }), call))
}

/** A connection that was deauthorized gets a secret anew. */
async function keep(connection: Connection, auth: Auth, call: Call): Promise<string> {
  const { name, secretArn } = connection
  const secrets = call.to('secretsmanager', { sourceArn: call.arn(Connection, connection) })
  if (secretArn !== undefined) {
    await secrets.PutSecretValue({ SecretId: secretArn, SecretString: secretText(auth) })
    return secretArn
  }
  const { ARN: arn } = await secrets.CreateSecret({ Name: `events!connection/${name}/${call.uuid()}`, SecretString: secretText(auth) })
  return arn!
}

/** What a request with the connection says of who makes it. @throws Fault where the secret cannot be had or read */
export async function authorizationOf(connection: Connection, call: Call): Promise<Authorization> {
  const sourceArn = call.arn(Connection, connection)
  const { SecretString: text = '' } = await call.to('secretsmanager',
    { sourceArn }).GetSecretValue({ SecretId: connection.secretArn ?? '' })
  try {
    return readSecret(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new Fault('AuthorizationFailed', 'The secret of the connection holds no JSON.')
  }
}

/** Its secret goes at once. One that its owner has removed before is no hindrance. */
async function forget(connection: Connection, call: Call): Promise<void> {
  if (connection.secretArn === undefined) return
  try {
    await call.to('secretsmanager', { sourceArn: call.arn(Connection, connection) })
      .DeleteSecret({ SecretId: connection.secretArn, ForceDeleteWithoutRecovery: true })
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'ResourceNotFoundException') throw error
  }
}

/** Forgets its secrets. */
export const DeauthorizeConnection: Events['DeauthorizeConnection'] = async ({ Name: name }, call) => {
  const { secretArn: _, ...connection } = call.of(Connection).require(name)
  await forget(call.of(Connection).require(name), call)
  return call.transact(() => changed(call.of(Connection).put({ ...connection, auth: {} as Auth, state: 'DEAUTHORIZED',
    modifiedAt: call.now() }), call))
}

export const DeleteConnection: Events['DeleteConnection'] = async ({ Name: name }, call) => {
  const connection = call.of(Connection).require(name)
  await forget(connection, call)
  call.transact(() => call.of(Connection).delete(name))
  return { ...changed(connection, call), ConnectionState: 'DELETING' }
}

export const DescribeConnection: Events['DescribeConnection'] = ({ Name: name }, call) => {
  const connection = call.of(Connection).require(name)
  return {
    ...changed(connection, call), Name: name, AuthorizationType: connection.kind, AuthParameters: withoutSecrets(connection.auth),
    ...(connection.secretArn && { SecretArn: connection.secretArn }),
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
