// Costs by time and group, and what is refused.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { GetCostAndUsageCommandInput } from '@aws-sdk/client-cost-explorer'
import { ireland, period, queue, red, usedAccount } from './account.fixture.ts'

test('costs by day, whole and by service and region', async t => {
  const { ce } = await usedAccount(t)
  const whole = await ce.getCostAndUsage({ TimePeriod: period, Granularity: 'DAILY', Metrics: ['UNBLENDED_COST', 'AmortizedCost'] })
  assert.deepEqual(whole.ResultsByTime!.map(({ TimePeriod, Total }) =>
    [TimePeriod!.Start, Number(Total!['UnblendedCost']!.Amount).toFixed(4)]),
    [['2027-03-01', ((red + ireland) / 2 + queue).toFixed(4)], ['2027-03-02', ((red + ireland) / 2).toFixed(4)]])
  assert.equal(whole.ResultsByTime![0]!.Estimated, true)
  const { ResultsByTime } = await ce.getCostAndUsage({
    TimePeriod: period, Granularity: 'MONTHLY', Metrics: ['UnblendedCost', 'UsageQuantity'],
    GroupBy: [{ Type: 'DIMENSION', Key: 'SERVICE' }, { Type: 'DIMENSION', Key: 'REGION' }],
  })
  assert.deepEqual(ResultsByTime![0]!.Groups!.map(({ Keys, Metrics }) =>
    [...Keys!, Number(Metrics!['UnblendedCost']!.Amount).toFixed(4), Metrics!['UsageQuantity']!.Amount]), [
    ['Amazon Elastic Compute Cloud - Compute', 'eu-west-1', ireland.toFixed(4), '48'],
    ['Amazon Elastic Compute Cloud - Compute', 'us-east-1', red.toFixed(4), '48'],
    ['Amazon Simple Queue Service', 'us-east-1', '0.4000', '2000000'],
  ])
})

test('what cannot be answered is refused by name', async t => {
  const { ce } = await usedAccount(t)
  const asked = { TimePeriod: period, Granularity: 'DAILY' as const, Metrics: ['UnblendedCost'] } satisfies GetCostAndUsageCommandInput
  const three = ['SERVICE', 'REGION', 'OPERATION'].map(Key => ({ Type: 'DIMENSION', Key }) as const)
  const mistakes: readonly (readonly [object, RegExp])[] = [
    [{ TimePeriod: { Start: '2027-03-02', End: '2027-03-01' } }, /before end date/], [{ Metrics: ['Fun'] }, /not supported/],
    [{ GroupBy: three }, /at most two/], [{ TimePeriod: { Start: '2027-04-01', End: '2027-05-01' } }, /before the current date/],
    [{ TimePeriod: { Start: '2027-02-30', End: '2027-03-02' } }, /no date/],
  ]
  for (const [more, message] of mistakes) await assert.rejects(ce.getCostAndUsage({ ...asked, ...more }), message)
})
