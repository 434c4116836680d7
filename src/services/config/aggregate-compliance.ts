// Compliance over all sources of an aggregator: of rules, of what they found, of packs, and in sums by account or region.
// Source: DescribeAggregateComplianceByConfigRules, GetAggregateConfigRuleComplianceSummary and their neighbours, API Reference.

import type { ComplianceByConfigRule, Config, ConformancePackComplianceSummary, EvaluationResult } from '../../../generated/aws/config.ts'
import type { Call } from '../../kernel/service.ts'
import { configAt, openSources } from './aggregate.ts'
import { counted } from './compliance.ts'
import { found } from './plain-answer.ts'

interface Wanted { readonly AccountId?: string, readonly AwsRegion?: string }
type At<T> = T & { readonly AccountId: string, readonly AwsRegion: string }

async function gathered<T>(
  name: string, { AccountId: account, AwsRegion: region }: Wanted, call: Call,
  page: (config: ReturnType<typeof configAt>, token: { NextToken?: string }) => Promise<{ items: readonly T[], next: string | undefined }>,
): Promise<At<T>[]> {
  const all: At<T>[] = []
  for (const source of await openSources(name, { account, region }, call)) {
    let token: string | undefined
    do {
      const there = await found(() => page(configAt(source, call), token === undefined ? {} : { NextToken: token }))
      for (const item of there?.items ?? []) all.push({ ...item, AccountId: source.account, AwsRegion: source.region })
      token = there?.next
    } while (token !== undefined)
  }
  return all
}

function rules(name: string, wanted: Wanted, call: Call): Promise<At<ComplianceByConfigRule>[]> {
  return gathered(name, wanted, call, async (config, token) => {
    const { ComplianceByConfigRules: items = [], NextToken: next } = await config.DescribeComplianceByConfigRule(token)
    return { items, next }
  })
}

function packs(name: string, wanted: Wanted, call: Call) {
  return gathered(name, wanted, call, async (config, token) => {
    const { ConformancePackDetails: packsThere = [], NextToken: next } = await config.DescribeConformancePacks(token)
    const names = packsThere.map(({ ConformancePackName }) => ConformancePackName)
    const { ConformancePackComplianceSummaryList: items = [] } =
      names.length === 0 ? {} : await config.GetConformancePackComplianceSummary({ ConformancePackNames: names })
    const all = await Promise.all(items.map(async summary => ({ ...summary, rules: await rulesOfPack(config, summary) })))
    return { items: all, next }
  })
}

async function rulesOfPack(config: ReturnType<typeof configAt>, { ConformancePackName }: ConformancePackComplianceSummary) {
  return (await config.DescribeConformancePackCompliance({ ConformancePackName })).ConformancePackRuleComplianceList ?? []
}

function* each<T>(items: readonly T[]): Generator<T> {
  yield* items
}

export const DescribeAggregateComplianceByConfigRules: Config['DescribeAggregateComplianceByConfigRules'] = async (input, call) => {
  const { ConfigurationAggregatorName: name, Filters: filters = {} } = input
  const all = await rules(name, filters, call)
  return each(all.filter(({ ConfigRuleName, Compliance }) =>
    (filters.ConfigRuleName === undefined || filters.ConfigRuleName === ConfigRuleName)
    && (filters.ComplianceType === undefined || filters.ComplianceType === Compliance?.ComplianceType)))
}

export const GetAggregateComplianceDetailsByConfigRule: Config['GetAggregateComplianceDetailsByConfigRule'] = async (input, call) => {
  const { ConfigurationAggregatorName: name, ConfigRuleName, AccountId, AwsRegion, ComplianceType: type } = input
  const all = await gathered<EvaluationResult>(name, { AccountId, AwsRegion }, call, async (config, token) => {
    const { EvaluationResults: items = [], NextToken: next } = await config.GetComplianceDetailsByConfigRule({
      ...token, ConfigRuleName, ...(type !== undefined && { ComplianceTypes: [type] }),
    })
    return { items, next }
  })
  return each(all)
}

export const GetAggregateConfigRuleComplianceSummary: Config['GetAggregateConfigRuleComplianceSummary'] = async (input, call) => {
  const { ConfigurationAggregatorName: name, Filters: filters = {}, GroupByKey: key } = input
  const groups = grouped(await rules(name, filters, call), key)
  return {
    ...(key !== undefined && { GroupByKey: key }),
    AggregateComplianceCounts: [...groups].map(([GroupName, members]) => ({
      ...(key !== undefined && { GroupName }), ComplianceSummary: {
        CompliantResourceCount: counted(members.filter(({ Compliance }) => Compliance?.ComplianceType === 'COMPLIANT').length),
        NonCompliantResourceCount: counted(members.filter(({ Compliance }) => Compliance?.ComplianceType === 'NON_COMPLIANT').length),
        ComplianceSummaryTimestamp: call.now(),
      },
    })),
  }
}

function grouped<T extends { readonly AccountId: string, readonly AwsRegion: string }>(all: readonly T[],
  key: string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>(key === undefined ? [['', []]] : [])
  for (const item of all) {
    const group = key === 'ACCOUNT_ID' ? item.AccountId : key === 'AWS_REGION' ? item.AwsRegion : ''
    groups.set(group, [...groups.get(group) ?? [], item])
  }
  return groups
}

export const DescribeAggregateComplianceByConformancePacks: Config['DescribeAggregateComplianceByConformancePacks'] = async (input,
  call) => {
  const { ConfigurationAggregatorName: name, Filters: filters = {} } = input
  const all = (await packs(name, filters, call)).filter(({ ConformancePackName, ConformancePackComplianceStatus: status }) =>
    (filters.ConformancePackName === undefined || filters.ConformancePackName === ConformancePackName)
    && (filters.ComplianceType === undefined || filters.ComplianceType === status))
  return each(all.map(({ ConformancePackName, ConformancePackComplianceStatus: ComplianceType, rules: own, AccountId, AwsRegion }) => ({
    ConformancePackName, AccountId, AwsRegion, Compliance: {
      ComplianceType, TotalRuleCount: own.length, CompliantRuleCount: own.filter(rule => rule.ComplianceType === 'COMPLIANT').length,
      NonCompliantRuleCount: own.filter(rule => rule.ComplianceType === 'NON_COMPLIANT').length,
    },
  })))
}

export const GetAggregateConformancePackComplianceSummary: Config['GetAggregateConformancePackComplianceSummary'] = async (input, call) => {
  const { ConfigurationAggregatorName: name, Filters: filters = {}, GroupByKey: key } = input
  const groups = grouped(await packs(name, filters, call), key)
  return {
    ...(key !== undefined && { GroupByKey: key }),
    AggregateConformancePackComplianceSummaries: [...groups].map(([GroupName, members]) => ({
      ...(key !== undefined && { GroupName }), ComplianceSummary: {
        CompliantConformancePackCount: members.filter(({ ConformancePackComplianceStatus: status }) => status === 'COMPLIANT').length,
        NonCompliantConformancePackCount: members.filter(({ ConformancePackComplianceStatus: status }) =>
          status === 'NON_COMPLIANT').length,
      },
    })),
  }
}
