// Tags of indexes and views, by ARN.

import type { ResourceExplorer2 } from '../../../generated/aws/resource-explorer-2.ts'
import type { Call } from '../../kernel/service.ts'
import { Index, indexHere } from './region-index.ts'
import { viewOf, Views } from './view-list.ts'

export const TagResource: ResourceExplorer2['TagResource'] = ({ resourceArn: arn, Tags: tags = {} }, call) => {
  const { add } = tagsAt(arn, call)
  add(tags)
  return {}
}

export const UntagResource: ResourceExplorer2['UntagResource'] = ({ resourceArn: arn, tagKeys: names }, call) => {
  const { remove } = tagsAt(arn, call)
  remove(names)
  return {}
}

export const ListTagsForResource: ResourceExplorer2['ListTagsForResource'] = ({ resourceArn: arn }, call) =>
  ({ Tags: tagsAt(arn, call).get() })

/** @throws ValidationException: TagResource lists no other fault for what is not there */
function tagsAt(arn: string, call: Call<'ValidationException'>) {
  const index = indexHere(call)
  const view = viewOf(arn, call)
  const isIndex = index !== undefined && call.arn(Index, index) === arn
  if (!isIndex && view === undefined) throw call.fault('ValidationException', `Resource ${arn} not found.`)
  const tags = isIndex ? call.tags(Index) : call.tags(Views)
  const key = isIndex ? [index.id] : [view!.name, view!.id]
  return {
    get: () => tags.get(...key),
    add: (added: Readonly<Record<string, string>>) => { tags.add(added, ...key) },
    remove: (names: readonly string[]) => { tags.remove(names, ...key) },
  }
}
