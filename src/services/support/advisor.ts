// Trusted Advisor: which checks there are, what they found, and when they look again. A result is that of its last look; a look is made
// when
// a check is first asked for or refreshed, five minutes apart at least. Source: DescribeTrustedAdvisorCheckResult, AWS Support API
// Reference.

import type { Support, TrustedAdvisorCheckResult } from '../../../generated/aws/support.ts'
import type { Call } from '../../kernel/service.ts'
import { supportPlanOf } from '../../contract/index.ts'
import { advisorChecks, regionsOf } from './advisor-check.ts'
import type { AdvisorCheck, Looked } from './advisor-check.ts'
import { severitiesOf } from './plan.ts'

interface Kept { readonly lookedAt: number, readonly found: readonly Looked[] }

/** "You can refresh a check five minutes after its last refresh". */
const refreshMs = 5 * 60_000

type AdvisorCall = Call

const results = (call: Pick<Call, 'table'>) => call.table<Kept>('advisor')

/** @throws SubscriptionRequiredException below Business; InvalidParameterValueException for a check that is not here */
function checkNamed(id: string, call: AdvisorCall): AdvisorCheck {
  severitiesOf(call)
  const found = advisorChecks.find(check => check.id === id)
  if (found === undefined) throw call.fault('InvalidParameterValueException', `There is no check ${id} here.`)
  return found
}

async function look(check: AdvisorCheck, call: AdvisorCall): Promise<Kept> {
  const kept: Kept = { lookedAt: call.now(), found: await check.look(call, regionsOf(call)) }
  call.transact(() => { results(call).put(check.id, kept) })
  return kept
}

function statusOf(found: readonly Looked[]): 'ok' | 'warning' | 'error' {
  return found.some(({ status }) => status === 'error') ? 'error' : found.some(({ status }) => status === 'warning') ? 'warning' : 'ok'
}

function summed(check: AdvisorCheck, { lookedAt, found }: Kept) {
  const flagged = found.filter(({ status }) => status !== 'ok')
  const saves = flagged.reduce((sum, { saves: each = 0 }) => sum + each, 0)
  return {
    checkId: check.id, timestamp: new Date(lookedAt).toISOString().replace(/\.\d+Z$/, 'Z'), status: statusOf(found),
    resourcesSummary: { resourcesProcessed: found.length, resourcesFlagged: flagged.length, resourcesIgnored: 0, resourcesSuppressed: 0 },
    categorySpecificSummary: check.category !== 'cost_optimizing' ? {}
      : { costOptimizing: { estimatedMonthlySavings: Math.round(saves * 100) / 100, estimatedPercentMonthlySavings: 0 } },
  }
}

/** Those of the plan: the core ones below Business, which cannot ask. */
export const DescribeTrustedAdvisorChecks: Support['DescribeTrustedAdvisorChecks'] = (_, call) => {
  severitiesOf(call)
  const isWhole = supportPlanOf(call) !== 'basic' && supportPlanOf(call) !== 'developer'
  return {
    checks: advisorChecks.filter(({ isCore = false }) => isWhole || isCore).map(({ id, name, says, category, columns }) =>
      ({ id, name, description: says, category, metadata: [...columns] })),
  }
}

export const DescribeTrustedAdvisorCheckResult: Support['DescribeTrustedAdvisorCheckResult'] = async ({ checkId }, call) => {
  const check = checkNamed(checkId, call)
  const kept = results(call).get(checkId) ?? await look(check, call)
  const result: TrustedAdvisorCheckResult = {
    ...summed(check, kept),
      flaggedResources: kept.found.filter(({ status }) => status !== 'ok').map(({ status, region, id, metadata }) => ({
      status, resourceId: id, isSuppressed: false, metadata: [...metadata], ...(region !== undefined && { region }),
    })),
  }
  return { result }
}

export const DescribeTrustedAdvisorCheckSummaries: Support['DescribeTrustedAdvisorCheckSummaries'] = async ({ checkIds }, call) => {
  const summaries = []
  for (const id of checkIds) {
    const check = checkNamed(id, call)
    const kept = results(call).get(id) ?? await look(check, call)
    summaries.push({ ...summed(check, kept), hasFlaggedResources: statusOf(kept.found) !== 'ok' })
  }
  return { summaries }
}

function refreshOf(check: AdvisorCheck, call: AdvisorCall) {
  const kept = results(call).get(check.id)
  const wait = kept === undefined ? 0 : Math.max(0, kept.lookedAt + refreshMs - call.now())
  return { checkId: check.id, status: kept === undefined ? 'none' : 'success', millisUntilNextRefreshable: wait }
}

/** Looks anew, unless it has just looked. */
export const RefreshTrustedAdvisorCheck: Support['RefreshTrustedAdvisorCheck'] = async ({ checkId }, call) => {
  const check = checkNamed(checkId, call)
  if (refreshOf(check, call).millisUntilNextRefreshable === 0) await look(check, call)
  return { status: refreshOf(check, call) }
}

export const DescribeTrustedAdvisorCheckRefreshStatuses: Support['DescribeTrustedAdvisorCheckRefreshStatuses'] = ({ checkIds }, call) =>
  ({ statuses: checkIds.map(id => refreshOf(checkNamed(id, call), call)) })
