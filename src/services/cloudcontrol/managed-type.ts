// A resource type as Cloud Control works with it: what its service declared, and in whose name its handlers call that service.
// A handler's calls are made as the caller, or as the role that the request names, never as Cloud Control itself.
// Source: "Specifying credentials for Cloud Control API", AWS Cloud Control API User Guide.

import { assumedRolePrincipal, Fault, parseArn } from '../../kernel/service.ts'
import type { Call, CloudFormationHandlers, Principal } from '../../kernel/service.ts'
import { readIdentifier } from './identifier.ts'

type Registry = Awaited<ReturnType<Call['resources']>>
export type RegisteredType = Registry['types'][number]['type']

export interface ManagedType {
  readonly name: string
  readonly type: RegisteredType
  readonly handlers: CloudFormationHandlers
}

/** What every request says of its resource's type, and in whose name to act. */
export interface TypeRequest { readonly TypeName: string, readonly TypeVersionId?: string, readonly RoleArn?: string }

/** @throws TypeNotFoundException for a type that no service here declares, or a version: only private types have them */
export async function managedType({ TypeName: name, TypeVersionId: version }: TypeRequest, call: Call): Promise<ManagedType> {
  const { types } = await call.resources(name)
  const type = types.find(registered => registered.type.cloudFormation?.type === name)?.type
  if (type?.cloudFormation === undefined) throw call.fault('TypeNotFoundException', `The type '${name}' cannot be found.`)
  if (version !== undefined) throw call.fault('TypeNotFoundException', `The version '${version}' of type '${name}' cannot be found.`)
  return { name, type, handlers: type.cloudFormation }
}

/** @throws ValidationException for an identifier that does not fit the type */
export function identifierOf(text: string, { handlers }: ManagedType, call: Call): string {
  const identifier = readIdentifier(text, handlers.primaryIdentifier)
  if (identifier !== undefined) return identifier
  throw call.fault('ValidationException', `Identifier ${text} is not valid for identifier ${pointers(handlers.primaryIdentifier)}`)
}

/** Paths of properties as AWS writes them: `[/properties/Arn, /properties/QueueUrl]`. */
export function pointers(paths: readonly string[]): string {
  return `[${paths.map(path => `/properties/${path}`).join(', ')}]`
}

const sessionName = 'AWSCloudFormation'
/** "AWS CloudFormation service role", CloudFormation User Guide. */
const servicePrincipal = 'cloudformation.amazonaws.com'

/** In whose name the handlers call. @throws InvalidCredentialsException for a role that cannot be assumed */
export async function actingPrincipal({ RoleArn: roleArn }: TypeRequest, call: Call): Promise<Principal> {
  if (roleArn === undefined) return call.principal
  try {
    const session = await call.to('sts', { servicePrincipal }).AssumeRole({ RoleArn: roleArn, RoleSessionName: sessionName })
    const { AssumedRoleUser: user, Credentials: credentials } = session
    const { account, partition, resource } = parseArn(roleArn)!
    const [, path = '/', roleName = ''] = /^role(\/(?:.*\/)?)(.+)$/.exec(resource) ?? []
    return {
      ...assumedRolePrincipal({ account, partition, path, roleName, roleId: user!.AssumedRoleId.split(':')[0]!, sessionName }),
      accessKeyId: credentials!.AccessKeyId, sessionIssuedAt: call.now(), sessionExpiresAt: credentials!.Expiration,
    }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    throw call.fault('InvalidCredentialsException', error.message)
  }
}

/** The call as a handler gets it: the same, but that it calls other services as `principal`. */
export function actingAs(principal: Principal, call: Call): Call {
  const to: Call['to'] = (service, target) => call.to(service, { principal, ...target })
  return new Proxy(call, {
    get(target, name) {
      if (name === 'to') return to
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) as unknown : value
    },
  })
}
