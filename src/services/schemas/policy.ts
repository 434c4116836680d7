// Resource policies of registries, with revisions that keep two writers from writing over each other.
// Source: PutResourcePolicy, GetResourcePolicy, EventBridge Schema Registry API Reference.

import type { Schemas } from '../../../generated/aws/schemas.ts'
import { readPolicy } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { ownRegistry, Registry } from './registry.ts'

export function policyOf(_operation: string, { RegistryName: name = '' }: { readonly RegistryName?: string },
  call: Call): string | undefined {
  return call.of(Registry).get(name)?.policy
}

/** @throws BadRequestException, NotFoundException */
function registryWith(name: string | undefined, call: Call): Registry {
  if (name === undefined) throw call.fault('BadRequestException', 'RegistryName is required.')
  return ownRegistry(name, call)
}

export const PutResourcePolicy: Schemas['PutResourcePolicy'] = ({ RegistryName: name, Policy: given, RevisionId: wanted }, call) => {
  const registry = registryWith(name, call)
  const policy = typeof given === 'string' ? given : JSON.stringify(given)
  const read = readPolicy(policy, 'resource')
  if ('problem' in read) throw call.fault('BadRequestException', `Policy is not valid. ${read.problem.message}`)
  if (wanted !== undefined && wanted !== registry.revision) {
    throw call.fault('PreconditionFailedException', 'The RevisionId is not that of the current policy.')
  }
  const revision = call.uuid()
  call.of(Registry).put({ ...registry, policy, revision })
  return { Policy: JSON.parse(policy) as unknown, RevisionId: revision }
}

export const GetResourcePolicy: Schemas['GetResourcePolicy'] = ({ RegistryName: name }, call) => {
  const { policy, revision } = registryWith(name, call)
  if (policy === undefined) throw call.fault('NotFoundException', `Registry ${name} has no policy.`)
  return { Policy: JSON.parse(policy) as unknown, RevisionId: revision! }
}

export const DeleteResourcePolicy: Schemas['DeleteResourcePolicy'] = ({ RegistryName: name }, call) => {
  const { policy: _, revision: _revision, ...registry } = registryWith(name, call)
  call.of(Registry).put(registry)
  call.respond({ status: 204 })
  return {}
}
