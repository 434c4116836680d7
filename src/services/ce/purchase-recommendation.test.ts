// Recommendations: an instance that runs all the time is reserved; the plan that covers it; generations.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, usedAccount } from './account.fixture.ts'

test('a reservation for what ran in every hour, with what it saves', async t => {
  const { cloud, ce } = await usedAccount(t)
  await cloud.clock.advance('7d')
  const { Recommendations: [found] = [] } = await ce.getReservationPurchaseRecommendation({
    Service: 'Amazon Elastic Compute Cloud - Compute', LookbackPeriodInDays: 'SEVEN_DAYS', TermInYears: 'ONE_YEAR',
      PaymentOption: 'NO_UPFRONT',
  })
  const [large] = found!.RecommendationDetails!.filter(each => each.InstanceDetails!.EC2InstanceDetails!.InstanceType === 'm5.large')
  assert.deepEqual([large!.RecommendedNumberOfInstancesToPurchase, large!.AverageUtilization, large!.EstimatedMonthlySavingsAmount],
    ['1', '100', (Math.round(0.096 * 0.37 * 730 * 100) / 100).toString()])
  await assert.rejects(ce.getReservationPurchaseRecommendation({ Service: 'Amazon Simple Queue Service' }), { name: 'ValidationException' })
})

test('a Savings Plan of what all instances cost an hour', async t => {
  const { cloud, ce } = await usedAccount(t)
  await cloud.clock.advance('7d')
  const { SavingsPlansPurchaseRecommendation: found } = await ce.getSavingsPlansPurchaseRecommendation({
    SavingsPlansType: 'COMPUTE_SP', TermInYears: 'ONE_YEAR', PaymentOption: 'ALL_UPFRONT', LookbackPeriodInDays: 'SEVEN_DAYS',
  })
  const [plan] = found!.SavingsPlansPurchaseRecommendationDetails!
  assert.deepEqual([plan!.AccountId, plan!.HourlyCommitmentToPurchase], [account, (Math.floor((0.096 + 0.214) * 680) / 1000).toFixed(3)])
  const { RecommendationId } = await ce.startSavingsPlansPurchaseRecommendationGeneration({})
  await assert.rejects(ce.startSavingsPlansPurchaseRecommendationGeneration({}), { name: 'GenerationExistsException' })
  await cloud.clock.advance('2h')
  const { GenerationSummaryList: [generation] = [] } = await ce.listSavingsPlansPurchaseRecommendationGeneration({})
  assert.deepEqual([generation!.RecommendationId, generation!.GenerationStatus], [RecommendationId, 'SUCCEEDED'])
})
