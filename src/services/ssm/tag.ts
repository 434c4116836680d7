// Tags of parameters. Resources of other types have tags once they are kept.
// Source: AddTagsToResource, RemoveTagsFromResource and ListTagsForResource, Systems Manager API Reference.

import type { Ssm } from '../../../generated/aws/ssm.ts'
import type { Call } from '../../kernel/service.ts'
import { findParameter, Parameter, readName } from './parameter.ts'

/** @throws InvalidResourceType, InvalidResourceId */
function parameterOf(type: string, id: string, call: Call): string {
  if (type !== 'Parameter') {
    throw call.fault('InvalidResourceType', `The resource type ${type} is not valid. Only resources of type Parameter are kept here.`)
  }
  const found = findParameter(readName(id).name, call)
  if (found === undefined) throw call.fault('InvalidResourceId', `The resource ID "${id}" is not valid. Verify the ID and try again.`)
  return found.name
}

export const AddTagsToResource: Ssm['AddTagsToResource'] = ({ ResourceType: type, ResourceId: id, Tags: tags }, call) => {
  call.tags(Parameter).add(Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])), parameterOf(type, id, call))
}

export const RemoveTagsFromResource: Ssm['RemoveTagsFromResource'] = ({ ResourceType: type, ResourceId: id, TagKeys: names }, call) => {
  call.tags(Parameter).remove(names, parameterOf(type, id, call))
}

export const ListTagsForResource: Ssm['ListTagsForResource'] = ({ ResourceType: type, ResourceId: id }, call) => {
  const tags = Object.entries(call.tags(Parameter).get(parameterOf(type, id, call)))
  return { TagList: tags.map(([Key, Value]) => ({ Key, Value })) }
}
