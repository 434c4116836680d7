// Aggregators and the authorizations they need: who may look at what is recorded elsewhere. What they see is in `aggregate.ts`.
// Source: PutConfigurationAggregator, PutAggregationAuthorization and their neighbours, AWS Config API Reference.

import type { AccountAggregationSource, Config, ConfigurationAggregator,
  OrganizationAggregationSource } from '../../../generated/aws/config.ts'
import { partitions, resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { aggregatorFormation, authorizationFormation } from './aggregator-formation.ts'
import { membersOf } from './organization.ts'
import { found } from './plain-answer.ts'
import { tagSet } from './tag-set.ts'

export interface Aggregator {
  readonly name: string
  readonly id: string
  readonly accounts: readonly AccountAggregationSource[]
  readonly organization?: OrganizationAggregationSource
  readonly types: readonly string[]
  readonly createdAt: number
  readonly updatedAt: number
}

interface Authorization { readonly authorizedAccount: string, readonly authorizedRegion: string, readonly createdAt: number }

/** A cell that an aggregator looks at. */
export interface SourceCell { readonly account: string, readonly region: string, readonly isAuthorized: boolean,
  readonly type: 'ACCOUNT' | 'ORGANIZATION' }

export const Aggregators = resource<Aggregator>({
  name: 'ConfigurationAggregator',
  key: 'name',
  arn: 'arn:{partition}:config:{region}:{account}:config-aggregator/{id}',
  tags: 'list',
  notFound: { code: 'NoSuchConfigurationAggregatorException', message: ([name]) => `The configuration aggregator ${name} does not exist.` },
  cloudFormation: aggregatorFormation,
})

export const Authorizations = resource<Authorization>({
  name: 'AggregationAuthorization',
  key: ['authorizedAccount', 'authorizedRegion'],
  arn: 'arn:{partition}:config:{region}:{account}:aggregation-authorization/{authorizedAccount}/{authorizedRegion}',
  tags: 'list',
  notFound: 'InvalidParameterValueException',
  cloudFormation: authorizationFormation,
})

export const PutConfigurationAggregator: Config['PutConfigurationAggregator'] = async (input, call) => {
  const { ConfigurationAggregatorName: name, AccountAggregationSources: accounts = [], OrganizationAggregationSource: organization } = input
  if ((accounts.length > 0) === (organization !== undefined)) {
    throw call.fault('InvalidParameterValueException', 'Specify either AccountAggregationSources or OrganizationAggregationSource.')
  }
  for (const { AllAwsRegions: all, AwsRegions: regions = [] } of [...accounts, ...organization ? [organization] : []]) {
    if ((all === true) === (regions.length > 0)) {
      throw call.fault('InvalidParameterValueException', 'Specify either AllAwsRegions or AwsRegions of a source.')
    }
  }
  if (organization !== undefined) await membersOf(call)
  return call.transact(() => {
    const existing = call.of(Aggregators).get(name)
    const aggregator = call.of(Aggregators).put({
      name, id: existing?.id ?? `config-aggregator-${call.alphanumeric(8).toLowerCase()}`, accounts,
        createdAt: existing?.createdAt ?? call.now(),
      updatedAt: call.now(), types: input.AggregatorFilters?.ResourceType?.Value ?? [], ...(organization !== undefined && { organization }),
    })
    if (input.Tags !== undefined && input.Tags.length > 0) call.tags(Aggregators).add(tagSet(input.Tags), name)
    return { ConfigurationAggregator: shown(aggregator, call) }
  })
}

function shown(aggregator: Aggregator, call: Call): ConfigurationAggregator {
  const { name, accounts, organization, createdAt, updatedAt, types } = aggregator
  return {
    ConfigurationAggregatorName: name, ConfigurationAggregatorArn: call.arn(Aggregators, aggregator), CreationTime: createdAt,
    LastUpdatedTime: updatedAt, ...(organization === undefined ? { AccountAggregationSources: accounts }
      : { OrganizationAggregationSource: organization }),
    ...(types.length > 0 && { AggregatorFilters: { ResourceType: { Type: 'INCLUDE' as const, Value: types } } }),
  }
}

export const DescribeConfigurationAggregators: Config['DescribeConfigurationAggregators'] =
  function* ({ ConfigurationAggregatorNames: names }, call) {
  const all = names === undefined || names.length === 0 ? call.of(Aggregators).scan()
    : names.map(name => call.of(Aggregators).require(name))
  for (const aggregator of all) yield shown(aggregator, call)
}

export const DeleteConfigurationAggregator: Config['DeleteConfigurationAggregator'] = ({ ConfigurationAggregatorName: name }, call) => {
  call.of(Aggregators).require(name)
  call.of(Aggregators).delete(name)
}

/** Where it looks, and whether it may: its own account, those of its organization, and those that have authorized it. */
export async function sourcesOf({ accounts, organization }: Aggregator, call: Call): Promise<readonly SourceCell[]> {
  const sources: SourceCell[] = []
  if (organization !== undefined) {
    const regions = regionsOf(organization, call)
    for (const account of await membersOf(call)) {
      for (const region of regions) sources.push({ account, region, isAuthorized: true, type: 'ORGANIZATION' })
    }
  }
  for (const source of accounts) {
    for (const account of source.AccountIds) {
      for (const region of regionsOf(source, call)) {
        const isAuthorized = account === call.account || await authorizes(account, region, call)
        sources.push({ account, region, isAuthorized, type: 'ACCOUNT' })
      }
    }
  }
  return sources
}

function regionsOf({ AllAwsRegions: all, AwsRegions: regions = [] }: Pick<AccountAggregationSource, 'AllAwsRegions' | 'AwsRegions'>,
  call: Call) {
  if (all !== true) return regions
  return partitions.find(({ id }) => id === call.partition)!.regions.map(({ id }) => id)
}

async function authorizes(account: string, region: string, call: Call): Promise<boolean> {
  const there = await found(() => call.to('config', { account, region }).DescribeAggregationAuthorizations({}))
  return there?.AggregationAuthorizations?.some(({ AuthorizedAccountId, AuthorizedAwsRegion }) =>
    AuthorizedAccountId === call.account && AuthorizedAwsRegion === call.region) === true
}

export const DescribeConfigurationAggregatorSourcesStatus: Config['DescribeConfigurationAggregatorSourcesStatus'] = async (input, call) => {
  const { ConfigurationAggregatorName: name, UpdateStatus: wanted = [] } = input
  const sources = await sourcesOf(call.of(Aggregators).require(name), call)
  return statuses(sources.map(source => ({ ...source, status: source.isAuthorized ? 'SUCCEEDED' : 'FAILED' }))
    .filter(({ status }) => wanted.length === 0 || wanted.includes(status)), call)
}

function* statuses(sources: readonly (SourceCell & { readonly status: string })[], call: Call) {
  const at = call.now()
  for (const { account, region, type, status } of sources) {
    yield {
      SourceId: account, SourceType: type, AwsRegion: region, LastUpdateStatus: status, LastUpdateTime: at,
      ...(status === 'FAILED'
        && { LastErrorCode: 'UNAUTHORIZED', LastErrorMessage: 'The source account has not authorized this aggregator.' }),
    }
  }
}

export const PutAggregationAuthorization: Config['PutAggregationAuthorization'] = (input, call) => {
  const { AuthorizedAccountId: account, AuthorizedAwsRegion: region, Tags: tags = [] } = input
  const authorization = call.of(Authorizations).get(account, region)
    ?? call.of(Authorizations).put({ authorizedAccount: account, authorizedRegion: region, createdAt: call.now() })
  if (tags.length > 0) call.tags(Authorizations).add(tagSet(tags), account, region)
  return { AggregationAuthorization: shownAuthorization(authorization, call) }
}

function shownAuthorization(authorization: Authorization, call: Call) {
  const { authorizedAccount, authorizedRegion, createdAt } = authorization
  return {
    AggregationAuthorizationArn: call.arn(Authorizations, authorization), AuthorizedAccountId: authorizedAccount,
    AuthorizedAwsRegion: authorizedRegion,
    CreationTime: createdAt,
  }
}

export const DescribeAggregationAuthorizations: Config['DescribeAggregationAuthorizations'] = function* (_, call) {
  for (const authorization of call.of(Authorizations).scan()) yield shownAuthorization(authorization, call)
}

export const DeleteAggregationAuthorization: Config['DeleteAggregationAuthorization'] = (input, call) => {
  call.of(Authorizations).delete(input.AuthorizedAccountId, input.AuthorizedAwsRegion)
}

/** Aggregators elsewhere that were not authorized would be asked for; nobody asks here. */
export const DescribePendingAggregationRequests: Config['DescribePendingAggregationRequests'] = function* () {}

export const DeletePendingAggregationRequest: Config['DeletePendingAggregationRequest'] = () => {}
