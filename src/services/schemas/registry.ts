// Registries: the account's own, the one that discoverers fill, and the one of AWS's events, which is there for everyone and for nobody
// to change. Source: CreateRegistry, ListRegistries, EventBridge Schema Registry API Reference; "Schema registries", EventBridge User
// Guide.

import type { Schemas } from '../../../generated/aws/schemas.ts'
import { resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { registryFormation } from './cloud-formation.ts'
import { Schema } from './schema-record.ts'

export interface Registry { readonly name: string, readonly description?: string, readonly policy?: string, readonly revision?: string }

export const Registry = resource<Registry>({
  name: 'Registry',
  key: 'name',
  arn: 'arn:{partition}:schemas:{region}:{account}:registry/{name}',
  tags: 'map',
  notFound: { code: 'NotFoundException', message: ([name]) => `Registry with name ${name} does not exist.` },
  exists: { code: 'ConflictException', message: ([name]) => `Registry with name ${name} already exists.` },
  cloudFormation: registryFormation,
})

export const awsRegistry = 'aws.events'
export const discoveredRegistry = 'discovered-schemas'

/** @throws NotFoundException */
export function registryOf(name: string, call: Call): Registry {
  return name === awsRegistry ? { name, description: 'Events of AWS services' } : call.of(Registry).require(name)
}

/** One of the account's own. @throws ForbiddenException, NotFoundException */
export function ownRegistry(name: string, call: Call): Registry {
  if (!name.startsWith('aws.')) return call.of(Registry).require(name)
  throw call.fault('ForbiddenException', `Registry ${name} belongs to AWS and cannot be changed.`)
}

function shown(registry: Registry, call: Call) {
  const { name, description } = registry
  const isOwn = name !== awsRegistry
  return {
    RegistryName: name, RegistryArn: isOwn ? call.arn(Registry, registry) : Registry.arnOf({ ...placeOf(call), account: '' }, { name }),
    Tags: isOwn ? call.tags(Registry).get(name) : {}, ...(description !== undefined && { Description: description }),
  }
}

function placeOf({ partition, region, account }: Call) {
  return { partition, region, account }
}

export const CreateRegistry: Schemas['CreateRegistry'] = ({ RegistryName: name, Description: description, Tags: tags = {} }, call) => {
  if (!/^[\w.-]{1,64}$/.test(name)) throw call.fault('BadRequestException', `Registry name ${name} is not valid.`)
  if (name.startsWith('aws.')) throw call.fault('ForbiddenException', 'Names of registries must not begin with \'aws.\'.')
  const registry = call.of(Registry).insert({ name, ...(description !== undefined && { description }) })
  if (Object.keys(tags).length > 0) call.tags(Registry).add(tags, name)
  return shown(registry, call)
}

export const UpdateRegistry: Schemas['UpdateRegistry'] = ({ RegistryName: name, Description: description }, call) =>
  shown(call.of(Registry).put({ ...ownRegistry(name, call), ...(description !== undefined && { description }) }), call)

export const DescribeRegistry: Schemas['DescribeRegistry'] = ({ RegistryName: name }, call) => shown(registryOf(name, call), call)

/** One that still has schemas stays. */
export const DeleteRegistry: Schemas['DeleteRegistry'] = ({ RegistryName: name }, call) => {
  ownRegistry(name, call)
  if (call.of(Schema).first({ within: [name] }) !== undefined) {
    throw call.fault('BadRequestException', `Registry ${name} still has schemas; delete them first.`)
  }
  call.of(Registry).delete(name)
  call.respond({ status: 204 })
  return {}
}

export const ListRegistries: Schemas['ListRegistries'] = function* ({ RegistryNamePrefix: prefix = '', Scope: scope, NextToken: token },
  call) {
  if (token === undefined && scope !== 'LOCAL' && awsRegistry.startsWith(prefix)) yield listed(registryOf(awsRegistry, call), call)
  if (scope === 'AWS') return
  for (const registry of call.of(Registry).scan({ prefix })) yield listed(registry, call)
}

function listed(registry: Registry, call: Call) {
  const { RegistryArn, RegistryName, Tags } = shown(registry, call)
  return { RegistryArn, RegistryName, Tags }
}
