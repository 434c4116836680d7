// Tags of trails and of what is derived beside them (event data stores, channels), by ARN; several resources may be asked about at once.
// Source: AddTags, RemoveTags and ListTags, AWS CloudTrail API Reference.

import type { Cloudtrail } from '../../../generated/aws/cloudtrail.ts'
import type { Call, ResourceRegistry } from '../../kernel/service.ts'
import { Trail } from './trail-record.ts'

type TagCall = Call<'ResourceNotFoundException' | 'CloudTrailARNInvalidException'>
const mostTags = 50

/** @throws ResourceNotFoundException */
function find(arn: string, registry: ResourceRegistry, call: TagCall) {
  if (!/^arn:[a-z-]+:cloudtrail:/.test(arn)) throw call.fault('CloudTrailARNInvalidException', `The ARN ${arn} is not valid.`)
  const named = registry.named(arn)
  if (named === undefined || !registry.exists(named)) throw call.fault('ResourceNotFoundException', `The resource ${arn} does not exist.`)
  return named
}

export const AddTags: Cloudtrail['AddTags'] = async ({ ResourceId: arn, TagsList: tags }, call) => {
  const registry = await call.resources(Trail.cloudFormation!.type)
  const named = find(arn, registry, call)
  const added = Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value ?? '']))
  if (Object.keys({ ...registry.tagsOf(named), ...added }).length > mostTags) {
    throw call.fault('TagsLimitExceededException', `The number of tags per resource must not exceed ${mostTags}.`)
  }
  call.transact(() => {
    const problem = registry.addTags(named, added)
    if (problem !== undefined) throw call.fault('InvalidTagParameterException', problem.message)
  })
  return {}
}

export const RemoveTags: Cloudtrail['RemoveTags'] = async ({ ResourceId: arn, TagsList: tags }, call) => {
  const registry = await call.resources(Trail.cloudFormation!.type)
  const named = find(arn, registry, call)
  call.transact(() => { registry.removeTags(named, tags.map(({ Key }) => Key)) })
  return {}
}

export const ListTags: Cloudtrail['ListTags'] = async ({ ResourceIdList: arns }, call) => {
  const registry = await call.resources(Trail.cloudFormation!.type)
  return {
    ResourceTagList: arns.map(arn => ({
      ResourceId: arn, TagsList: Object.entries(registry.tagsOf(find(arn, registry, call))).map(([Key, Value]) => ({ Key, Value })),
    })),
  }
}
