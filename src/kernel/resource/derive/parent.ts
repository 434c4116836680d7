// Which derived resource a part of another's key names, so that a child is not made under a parent that is not there. Names alone tell it:
// `backupplanid` is the id of `BackupPlan`. Pure data in, data out.

import type { DerivedResource } from '../../../model/derived.ts'
import { isOwnName, plainName } from './plain-name.ts'

export interface Parent {
  /** The part of the child's key, by plain name. */
  readonly part: string
  readonly resource: DerivedResource
}

/** Parents that stand for themselves; one that has a parent of its own is not looked for. */
export function parentsOf(child: DerivedResource, resources: readonly DerivedResource[]): Parent[] {
  return child.key.flatMap(({ name, from }) => {
    if (from !== 'input' || isOwnName(name)) return []
    const resource = resources.find(({ noun, key }) =>
      noun !== child.noun && key.length === 1 && key[0]!.from !== 'only' && name.startsWith(noun.toLowerCase())
        && isOwnName(plainName(noun, name)))
    return resource === undefined ? [] : [{ part: name, resource }]
  })
}
