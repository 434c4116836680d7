// Views: which resources a search sees, and what it tells of them. Their record and declaration.

import { resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'

export interface StoredView {
  readonly name: string
  readonly id: string
  readonly filter: string
  /** Names of what is told beside the resource: `tags`. */
  readonly included: readonly string[]
  readonly updatedAt: number
}

export const Views = resource<StoredView>({
  name: 'View',
  key: ['name', 'id'],
  arn: 'arn:{partition}:resource-explorer-2:{region}:{account}:view/{name}/{id}',
  tags: 'map',
  notFound: { code: 'ResourceNotFoundException', message: () => 'View not found.' },
  exists: 'ConflictException',
})

/** The view of an ARN, which must be of this region and account. */
export function viewOf(arn: string, call: Call): StoredView | undefined {
  const [, name, id] = /:view\/([^/]+)\/([^/]+)$/.exec(arn) ?? []
  const view = name === undefined || id === undefined ? undefined : call.of(Views).get(name, id)
  return view !== undefined && call.arn(Views, view) === arn ? view : undefined
}
