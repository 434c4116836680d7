// Tags of everything in an organization that can have some: named by their ids, which tell their kinds.

import type { Organizations } from '../../../generated/aws/organizations.ts'
import type { Call } from '../../kernel/service.ts'
import { managed, overseen } from './membership.ts'
import { Account, Policy, Root, Unit } from './structure.ts'

/** The tags of an account, unit, root or policy. @throws TargetNotFoundException */
function tagsOf(id: string, call: Call) {
  const type = /^r-/.test(id) ? Root : /^ou-/.test(id) ? Unit : /^p-/.test(id) ? Policy : Account
  if (call.of<unknown>(type as never).get(id) === undefined) {
    throw call.fault('TargetNotFoundException', 'You specified a target that doesn\'t exist.')
  }
  return call.tags<unknown>(type as never)
}

export const TagResource: Organizations['TagResource'] = ({ ResourceId: id, Tags: tags }, call) => {
  managed(call)
  tagsOf(id, call).add(Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])), id)
}

export const UntagResource: Organizations['UntagResource'] = ({ ResourceId: id, TagKeys: names }, call) => {
  managed(call)
  tagsOf(id, call).remove(names, id)
}

export const ListTagsForResource: Organizations['ListTagsForResource'] = function* ({ ResourceId: id }, call) {
  overseen(call)
  for (const [Key, Value] of Object.entries(tagsOf(id, call).get(id))) yield { Key, Value }
}
