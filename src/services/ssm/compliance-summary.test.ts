// Compliance counted.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount } from './account.fixture.ts'
import { registered } from './fleet.fixture.ts'

test('resources and types, with the severity of the worst', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const ids = [await registered({ ssm, cloud }), await registered({ ssm, cloud })]
  const statuses = [['COMPLIANT', 'COMPLIANT'], ['COMPLIANT', 'NON_COMPLIANT']] as const
  for (const [i, ResourceId] of ids.entries()) {
    await ssm.putComplianceItems({
      ResourceId, ResourceType: 'ManagedInstance', ComplianceType: 'Patch', ExecutionSummary: { ExecutionTime: new Date(0) },
      Items: statuses[i]!.map((Status, j) => ({ Id: String(j), Status, Severity: j === 0 ? 'CRITICAL' as const : 'MEDIUM' as const })),
    })
  }
  const { ResourceComplianceSummaryItems: resources } = await ssm.listResourceComplianceSummaries({
    Filters: [{ Key: 'Status', Values: ['NON_COMPLIANT'], Type: 'EQUAL' }],
  })
  assert.deepEqual(resources!.map(({ ResourceId, OverallSeverity, CompliantSummary, NonCompliantSummary }) =>
    [ResourceId, OverallSeverity, CompliantSummary!.CompliantCount, NonCompliantSummary!.SeveritySummary!.MediumCount]),
    [[ids[1], 'MEDIUM', 1, 1]])
  const { ComplianceSummaryItems: [patch, ...others] = [] } = await ssm.listComplianceSummaries({})
  assert.equal(others.length, 0)
  assert.deepEqual([patch!.ComplianceType, patch!.CompliantSummary!.CompliantCount, patch!.NonCompliantSummary!.NonCompliantCount],
    ['Patch', 1, 1])
})
