// Tags of anything that is here, by its id. Source: CreateTags, DeleteTags and DescribeTags, EC2 API Reference.

import type { Ec2 } from '../../../generated/aws/ec2.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { filterPaths, passes } from './filter.ts'
import { all, find } from './kind.ts'
import type { Kind } from './kind.ts'
import { kinds } from './kinds.ts'

type AnyKind = Kind<object>

/** @throws InvalidID, or the kind's own not-found */
function kindOf(id: string, call: Call): AnyKind {
  const prefix = id.slice(0, id.lastIndexOf('-'))
  const kind = (kinds as readonly unknown[] as readonly AnyKind[]).find(each => each.prefix === prefix)
  if (kind === undefined) throw new Fault('InvalidID', `The ID '${id}' is not valid`)
  find(kind, id, call)
  return kind
}

export const CreateTags: Ec2['CreateTags'] = ({ Resources: ids, Tags: tags }, call) => {
  for (const id of ids) call.tags(kindOf(id, call).type).add(Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value])), id)
}

/** Without tags all go; a tag with a value goes only where it has that value. */
export const DeleteTags: Ec2['DeleteTags'] = ({ Resources: ids, Tags: tags }, call) => {
  for (const id of ids) {
    const own = call.tags(kindOf(id, call).type)
    const present = own.get(id)
    const names = tags === undefined || tags.length === 0 ? Object.keys(present)
      : tags.filter(({ Key = '', Value }) => Value === undefined || present[Key] === Value).map(({ Key = '' }) => Key)
    own.remove(names, id)
  }
}

const filters = filterPaths('key=Key resource-id=ResourceId resource-type=ResourceType value=Value')

export const DescribeTags: Ec2['DescribeTags'] = function* ({ Filters: asked }, call) {
  for (const kind of kinds as readonly unknown[] as readonly AnyKind[]) {
    for (const [id] of all(kind, call)) {
      const tags = call.tags(kind.type).get(id)
      for (const [Key, Value] of Object.entries(tags)) {
        const tag = { Key, Value, ResourceId: id, ResourceType: kind.word }
        if (passes(tag, asked, filters, tags)) yield tag
      }
    }
  }
}
