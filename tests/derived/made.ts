// One of a derived resource, made for a test that needs it: with all that it stands below, by the names that are wanted.

import type { DerivedResource, ServiceDerivation } from '../../src/model/derived.ts'
import type { ServiceModel } from '../../src/model/shape.ts'
import type { Calling } from './caller.ts'
import { Life } from './lifecycle.ts'
import type { Named } from './shown.ts'

/** What was made for others: its key, and which name of ours stands for which that was wanted. */
export interface Made { readonly key: readonly Named[], readonly arn: string | undefined, readonly renamed: ReadonlyMap<string, string> }

/**
 * Makes one of a resource, with all that it stands below; what is there already will do.
 * @param names the parts of its key that it is wanted by, by plain name
 * @throws Otherwise
 */
export async function made(
  caller: Calling, service: ServiceModel, { resources }: Pick<ServiceDerivation, 'resources'>, resource: DerivedResource,
  names: ReadonlyMap<string, string>,
): Promise<Made> {
  const life = new Life(caller, service, undefined, resource, resources)
  const key = await life.made(names)
  return { key, arn: life.arn, renamed: life.renamed }
}
