// Search and ListResources: the resources that a view lets see and a query fits, in order of their ARNs.
// Source: Search, AWS Resource Explorer API Reference.

import type { Resource, ResourceExplorer2 } from '../../../generated/aws/resource-explorer-2.ts'
import { parseArn } from '../../kernel/service.ts'
import type { Call, ResourceRegistry } from '../../kernel/service.ts'
import { defaultView } from './default-view.ts'
import { filterProblem, fits, readQuery } from './query.ts'
import type { Query, Searched } from './query.ts'
import { searchedRegions } from './region-index.ts'
import { authorised } from './view.ts'
import type { StoredView } from './view-list.ts'

const mostResults = 1000

type Refusing = Call<'UnauthorizedException' | 'ValidationException'>

export const Search: ResourceExplorer2['Search'] = async (input, call) => {
  const found = await lookUp(input.ViewArn, readQuery(input.QueryString), call)
  const count = { TotalResources: Math.min(found.all.length, mostResults), Complete: found.all.length <= mostResults }
  return { Resources: found.page(), ViewArn: found.viewArn, Count: count }
}

export const ListResources: ResourceExplorer2['ListResources'] = async (input, call) => {
  const query = readQuery(input.Filters?.FilterString ?? '')
  const problem = filterProblem(query)
  if (problem !== undefined) throw call.fault('ValidationException', problem)
  const found = await lookUp(input.ViewArn, query, call)
  return { Resources: found.page(), ViewArn: found.viewArn }
}

/** The types of this cloud's resources. */
export const ListSupportedResourceTypes: ResourceExplorer2['ListSupportedResourceTypes'] = async (_, call) => {
  const registry = await call.resources()
  // A derived type without ARNs of its own is no resource that could be found.
  const { types: all } = registry
  const types = all.flatMap(({ service, type }) => parseArn(type.arn ?? '') === undefined ? []
    : [{ service, name: typeName(service, type.name, type.arn) }])
  const named = new Map(types.map(({ service, name }) => [name, { arn: name, service }]))
  const sorted = [...named.values()].sort((a, b) => a.arn < b.arn ? -1 : 1)
  return supported(registry, sorted)
}

function* supported(registry: ResourceRegistry, types: readonly { readonly arn: string, readonly service: string }[]) {
  for (const { arn: ResourceType, service: Service } of registry.paged(types)) yield { ResourceType, Service }
}

async function lookUp(viewArn: string | undefined, query: Query, call: Refusing) {
  const arn = viewArn ?? defaultView(call)
  if (arn === undefined) throw call.fault('UnauthorizedException', 'There is no default view in this Region: name or associate one.')
  const view = authorised(arn, call)
  const regions = searchedRegions(call)
  const registry = await call.resources()
  const within = readQuery(view.filter)
  const all = registry.present(regions).map(({ arn: own, service, type, region, tags }): Searched => ({
    arn: own, service: own.split(':')[2]!, resourceType: typeName(service, type, own), region, account: call.account, tags,
  })).filter(searched => fits(within, searched) && fits(query, searched))
  return { viewArn: arn, all, page: () => cut(shown(registry, all.slice(0, mostResults), view, call)) }
}

/** The kernel takes a page of it. */
function cut(items: Generator<Resource>): Resource[] {
  return items as unknown as Resource[]
}

function* shown(registry: ResourceRegistry, all: readonly Searched[], { included }: StoredView, call: Call): Generator<Resource> {
  const at = call.now()
  for (const { arn, service, resourceType, region, account, tags } of registry.paged(all)) {
    const data = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))
    const properties = included.includes('tags') && data.length > 0 ? [{ Name: 'tags', LastReportedAt: at, Data: data }] : []
    yield { Arn: arn, OwningAccountId: account, Region: region, ResourceType: resourceType, Service: service, LastReportedAt: at,
      Properties: properties }
  }
}

/** `ec2:security-group`: the word before the id in the ARN, or the type's own name where the ARN has none. */
function typeName(service: string, type: string, arn: string): string {
  const [, , prefix = service, , , ...rest] = arn.split(':')
  const [first, ...others] = rest.join(':').split(/[/:]/)
  const isKind = others.length > 0 && first !== '' && !first!.includes('{')
  const kebab = type.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase()
  return `${prefix}:${isKind ? first : kebab}`
}
