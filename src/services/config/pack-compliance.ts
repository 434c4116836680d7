// Compliance of conformance packs: by rule, in detail, in sum, and as a score, the part of rule and resource pairs that are compliant.
// Source: DescribeConformancePackCompliance and its neighbours, ListConformancePackComplianceScores, AWS Config API Reference.

import type { Config } from '../../../generated/aws/config.ts'
import type { Call } from '../../kernel/service.ts'
import { sealedPage } from '../../kernel/service.ts'
import { resultsOf, verdictOf } from './compliance.ts'
import type { Verdict } from './compliance.ts'
import { Pack, packsNamed, rulesOf } from './pack.ts'
import { shownResult } from './result.ts'

export const DescribeConformancePackCompliance: Config['DescribeConformancePackCompliance'] = function* (input, call) {
  const { ConformancePackName: name, Filters: filters = {} } = input
  call.of(Pack).require(name)
  for (const { name: rule } of rulesOf(name, call)) {
    const verdict = verdictOf(resultsOf(rule, call))
    const isAsked = (filters.ConfigRuleNames === undefined || filters.ConfigRuleNames.includes(rule))
      && (filters.ComplianceType === undefined || filters.ComplianceType === verdict)
    if (isAsked) yield { ConfigRuleName: rule, ComplianceType: verdict, Controls: [] }
  }
  return { ConformancePackName: name }
}

export const GetConformancePackComplianceDetails: Config['GetConformancePackComplianceDetails'] = (input, call) => {
  const { ConformancePackName: name, Filters: filters = {}, Limit: limit, NextToken: token } = input
  call.of(Pack).require(name)
  const { ConfigRuleNames: rules, ComplianceType: compliance, ResourceType: type, ResourceIds: ids } = filters
  const found = rulesOf(name, call).flatMap(rule => resultsOf(rule.name, call)).filter(result =>
    result.compliance !== 'NOT_APPLICABLE' && (rules === undefined || rules.includes(result.rule))
    && (compliance === undefined || result.compliance === compliance) && (type === undefined || result.type === type)
    && (ids === undefined || ids.length === 0 || ids.includes(result.id)))
  const { items, next } = sealedPage(found, { limit: limit || undefined, usual: 10, token }, call,
    () => call.fault('InvalidNextTokenException', 'The specified next token is not valid.'))
  return {
    ConformancePackName: name, ...next,
    ConformancePackRuleEvaluationResults: items.map(result => ({
      ...shownResult(result), ComplianceType: result.compliance, ConfigRuleInvokedTime: result.invokedAt,
        ResultRecordedTime: result.recordedAt,
      EvaluationResultIdentifier: shownResult(result).EvaluationResultIdentifier!,
    })),
  }
}

export const GetConformancePackComplianceSummary: Config['GetConformancePackComplianceSummary'] =
  function* ({ ConformancePackNames: names }, call) {
  for (const { name } of packsNamed(names, call)) {
    yield { ConformancePackName: name, ConformancePackComplianceStatus: packVerdict(name, call) }
  }
}

export function packVerdict(name: string, call: Call): Verdict {
  return verdictOf(rulesOf(name, call).flatMap(rule => resultsOf(rule.name, call)))
}

export const ListConformancePackComplianceScores: Config['ListConformancePackComplianceScores'] = (input, call) => {
  const { Filters: filters, SortOrder: order, SortBy: by, Limit: limit, NextToken: token } = input
  const scores = packsNamed(filters?.ConformancePackNames, call).map(({ name }) => ({ name, ...scoreOf(name, call) }))
  if (by === 'SCORE') scores.sort((a, b) => (a.value ?? -1) - (b.value ?? -1))
  if (order === 'DESCENDING') scores.reverse()
  const { items, next } = sealedPage(scores, { limit: limit || undefined, usual: 20, token }, call,
    () => call.fault('InvalidNextTokenException', 'The specified next token is not valid.'))
  return {
    ...next, ConformancePackComplianceScores: items.map(({ name, value, at }) => ({
      ConformancePackName: name, Score: value === undefined ? 'INSUFFICIENT_DATA'
        : String(value), ...(at !== undefined && { LastUpdatedTime: at }),
    })),
  }
}

/** In percent, to two places. */
function scoreOf(name: string, call: Call): { readonly value?: number, readonly at?: number } {
  const results = rulesOf(name,
    call).flatMap(rule => resultsOf(rule.name, call)).filter(({ compliance }) => compliance !== 'NOT_APPLICABLE')
  if (results.length === 0) return {}
  const right = results.filter(({ compliance }) => compliance === 'COMPLIANT').length
  return { value: Math.round(right / results.length * 10_000) / 100, at: Math.max(...results.map(({ recordedAt }) => recordedAt)) }
}
