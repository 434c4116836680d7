// Compliance: by rule, by resource, by type and in sum. A rule is compliant when all that it has found is; without results nothing is
// known.
// Source: DescribeComplianceByConfigRule, DescribeComplianceByResource, GetComplianceDetails…, GetComplianceSummary…, AWS Config API
// Reference.

import type { Compliance, Config } from '../../../generated/aws/config.ts'
import type { Call } from '../../kernel/service.ts'
import { isRecorded } from './evaluation.ts'
import { shownResult } from './result.ts'
import { rulesNamed } from './rule.ts'
import { Results, Rule } from './rule-record.ts'
import type { ComplianceType, Result } from './rule-record.ts'

export type Verdict = 'COMPLIANT' | 'NON_COMPLIANT' | 'INSUFFICIENT_DATA'

/** Beyond these AWS does not count. */
const mostByRule = 100
const mostByResource = 25

/** What several results come to. */
export function verdictOf(results: readonly Pick<Result, 'compliance'>[]): Verdict {
  if (results.some(({ compliance }) => compliance === 'NON_COMPLIANT')) return 'NON_COMPLIANT'
  return results.some(({ compliance }) => compliance === 'COMPLIANT') ? 'COMPLIANT' : 'INSUFFICIENT_DATA'
}

/** The verdict with how many have brought it about. */
export function complianceOf(results: readonly Result[], most = mostByRule): Compliance {
  const verdict = verdictOf(results)
  if (verdict === 'INSUFFICIENT_DATA') return { ComplianceType: verdict }
  return { ComplianceType: verdict,
    ComplianceContributorCount: counted(results.filter(({ compliance }) => compliance === verdict).length, most) }
}

export function counted(count: number, most = mostByRule): { CappedCount: number, CapExceeded: boolean } {
  return { CappedCount: Math.min(count, most), CapExceeded: count > most }
}

export function resultsOf(rule: string, call: Call): readonly Result[] {
  return [...call.of(Results).scan({ within: [rule] })]
}

export const DescribeComplianceByConfigRule: Config['DescribeComplianceByConfigRule'] = function* (input, call) {
  const { ConfigRuleNames: names, ComplianceTypes: types = [] } = input
  for (const { name } of rulesNamed(names, call)) {
    const compliance = complianceOf(resultsOf(name, call))
    if (types.length === 0 || types.includes(compliance.ComplianceType!)) yield { ConfigRuleName: name, Compliance: compliance }
  }
}

export const GetComplianceDetailsByConfigRule: Config['GetComplianceDetailsByConfigRule'] = function* (input, call) {
  const { ConfigRuleName: name, ComplianceTypes: types } = input
  call.of(Rule).require(name)
  for (const result of call.of(Results).scan({ within: [name] })) if (isAsked(result, types)) yield shownResult(result)
}

/** What does not apply is shown to those who ask for it only. */
function isAsked({ compliance }: Result, types: readonly string[] = []): boolean {
  return types.length === 0 ? compliance !== 'NOT_APPLICABLE' : types.includes(compliance)
}

export const GetComplianceDetailsByResource: Config['GetComplianceDetailsByResource'] = function* (input, call) {
  const { ResourceType: type, ResourceId: id, ComplianceTypes: types } = input
  if (type === undefined || id === undefined) {
    throw call.fault('InvalidParameterValueException', 'ResourceType and ResourceId are required: proactive evaluations are not modelled.')
  }
  for (const result of [...call.of(Results).by('resource').scan({ within: [type, id] })]) if (isAsked(result,
    types)) yield shownResult(result)
}

export const DescribeComplianceByResource: Config['DescribeComplianceByResource'] = function* (input, call) {
  const { ResourceType: type, ResourceId: id, ComplianceTypes: types = [] } = input
  if (type === undefined && id !== undefined) throw call.fault('InvalidParameterValueException', 'The ResourceId needs a ResourceType.')
  if (type !== undefined && id !== undefined && type !== 'AWS::::Account' && !isRecorded(type, id, call)) {
    throw call.fault('InvalidParameterValueException', `The resource ${id} of type ${type} does not exist or is not recorded.`)
  }
  const within = type === undefined ? [] : id === undefined ? [type] : [type, id]
  for (const results of byResource([...call.of(Results).by('resource').scan({ within })])) {
    const compliance = complianceOf(results, mostByResource)
    const isMeant = types.length === 0 ? compliance.ComplianceType !== 'INSUFFICIENT_DATA' : types.includes(compliance.ComplianceType!)
    if (isMeant) yield { ResourceType: results[0]!.type, ResourceId: results[0]!.id, Compliance: compliance }
  }
}

/** Results of one resource together, in order. */
export function byResource(results: readonly Result[]): Result[][] {
  const groups = new Map<string, Result[]>()
  for (const result of results) {
    const key = JSON.stringify([result.type, result.id])
    groups.set(key, [...groups.get(key) ?? [], result])
  }
  return [...groups.values()]
}

export const GetComplianceSummaryByConfigRule: Config['GetComplianceSummaryByConfigRule'] = (_, call) => {
  const verdicts = [...call.of(Rule).scan()].map(({ name }) => verdictOf(resultsOf(name, call)))
  return { ComplianceSummary: summaryOf(verdicts, call) }
}

export function summaryOf(verdicts: readonly (Verdict | ComplianceType)[], call: Call) {
  const count = (wanted: Verdict) => counted(verdicts.filter(verdict => verdict === wanted).length)
  return {
    CompliantResourceCount: count('COMPLIANT'), NonCompliantResourceCount: count('NON_COMPLIANT'), ComplianceSummaryTimestamp: call.now(),
  }
}

/** For all types together where none is named. */
export const GetComplianceSummaryByResourceType: Config['GetComplianceSummaryByResourceType'] = ({ ResourceTypes: types = [] }, call) => {
  const groups = byResource([...call.of(Results).by('resource').scan()])
  const of = (type?: string) => summaryOf(groups.filter(([first]) => type === undefined || first!.type === type).map(verdictOf), call)
  return {
    ComplianceSummariesByResourceType: types.length === 0 ? [{ ComplianceSummary: of() }]
      : types.map(type => ({ ResourceType: type, ComplianceSummary: of(type) })),
  }
}
