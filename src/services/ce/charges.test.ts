// What Cost Explorer sees keeps all of the costs, whatever tags are hidden.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { period, usedAccount } from './account.fixture.ts'

test('hiding a tag changes no sum', async t => {
  const { ce } = await usedAccount(t)
  const total = async () => (await ce.getCostAndUsage({ TimePeriod: period, Granularity: 'MONTHLY', Metrics: ['UnblendedCost'] }))
    .ResultsByTime![0]!.Total!['UnblendedCost']!.Amount
  const before = await total()
  await ce.updateCostAllocationTagsStatus({ CostAllocationTagsStatus: [{ TagKey: 'team', Status: 'Inactive' }] })
  assert.equal(await total(), before)
})
