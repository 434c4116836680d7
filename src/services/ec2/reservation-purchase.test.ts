// A reservation's life: paid for, active, used, retired; queued and deleted; refused.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contractId } from '../../contract/part.ts'
import type { Contract } from '../../contract/part.ts'
import { refused, running } from './account.fixture.ts'
import { account, linesOf, market, offerOf, reserved, shownOf } from './reservation.fixture.ts'

test('5.4.2#8: payment-pending, active, retired; the instance is covered until then', async t => {
  const { cloud, ec2 } = await market(t)
  const { ReservedInstancesOfferingId } = await offerOf(ec2)
  const bought = await ec2.purchaseReservedInstancesOffering({ ReservedInstancesOfferingId, InstanceCount: 2 })
  const id = bought.ReservedInstancesId!
  assert.equal((await shownOf(ec2, id)).State, 'payment-pending')
  await running(cloud, ec2, { InstanceType: 'm5.xlarge' })
  await cloud.clock.advance('1d')
  const shown = await shownOf(ec2, id)
  assert.deepEqual([shown.State, shown.InstanceCount, shown.FixedPrice, shown.Scope, shown.OfferingClass, shown.OfferingType],
    ['active', 2, 494.48, 'Region', 'standard', 'All Upfront'])
  const lines = linesOf(cloud)
  // One xlarge counts as two of large.
  assert.deepEqual([...new Set(lines.filter(({ usageType }) => usageType.startsWith('BoxUsage')).map(({ type }) => type))],
    ['DiscountedUsage'])
  assert.equal(lines.find(({ type }) => type === 'Fee')?.cost, '988.9689600000')
  await cloud.clock.advance('1y')
  assert.equal((await shownOf(ec2, id)).State, 'retired')
})

test('a card that declines what is paid in advance leaves nothing behind', async t => {
  const { cloud, ec2 } = await market(t)
  const { ledger } = cloud.core.parts.get(contractId) as Contract
  cloud.core.store.transact(() => { ledger.accounts.put({ ...ledger.accounts.get(account), card: { declines: true } }) })
  const id = await reserved(cloud, ec2)
  assert.equal((await shownOf(ec2, id)).State, 'payment-failed')
  assert.deepEqual(linesOf(cloud), [])
})

test('a purchase is queued, deleted before its day, or begins', async t => {
  const { cloud, ec2 } = await market(t)
  const { ReservedInstancesOfferingId } = await offerOf(ec2)
  const later = { ReservedInstancesOfferingId, InstanceCount: 1, PurchaseTime: new Date('2027-03-03T00:00:00Z') }
  const [kept = '', dropped = ''] = [(await ec2.purchaseReservedInstancesOffering(later)).ReservedInstancesId,
    (await ec2.purchaseReservedInstancesOffering(later)).ReservedInstancesId]
  assert.equal((await shownOf(ec2, kept)).State, 'queued')
  const deleted = await ec2.deleteQueuedReservedInstances({ ReservedInstancesIds: [dropped, 'x'] })
  assert.deepEqual(deleted.SuccessfulQueuedPurchaseDeletions, [{ ReservedInstancesId: dropped }])
  assert.equal(deleted.FailedQueuedPurchaseDeletions![0]!.Error!.Code, 'reserved-instances-id-invalid')
  await cloud.clock.advance('3d')
  assert.deepEqual([(await shownOf(ec2, kept)).State, (await shownOf(ec2, dropped)).State], ['active', 'queued-deleted'])
  assert.equal(linesOf(cloud).filter(({ type }) => type === 'Fee').length, 1)
  const again = await ec2.deleteQueuedReservedInstances({ ReservedInstancesIds: [kept] })
  assert.equal(again.FailedQueuedPurchaseDeletions![0]!.Error!.Code, 'reserved-instances-not-in-queued-state')
})

test('what cannot be bought is refused', async t => {
  const { ec2 } = await market(t)
  const { ReservedInstancesOfferingId } = await offerOf(ec2)
  const buy = (more: object) => ec2.purchaseReservedInstancesOffering({ ReservedInstancesOfferingId, InstanceCount: 1, ...more })
  await refused(buy({ ReservedInstancesOfferingId: 'x' }), 'InvalidReservedInstancesOfferingId')
  await refused(buy({ InstanceCount: 0 }), 'InvalidParameterValue')
  await refused(buy({ LimitPrice: { Amount: 10 } }), 'InvalidParameterValue', /494.48/)
  await refused(buy({ PurchaseTime: new Date('2027-02-01T00:00:00Z') }), 'InvalidParameterValue')
  await refused(buy({ DryRun: true }), 'DryRunOperation')
  await refused(ec2.describeReservedInstances({ ReservedInstancesIds: ['x'] }), 'InvalidReservedInstancesId')
  assert.deepEqual((await ec2.describeReservedInstances({})).ReservedInstances, [])
})
