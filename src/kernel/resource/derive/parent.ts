// Which derived resource a part of another's key names, so that a child is not made under a parent that is not there. Names alone tell it:
// `backupplanid` is the id of `BackupPlan`. Pure data in, data out.

import type { DerivedResource } from '../../../model/derived.ts'
import { isNameOf, isOwnName, spellingOf } from './plain-name.ts'

export interface Parent {
  /** The part of the child's key, by plain name. */
  readonly part: string
  readonly resource: DerivedResource
}

/** Parents that stand for themselves; one that has a parent of its own is not looked for. */
export function parentsOf(child: Pick<DerivedResource, 'noun' | 'key'>, resources: readonly DerivedResource[]): Parent[] {
  return child.key.flatMap(({ name, from }) => {
    if (from !== 'input' || isOwnName(name)) return []
    const resource = resources.find(each => each.noun !== child.noun && each.key.length === 1 && each.key[0]!.from !== 'only'
      && isNameOf(spellingOf(each), name))
    return resource === undefined ? [] : [{ part: name, resource }]
  })
}

/** The resources that its other texts name by ids that the service gave them: `FileSystemId` of a mount target. */
export function referencesOf(
  child: Pick<DerivedResource, 'noun' | 'key'>, plains: Iterable<string>, resources: readonly DerivedResource[],
): Parent[] {
  const inKey = new Set(child.key.map(({ name }) => name))
  return [...plains].flatMap(plain => {
    if (inKey.has(plain) || isOwnName(plain) || !/(id|arn)$/.test(plain)) return []
    const resource = resources.find(each => each.noun !== child.noun && each.key.length === 1 && each.key[0]!.from === 'assigned'
      && isNameOf(spellingOf(each), plain))
    return resource === undefined ? [] : [{ part: plain, resource }]
  })
}
