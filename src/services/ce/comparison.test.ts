// Two months side by side.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { queue, usedAccount } from './account.fixture.ts'

test('each service in the one month and in the other', async t => {
  const { cloud, ce } = await usedAccount(t)
  await cloud.clock.set('2027-05-01')
  const asked = {
    BaselineTimePeriod: { Start: '2027-03-01', End: '2027-04-01' }, ComparisonTimePeriod: { Start: '2027-04-01', End: '2027-05-01' },
    MetricForComparison: 'UnblendedCost', GroupBy: [{ Type: 'DIMENSION', Key: 'SERVICE' }] as never,
  }
  const { CostAndUsageComparisons: found, TotalCostAndUsage: total } = await ce.getCostAndUsageComparisons(asked)
  const sqs = found!.find(({ CostAndUsageSelector: of }) =>
    of!.Dimensions!.Values![0] === 'Amazon Simple Queue Service')!.Metrics!['UnblendedCost']!
  assert.deepEqual([sqs.BaselineTimePeriodAmount, sqs.ComparisonTimePeriodAmount, sqs.Difference], [String(queue), '0', String(-queue)])
  assert.equal(Number(total!['UnblendedCost']!.Difference).toFixed(6), (-24 * 0.31 - queue).toFixed(6))
  await assert.rejects(ce.getCostAndUsageComparisons({ ...asked, BaselineTimePeriod: { Start: '2027-03-02', End: '2027-04-01' } }),
    { name: 'ValidationException' })
})
