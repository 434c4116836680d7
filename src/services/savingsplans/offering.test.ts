// Offerings and their rates: no discount is above 72 percent (0#6 of the terms).

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { Savingsplans } from '@aws-sdk/client-savingsplans'
import { Cloud } from '../../index.ts'

async function opened(t: TestContext): Promise<{ cloud: Cloud, plans: Savingsplans }> {
  const cloud = await Cloud.open({ now: '2027-03-01T00:00:00Z', seed: t.name })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  return { cloud, plans: new Savingsplans({ ...cloud.client({ accessKeyId: '111122223333' }), maxAttempts: 1 }) }
}

test('offerings by type, term, payment and family', async t => {
  const { plans } = await opened(t)
  assert.equal((await plans.describeSavingsPlansOfferings({ planTypes: ['Compute'] })).searchResults?.length, 6)
  const { searchResults } = await plans.describeSavingsPlansOfferings({
    planTypes: ['EC2Instance'], durations: [31_536_000], paymentOptions: ['No Upfront'],
    filters: [{ name: 'region', values: ['us-east-1'] }, { name: 'instanceFamily', values: ['m5'] }],
  })
  assert.equal(searchResults?.length, 1)
})

test('0#6: no rate is more than 72 percent below the on-demand price', async t => {
  const { plans } = await opened(t)
  const { searchResults } = await plans.describeSavingsPlansOfferingRates({
    filters: [{ name: 'region', values: ['us-east-1'] }, { name: 'instanceType', values: ['m5.large'] }],
  })
  const linux = searchResults!.filter(({ operation }) => operation === 'RunInstances')
  assert.ok(linux.length >= 12)
  for (const { rate } of linux) assert.ok(1 - Number(rate) / 0.096 <= 0.72, rate)
})
