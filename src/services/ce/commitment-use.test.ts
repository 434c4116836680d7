// How a reservation and a Savings Plan are used, and what they cover.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contractId } from '../../contract/part.ts'
import type { Contract } from '../../contract/part.ts'
import { priceOf } from '../../contract/money.ts'
import { account, usedAccount } from './account.fixture.ts'

test('utilization and coverage by day', async t => {
  const { ce, cloud } = await usedAccount(t)
  const contract = cloud.core.parts.get(contractId) as Contract
  const bought = { account, years: 1, payment: 'No Upfront', offeringId: 'o' } as const
  cloud.core.store.transact(() => {
    contract.buy({
      ...bought, id: 'ri', arn: 'ri', programme: 'ec2', region: 'us-east-1', usage: 'BoxUsage:m5.large', operation: 'RunInstances',
        count: 2,
      offeringClass: 'standard',
    })
    contract.buy({ ...bought, id: 'sp', arn: 'sp', programme: 'savings-plan', region: '',
      plan: { type: 'Compute', hourly: priceOf('0.31244') } })
  })
  await cloud.clock.advance('1d')
  const TimePeriod = { Start: '2027-03-03', End: '2027-03-04' }
  const used = await ce.getReservationUtilization({ TimePeriod })
  assert.deepEqual([used.Total?.UtilizationPercentage, used.Total?.PurchasedUnits, used.Total?.UnusedUnits], ['50', '192', '96'])
  assert.equal((await ce.getReservationCoverage({ TimePeriod })).Total?.CoverageHours?.ReservedHours, '24')
  // m5.xlarge in Ireland: 0.214 on demand, 0.15622 by the plan, which is half of it.
  assert.equal((await ce.getSavingsPlansUtilization({ TimePeriod })).Total?.Utilization?.UtilizationPercentage, '50')
  assert.equal((await ce.getSavingsPlansUtilizationDetails({ TimePeriod })).SavingsPlansUtilizationDetails?.length, 1)
  const { SavingsPlansCoverages } = await ce.getSavingsPlansCoverage({ TimePeriod })
  assert.equal(SavingsPlansCoverages![0]!.Coverage?.SpendCoveredBySavingsPlans, '5.136')
})
