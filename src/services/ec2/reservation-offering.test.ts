// What is sold: by region and by zone, the same ids everywhere, filters, pages.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refused } from './account.fixture.ts'
import { market, offerOf } from './reservation.fixture.ts'

test('offers by type, platform, term and payment, with what they cost', async t => {
  const { ec2 } = await market(t)
  const offer = await offerOf(ec2, { option: 'Partial Upfront' })
  // 0.096 × 0.6, half of it in advance for 8,760 hours.
  assert.deepEqual([offer.FixedPrice, offer.RecurringCharges, offer.Duration, offer.Marketplace, offer.ProductDescription],
    [252.29, [{ Amount: 0.0288, Frequency: 'Hourly' }], 31_536_000, false, 'Linux/UNIX'])
  const windows = await offerOf(ec2, { option: 'No Upfront', product: 'Windows' })
  assert.equal(windows.FixedPrice, 0)
  assert.ok(windows.RecurringCharges![0]!.Amount! > 0.09)
})

test('an id stays the same in every cloud; a zone has an offer of its own', async t => {
  const { ec2 } = await market(t)
  const { ReservedInstancesOfferingId: id } = await offerOf(ec2)
  assert.equal(id, (await offerOf((await market(t)).ec2)).ReservedInstancesOfferingId)
  const { ReservedInstancesOfferings: [found] = [] } = await ec2.describeReservedInstancesOfferings({
    AvailabilityZone: 'us-east-1b', InstanceType: 'm5.large', MaxResults: 5,
  })
  assert.deepEqual([found!.Scope, found!.AvailabilityZone], ['Availability Zone', 'us-east-1b'])
  const byId = await ec2.describeReservedInstancesOfferings({ ReservedInstancesOfferingIds: [found!.ReservedInstancesOfferingId!] })
  assert.deepEqual(byId.ReservedInstancesOfferings, [found])
  await refused(ec2.describeReservedInstancesOfferings({ ReservedInstancesOfferingIds: ['x'] }), 'InvalidReservedInstancesOfferingId')
})

test('a page holds a hundred offers', async t => {
  const { ec2 } = await market(t)
  const first = await ec2.describeReservedInstancesOfferings({})
  assert.equal(first.ReservedInstancesOfferings!.length, 100)
  const second = await ec2.describeReservedInstancesOfferings({ NextToken: first.NextToken! })
  assert.notDeepEqual(second.ReservedInstancesOfferings![0], first.ReservedInstancesOfferings![0])
})
