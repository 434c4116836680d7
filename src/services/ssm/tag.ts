// Tags of all that has tags here (`taggable.ts`).
// Source: AddTagsToResource, RemoveTagsFromResource and ListTagsForResource, Systems Manager API Reference.

import type { Ssm } from '../../../generated/aws/ssm.ts'
import type { Call, TagSet } from '../../kernel/service.ts'
import { taggables } from './taggable.ts'

interface Tagged {
  add(tags: TagSet): void
  remove(names: readonly string[]): void
  get(): TagSet
}

/** @throws InvalidResourceType, InvalidResourceId */
function tagsOf(kind: string, id: string, call: Call): Tagged {
  const taggable = taggables[kind]
  if (taggable === undefined) {
    throw call.fault('InvalidResourceType', `The resource type ${kind} is not valid. Resources of this type have no tags here.`)
  }
  const key = taggable.keyOf(id, call)
  if (key === undefined) throw call.fault('InvalidResourceId', `The resource ID "${id}" is not valid. Verify the ID and try again.`)
  const tags = call.tags(taggable.type)
  return { add: added => { tags.add(added, key) }, remove: names => { tags.remove(names, key) }, get: () => tags.get(key) }
}

export const AddTagsToResource: Ssm['AddTagsToResource'] = ({ ResourceType: kind, ResourceId: id, Tags: tags }, call) => {
  tagsOf(kind, id, call).add(Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])))
}

export const RemoveTagsFromResource: Ssm['RemoveTagsFromResource'] = ({ ResourceType: kind, ResourceId: id, TagKeys: names }, call) => {
  tagsOf(kind, id, call).remove(names)
}

export const ListTagsForResource: Ssm['ListTagsForResource'] = ({ ResourceType: kind, ResourceId: id }, call) => {
  return { TagList: Object.entries(tagsOf(kind, id, call).get()).map(([Key, Value]) => ({ Key, Value })) }
}
