// GetResource and ListResources: resources as they are now, whoever made them, read through their types' handlers.

import type { Cloudcontrol, ResourceDescription } from '../../../generated/aws/cloudcontrol.ts'
import { handled } from './failure.ts'
import { propertiesOf } from './identifier.ts'
import { actingAs, actingPrincipal, identifierOf, managedType } from './managed-type.ts'
import type { ManagedType } from './managed-type.ts'

export const GetResource: Cloudcontrol['GetResource'] = async (input, call) => {
  const managed = await managedType(input, call)
  const identifier = identifierOf(input.Identifier, managed, call)
  const acting = actingAs(await actingPrincipal(input, call), call)
  const properties = await handled(managed, call, () => managed.handlers.read(identifier, acting))
  return { TypeName: managed.name, ResourceDescription: { Identifier: identifier, Properties: JSON.stringify(properties) } }
}

/** Shows of each resource what names it, as most of AWS's own list handlers do. */
export const ListResources: Cloudcontrol['ListResources'] = async (input, call) => {
  const managed = await managedType(input, call)
  const acting = actingAs(await actingPrincipal(input, call), call)
  const identifiers: string[] = []
  await handled(managed, call, async () => {
    for await (const identifier of managed.handlers.list(acting)) identifiers.push(identifier)
  })
  return described(identifiers, managed)
}

function* described(identifiers: readonly string[], { name, handlers }: ManagedType): Generator<ResourceDescription, { TypeName: string }> {
  for (const identifier of identifiers) {
    yield { Identifier: identifier, Properties: JSON.stringify(propertiesOf(identifier, handlers.primaryIdentifier)) }
  }
  return { TypeName: name }
}
