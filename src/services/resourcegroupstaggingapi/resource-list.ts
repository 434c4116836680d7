// GetResources: the resources of an account and region that have tags or once had, by tags, by type, or by ARN.

import type { GetResourcesInput, Resourcegroupstaggingapi, ResourceTagMapping } from '../../../generated/aws/resourcegroupstaggingapi.ts'
import type { Call, TagSet } from '../../kernel/service.ts'
import { matchesTags, matchesType } from './filter.ts'

type Listed = Generator<ResourceTagMapping, { PaginationToken: string }>

/** With no tag policy in force, every resource complies. */
const compliant = { ComplianceStatus: true, KeysWithNoncompliantValues: [], NoncompliantKeys: [] }

export const GetResources: Resourcegroupstaggingapi['GetResources'] = async (input, call) => {
  checkTogether(input, call)
  return listed(await call.resources(), input)
}

/** An ARN that names nothing tagged here is left out without an error; a listing ends with an empty token. */
function* listed(registry: Awaited<ReturnType<Call['resources']>>, input: GetResourcesInput): Listed {
  const { TagFilters: filters = [], ResourceTypeFilters: types = [], ResourceARNList: list, ExcludeCompliantResources: excluded } = input
  const arns = list && new Set(list)
  for (const { arn, tags } of excluded === true ? [] : registry.tagged()) {
    if (arns !== undefined && !arns.has(arn)) continue
    if (matchesTags(tags, filters) && matchesType(arn, registry.named(arn)?.type.name, types)) yield mapping(arn, tags, input)
  }
  return { PaginationToken: '' }
}

function mapping(arn: string, tags: TagSet, { IncludeComplianceDetails: detailed }: GetResourcesInput): ResourceTagMapping {
  const pairs = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))
  return { ResourceARN: arn, Tags: pairs, ...(detailed === true && { ComplianceDetails: compliant }) }
}

/** What may not stand together, and limits that the model does not say. Source: the parameters' documentation in the API Reference. */
function checkTogether(input: GetResourcesInput, call: Call<'InvalidParameterException'>): void {
  const { ResourceARNList: arns, PaginationToken: token, ResourcesPerPage: resources, TagsPerPage: tags } = input
  const refuse = (message: string) => call.fault('InvalidParameterException', message)
  if (arns !== undefined) {
    const others = ['TagFilters', 'ResourceTypeFilters', 'ResourcesPerPage', 'TagsPerPage'] as const
    const other = others.find(name => input[name] !== undefined) ?? (token !== undefined && token !== '' ? 'PaginationToken' : undefined)
    if (other !== undefined) throw refuse(`ResourceARNList and ${other} cannot be specified in the same request.`)
  }
  if (input.TagFilters?.some(({ Key: name }) => name === undefined)) throw refuse('Each tag filter must contain a key.')
  if (resources !== undefined && (resources < 1 || resources > 100)) throw refuse('ResourcesPerPage must be between 1 and 100.')
  if (tags !== undefined && (tags < 100 || tags > 500)) throw refuse('TagsPerPage must be between 100 and 500.')
  if (input.ExcludeCompliantResources === true && input.IncludeComplianceDetails !== true) {
    throw refuse('ExcludeCompliantResources can be true only if IncludeComplianceDetails is true.')
  }
}
