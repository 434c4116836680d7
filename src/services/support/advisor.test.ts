// Trusted Advisor: which checks there are, what they found, when they look again, and for whom.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { EC2 } from '@aws-sdk/client-ec2'
import { Support } from '@aws-sdk/client-support'
import { account, contractCloud } from '../../../tests/terms/contract.ts'

async function advised(t: TestContext) {
  const contract = await contractCloud(t, '2027-03-01T00:00:00Z')
  const settings = { ...contract.cloud.client(), maxAttempts: 1 }
  await contract.control('billing/support', { account, plan: 'business' })
  return { contract, ec2: new EC2(settings), support: new Support(settings) }
}

test('below Business nothing is told', async t => {
  const { contract, support } = await advised(t)
  await contract.control('billing/support', { account, plan: 'developer' })
  await assert.rejects(support.describeTrustedAdvisorChecks({ language: 'en' }), { name: 'SubscriptionRequiredException' })
})

test('checks are listed; a result is that of the last look, which is five minutes old at least when it is made anew', async t => {
  const { contract, ec2, support } = await advised(t)
  const { checks = [] } = await support.describeTrustedAdvisorChecks({ language: 'en' })
  const { id } = checks.find(({ name }) => name === 'Unassociated Elastic IP Addresses')!
  const flagged = async () => (await support.describeTrustedAdvisorCheckResult({ checkId: id! })).result!.resourcesSummary!.resourcesFlagged
  await ec2.describeVpcs({})
  assert.equal(await flagged(), 0)
  await ec2.allocateAddress({ Domain: 'vpc' })
  assert.equal(await flagged(), 0)
  const refresh = async () => (await support.refreshTrustedAdvisorCheck({ checkId: id! })).status!.millisUntilNextRefreshable
  assert.ok((await refresh())! > 0)
  assert.equal(await flagged(), 0)
  await contract.cloud.clock.advance('6m')
  assert.equal(await refresh(), 300_000)
  assert.equal(await flagged(), 1)
  const { summaries: [summary] = [] } = await support.describeTrustedAdvisorCheckSummaries({ checkIds: [id!] })
  assert.deepEqual([summary!.status, summary!.hasFlaggedResources,
    summary!.categorySpecificSummary!.costOptimizing!.estimatedMonthlySavings],
    ['warning', true, 3.65])
  const { statuses: [status] = [] } = await support.describeTrustedAdvisorCheckRefreshStatuses({ checkIds: [id!] })
  assert.equal(status!.status, 'success')
})
