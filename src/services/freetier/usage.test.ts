// The use of allowances. No v3 client of this API is installed, so the operation is run as the pipeline runs it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Cloud } from '../../index.ts'
import { contractId } from '../../contract/part.ts'
import { GetFreeTierUsage } from './usage.ts'

test('what was used of an allowance, and what it will come to; filtered', async t => {
  const cloud = await Cloud.open({ now: '2027-02-28T23:00:00Z' })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  await cloud.clock.set('2027-03-01')
  const { meter, clock, parts } = cloud.core
  meter.count('111122223333/us-east-1', { service: 'sqs', usageType: 'Requests-RBP', operation: 'SendMessage', resource: '' },
    clock.now(), 250_000)
  await cloud.clock.set('2027-03-16T12:00:00Z')
  const call = { account: '111122223333', now: () => clock.now(), part: () => parts.get(contractId) } as never
  const { freeTierUsages } = GetFreeTierUsage({}, call) as { freeTierUsages: Record<string, unknown>[] }
  assert.deepEqual(freeTierUsages.map(usage => [usage['service'], usage['actualUsageAmount'], usage['forecastedUsageAmount'],
    usage['limit']]),
    [['Amazon Simple Queue Service', 250_000, 500_000, 1_000_000]])
  const filter = { Dimensions: { Key: 'FREE_TIER_TYPE', Values: ['Free Trial'], MatchOptions: ['EQUALS'] } } as never
  assert.deepEqual((GetFreeTierUsage({ filter }, call) as { freeTierUsages: unknown[] }).freeTierUsages, [])
})
