// Tags of cost categories, monitors and subscriptions, by their ARNs. Source: TagResource, AWS Cost Explorer API Reference.

import type { Ce } from '../../../generated/aws/ce.ts'
import type { Call } from '../../kernel/service.ts'
import { idOf, Monitor, Subscription } from './anomaly-monitor.ts'
import { CostCategory } from './cost-category.ts'

type TagCall = Call<'ResourceNotFoundException'>

const kinds = { costcategory: CostCategory, anomalymonitor: Monitor, anomalysubscription: Subscription } as const

/** @throws ResourceNotFoundException */
function tagsOf(arn: string, call: TagCall) {
  const word = /:(\w+)\/[^/]+$/.exec(arn)?.[1] ?? ''
  const type = Object.hasOwn(kinds, word) ? kinds[word as keyof typeof kinds] : undefined
  const id = idOf(arn)
  if (type === undefined || call.of(type as typeof CostCategory).get(id) === undefined) {
    throw call.fault('ResourceNotFoundException', `Can not find resource ${arn}`)
  }
  return { tags: call.tags(type as typeof CostCategory), id }
}

export const TagResource: Ce['TagResource'] = ({ ResourceArn: arn, ResourceTags: added }, call) => {
  const { tags, id } = tagsOf(arn, call)
  tags.add(Object.fromEntries(added.map(({ Key, Value }) => [Key, Value])), id)
  return {}
}

export const UntagResource: Ce['UntagResource'] = ({ ResourceArn: arn, ResourceTagKeys: names }, call) => {
  const { tags, id } = tagsOf(arn, call)
  tags.remove([...names], id)
  return {}
}

export const ListTagsForResource: Ce['ListTagsForResource'] = ({ ResourceArn: arn }, call) => {
  const { tags, id } = tagsOf(arn, call)
  return { ResourceTags: Object.entries(tags.get(id)).map(([Key, Value]) => ({ Key, Value })) }
}
