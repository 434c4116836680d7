// Targets that name a resource group stand for its members, which Resource Groups lists in the caller's name.
// Source: "Using targets and rate controls to run commands at scale", Systems Manager User Guide.

import type { Target } from '../../../generated/aws/ssm.ts'
import { parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'

interface Page { readonly ResourceIdentifiers?: readonly { readonly ResourceArn?: string }[], readonly NextToken?: string }

/** ARNs of a group's members. @throws Fault of Resource Groups */
export async function membersOf(group: string, call: Call): Promise<string[]> {
  const found: string[] = []
  let NextToken: string | undefined
  do {
    const asked = { Group: group, ...(NextToken !== undefined && { NextToken }) }
    const page: Page = await call.invoke('resource-groups', 'ListGroupResources', asked, { principal: call.principal })
    found.push(...(page.ResourceIdentifiers ?? []).map(({ ResourceArn = '' }) => ResourceArn))
    NextToken = page.NextToken
  } while (NextToken !== undefined && NextToken !== '')
  return found
}

/** The same targets with the nodes of groups by their ids. */
export async function withoutGroups(targets: readonly Target[], call: Call): Promise<Target[]> {
  const plain: Target[] = []
  for (const target of targets) {
    if (target.Key === 'resource-groups:ResourceTypeFilters') continue
    if (target.Key !== 'resource-groups:Name') plain.push(target)
    else {
      const members = (await Promise.all((target.Values ?? []).map(async group => await membersOf(group, call)))).flat()
      const ids = members.map(arn => parseArn(arn)?.resource ?? '').filter(each => /^(?:managed-)?instance\//.test(each))
      plain.push({ Key: 'InstanceIds', Values: ids.map(each => each.slice(each.indexOf('/') + 1)) })
    }
  }
  return plain
}
