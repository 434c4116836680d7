// Tags as the API lists them, and as they are kept.

import type { Tag } from '../../../generated/aws/ssm.ts'
import type { Call, ResourceType, TagSet } from '../../kernel/service.ts'

export function tagSetOf(tags: readonly Tag[] = []): TagSet {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]))
}

/** Tags that something is made with. */
export function tagNew<T>(type: ResourceType<T>, tags: readonly Tag[] | undefined, key: string, call: Call): void {
  if (tags !== undefined && tags.length > 0) call.tags(type).add(tagSetOf(tags), key)
}
