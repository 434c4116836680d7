// What aggregators see: the resources and queries of all their sources, by calls of Config there; only sources that authorized them answer.
// Source: GetAggregateResourceConfig, ListAggregateDiscoveredResources, SelectAggregateResourceConfig and their neighbours, API Reference.

import type { AggregateResourceIdentifier, Config } from '../../../generated/aws/config.ts'
import type { Call } from '../../kernel/service.ts'
import { sealedPage } from '../../kernel/service.ts'
import { Aggregators, sourcesOf } from './aggregator.ts'
import type { Aggregator, SourceCell } from './aggregator.ts'
import { found } from './plain-answer.ts'
import type { Row } from './query.ts'
import { answer, queried } from './select.ts'

interface Place { readonly account: string, readonly region: string }

/** Config's own face at a source. */
export function configAt({ account, region }: Place, call: Call) {
  return call.to('config', { account, region })
}

/** Sources that answer, of these accounts and regions where any are named. @throws NoSuchConfigurationAggregatorException */
export async function openSources(name: string, wanted: { readonly account?: string | undefined, readonly region?: string | undefined },
  call: Call):
Promise<readonly SourceCell[]> {
  return (await sourcesOf(call.of(Aggregators).require(name), call)).filter(({ account, region, isAuthorized }) => isAuthorized
    && (wanted.account === undefined || wanted.account === account) && (wanted.region === undefined || wanted.region === region))
}

type Seen = AggregateResourceIdentifier

/** Rows of all that is recorded at the sources, with account and region. */
async function rowsOf(aggregator: string, columns: string, condition: string,
  wanted: { account?: string | undefined, region?: string | undefined },
  call: Call): Promise<Row[]> {
  const rows: Row[] = []
  const { types } = call.of(Aggregators).require(aggregator)
  for (const source of await openSources(aggregator, wanted, call)) {
    let token: string | undefined
    do {
      const page = await found(() => configAt(source, call).SelectResourceConfig({
        Expression: `SELECT ${columns}${condition}`, Limit: 100, ...(token !== undefined && { NextToken: token }),
      }))
      for (const text of page?.Results ?? []) rows.push({ ...JSON.parse(text) as Row, accountId: source.account, awsRegion: source.region })
      token = page?.NextToken
    } while (token !== undefined)
  }
  return types.length === 0 ? rows : rows.filter(({ resourceType }) => types.includes(String(resourceType)))
}

const memberByKey: Readonly<Record<string, keyof Seen>> = {
  RESOURCE_TYPE: 'ResourceType', ACCOUNT_ID: 'SourceAccountId', AWS_REGION: 'SourceRegion',
}

const identity = 'resourceId, resourceType, resourceName'

async function identifiersOf(aggregator: string, wanted: { account?: string | undefined, region?: string | undefined },
  call: Call): Promise<Seen[]> {
  return (await rowsOf(aggregator, identity, '', wanted, call)).map(({ accountId, awsRegion, resourceId, resourceType, resourceName }) => ({
    SourceAccountId: String(accountId), SourceRegion: String(awsRegion), ResourceId: String(resourceId), ResourceType: String(resourceType),
    ...(resourceName !== undefined && { ResourceName: String(resourceName) }),
  }))
}

export const ListAggregateDiscoveredResources: Config['ListAggregateDiscoveredResources'] = async (input, call) => {
  const { AccountId: account, Region: region, ResourceId: id, ResourceName: name } = input.Filters ?? {}
  const all = await identifiersOf(input.ConfigurationAggregatorName, { account, region }, call)
  const { items, next } = sealedPage(all.filter(each => each.ResourceType === input.ResourceType
    && (id === undefined || each.ResourceId === id)
    && (name === undefined || each.ResourceName === name)), { limit: input.Limit || undefined, usual: 100, token: input.NextToken }, call,
  () => call.fault('InvalidNextTokenException', 'The specified next token is not valid.'))
  return { ResourceIdentifiers: items, ...next }
}

export const GetAggregateDiscoveredResourceCounts: Config['GetAggregateDiscoveredResourceCounts'] = async (input, call) => {
  const { ResourceType: type, AccountId: account, Region: region } = input.Filters ?? {}
  const all = (await identifiersOf(input.ConfigurationAggregatorName, { account, region }, call))
    .filter(({ ResourceType }) => type === undefined || ResourceType === type)
  const member = memberByKey[input.GroupByKey ?? '']
  if (member === undefined) return { TotalDiscoveredResources: all.length }
  const counts = new Map<string, number>()
  for (const each of all) {
    const group = String(each[member])
    counts.set(group, (counts.get(group) ?? 0) + 1)
  }
  return {
    TotalDiscoveredResources: all.length, GroupByKey: input.GroupByKey!,
    GroupedResourceCounts: [...counts].map(([GroupName, ResourceCount]) => ({ GroupName, ResourceCount })),
  }
}

export const GetAggregateResourceConfig: Config['GetAggregateResourceConfig'] = async (input, call) => {
  const { SourceAccountId: account, SourceRegion: region, ResourceType: resourceType, ResourceId: resourceId } = input.ResourceIdentifier
  const [source] = await openSources(input.ConfigurationAggregatorName, { account, region }, call)
  const page = source && await found(() => configAt(source, call).GetResourceConfigHistory({ resourceType, resourceId, limit: 1 }))
  const item = page?.configurationItems?.[0]
  if (item === undefined) {
    throw call.fault('ResourceNotDiscoveredException',
      `Resource ${resourceId} of resourceType:${resourceType} is unknown or has not been discovered`)
  }
  return { ConfigurationItem: item }
}

export const BatchGetAggregateResourceConfig: Config['BatchGetAggregateResourceConfig'] = async (input, call) => {
  const { ConfigurationAggregatorName: aggregator, ResourceIdentifiers: wanted } = input
  const items = []
  const missing = []
  for (const each of wanted) {
    const { SourceAccountId: account, SourceRegion: region, ResourceType: resourceType, ResourceId: resourceId } = each
    const [source] = await openSources(aggregator, { account, region }, call)
    const there = source && await found(() => configAt(source,
      call).BatchGetResourceConfig({ resourceKeys: [{ resourceType, resourceId }] }))
    const item = there?.baseConfigurationItems?.[0]
    if (item === undefined) missing.push(each)
    else items.push(item)
  }
  return { BaseConfigurationItems: items, UnprocessedResourceIdentifiers: missing }
}

/** The query runs over the rows of all sources together, so that groups and order are of the whole. */
export const SelectAggregateResourceConfig: Config['SelectAggregateResourceConfig'] = async (input, call) => {
  const rows = await rowsOf(input.ConfigurationAggregatorName, everything, '', {}, call)
  return answer(queried(input.Expression, rows, call), input, call)
}

const everything = [
  '*', 'supplementaryConfiguration', 'availabilityZone', 'resourceCreationTime', 'configurationItemStatus', 'configurationItemCaptureTime',
].join(', ')

export type { Aggregator }
