// Tags of CloudFormation's types whose property is a list of Key and Value.

import type { Tag } from '../../../generated/aws/ssm.ts'
import type { Call, Properties } from '../../kernel/service.ts'

const tagsOf = ({ Tags: tags = [] }: Properties) => tags as readonly Tag[]

export async function shownTags(type: string, id: string, call: Call): Promise<Properties> {
  const { TagList: tags = [] } = await call.to('ssm').ListTagsForResource({ ResourceType: type, ResourceId: id })
  return tags.length > 0 ? { Tags: tags } : {}
}

export async function retagged(type: string, id: string, properties: Properties, previous: Properties, call: Call): Promise<void> {
  const ssm = call.to('ssm')
  const named = new Set(tagsOf(properties).map(({ Key }) => Key))
  const gone = tagsOf(previous).map(({ Key }) => Key).filter(key => !named.has(key))
  const resource = { ResourceType: type, ResourceId: id }
  if (gone.length > 0) await ssm.RemoveTagsFromResource({ ...resource, TagKeys: gone })
  if (named.size > 0) await ssm.AddTagsToResource({ ...resource, Tags: tagsOf(properties) })
}
