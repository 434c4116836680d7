// A plan's life: bought, shown, returned or not, queued and deleted, retired.

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

test('5.4.2: bought for a term, it cannot be returned later, and is retired at its end', async t => {
  const { cloud, plans } = await opened(t)
  const [{ offeringId } = {}] = (await plans.describeSavingsPlansOfferings({ planTypes: ['Compute'],
    paymentOptions: ['All Upfront'] })).searchResults!
  const bought = { savingsPlanOfferingId: offeringId!, commitment: '1.5', tags: { team: 'red' } }
  const { savingsPlanId } = await plans.createSavingsPlan(bought)
  const shown = async () => (await plans.describeSavingsPlans({ savingsPlanIds: [savingsPlanId!] })).savingsPlans![0]!
  assert.deepEqual([(await shown()).state, (await shown()).commitment, (await shown()).tags], ['active', '1.5', { team: 'red' }])
  assert.ok((await plans.describeSavingsPlanRates({ savingsPlanId: savingsPlanId! })).searchResults!.length > 100)
  await cloud.clock.advance('8d')
  await assert.rejects(plans.returnSavingsPlan({ savingsPlanId: savingsPlanId! }), { name: 'ValidationException' })
  const returned = (await plans.createSavingsPlan(bought)).savingsPlanId!
  await plans.returnSavingsPlan({ savingsPlanId: returned })
  assert.equal((await plans.describeSavingsPlans({ states: ['returned'] })).savingsPlans![0]!.savingsPlanId, returned)
  const queued = await plans.createSavingsPlan({ ...bought, purchaseTime: new Date('2027-06-01T00:00:00Z') })
  await plans.deleteQueuedSavingsPlan({ savingsPlanId: queued.savingsPlanId! })
  assert.equal((await plans.describeSavingsPlans({ states: ['queued-deleted'] })).savingsPlans!.length, 1)
  await cloud.clock.advance('3y')
  assert.equal((await shown()).state, 'retired')
  await assert.rejects(plans.createSavingsPlan({ ...bought, commitment: '-1' }), { name: 'ValidationException' })
  await assert.rejects(plans.createSavingsPlan({ ...bought, savingsPlanOfferingId: 'none' }), { name: 'ResourceNotFoundException' })
})

test('tags', async t => {
  const { plans } = await opened(t)
  const [{ offeringId } = {}] = (await plans.describeSavingsPlansOfferings({ planTypes: ['Compute'] })).searchResults!
  await plans.createSavingsPlan({ savingsPlanOfferingId: offeringId!, commitment: '1' })
  const [{ savingsPlanArn: resourceArn } = {}] = (await plans.describeSavingsPlans({})).savingsPlans!
  await plans.tagResource({ resourceArn: resourceArn!, tags: { a: '1', b: '2' } })
  await plans.untagResource({ resourceArn: resourceArn!, tagKeys: ['a'] })
  assert.deepEqual((await plans.listTagsForResource({ resourceArn: resourceArn! })).tags, { b: '2' })
})
