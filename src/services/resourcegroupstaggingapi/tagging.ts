// TagResources and UntagResources: the same tags for up to twenty resources of any service. What fails for one resource is told of that
// one, and the others are changed. Tags are written where the resource's own service keeps them.
// Source: TagResources, UntagResources and FailureInfo, Resource Groups Tagging API Reference.

import type { FailureInfo, Resourcegroupstaggingapi } from '../../../generated/aws/resourcegroupstaggingapi.ts'
import { parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'

type Registry = Awaited<ReturnType<Call['resources']>>
type Resource = NonNullable<ReturnType<Registry['named']>>
type ParameterCall = Call<'InvalidParameterException'>

export const TagResources: Resourcegroupstaggingapi['TagResources'] = async ({ ResourceARNList: arns, Tags: tags }, call) => {
  checkArns(arns, call)
  const registry = await call.resources()
  return forEach(arns, registry, call, resource => {
    const problem = registry.addTags(resource, tags)
    return problem && invalid(problem.message)
  })
}

export const UntagResources: Resourcegroupstaggingapi['UntagResources'] = async ({ ResourceARNList: arns, TagKeys: names }, call) => {
  checkArns(arns, call)
  const registry = await call.resources()
  return forEach(arns, registry, call, resource => {
    // What never had tags is not among the previously tagged for an attempt to remove some.
    if (Object.keys(registry.tagsOf(resource)).length > 0) registry.removeTags(resource, names)
    return undefined
  })
}

function forEach(
  arns: readonly string[], registry: Registry, call: Call, change: (resource: Resource) => FailureInfo | undefined,
): { FailedResourcesMap: Record<string, FailureInfo> } {
  const failed: Record<string, FailureInfo> = {}
  call.transact(() => {
    for (const arn of new Set(arns)) {
      const found = taggable(arn, registry, call)
      const failure = 'failure' in found ? found.failure : change(found.resource)
      if (failure !== undefined) failed[arn] = failure
    }
  })
  return { FailedResourcesMap: failed }
}

function taggable(arn: string, registry: Registry, call: Call): { resource: Resource } | { failure: FailureInfo } {
  const resource = registry.named(arn)
  if (resource === undefined || resource.type.tags === 'none') {
    const ErrorMessage = `Resources such as ${arn} cannot be tagged through this API.`
    return { failure: { ErrorCode: 'InternalServiceException', StatusCode: 500, ErrorMessage } }
  }
  const { account, region } = resource
  if (account !== '' && account !== call.account) return { failure: invalid(`${arn} does not belong to account ${call.account}.`) }
  if (region !== '' && region !== call.region) return { failure: invalid(`${arn} is not located in region ${call.region}.`) }
  if (registry.exists(resource)) return { resource }
  const { code, message } = resource.type.notFound
  return { failure: { ErrorCode: code, StatusCode: 400, ErrorMessage: message(resource.key) } }
}

function invalid(message: string): FailureInfo {
  return { ErrorCode: 'InvalidParameterException', StatusCode: 400, ErrorMessage: message }
}

/** A text that is no ARN, or one of another partition, fails the request as a whole. */
function checkArns(arns: readonly string[], call: ParameterCall): void {
  for (const arn of arns) {
    const parts = parseArn(arn)
    if (parts === undefined) throw call.fault('InvalidParameterException', `${arn} not a valid AmazonResourceName (ARN)`)
    if (parts.partition === call.partition) continue
    throw call.fault('InvalidParameterException', `The partition of ${arn} is not ${call.partition}.`)
  }
}
