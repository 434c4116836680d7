// Reservations of hosts: what is offered, bought and billed, and that a host under one stays.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linesOf, market } from './reservation.fixture.ts'

test('5.4.2#5: a host under an active reservation is not released; its term over, it is', async t => {
  const { cloud, ec2 } = await market(t)
  const { HostIds: [host] = [] } = await ec2.allocateHosts({ AvailabilityZone: 'us-east-1a', InstanceFamily: 'm5' })
  const { OfferingSet: offers = [] } = await ec2.describeHostReservationOfferings({
    Filter: [{ Name: 'instance-family', Values: ['m5'] }], MaxDuration: 31_536_000,
  })
  const offer = offers.find(({ PaymentOption }) => PaymentOption === 'NoUpfront')!
  const asked = { HostIdSet: [host!], OfferingId: offer.OfferingId! }
  const preview = await ec2.getHostReservationPurchasePreview(asked)
  assert.deepEqual([preview.TotalUpfrontPrice, preview.TotalHourlyPrice], ['0.000', String(5.069 * 0.63)])
  const { Purchase: [bought] = [] } = await ec2.purchaseHostReservation(asked)
  await assert.rejects(ec2.purchaseHostReservation(asked), { name: 'HostAlreadyCoveredByReservation' })
  const release = async () => (await ec2.releaseHosts({ HostIds: [host!] })).Unsuccessful!.map(({ Error: error }) => error!.Code)
  assert.deepEqual(await release(), ['Client.InvalidHostState'])
  assert.equal((await ec2.describeHosts({ HostIds: [host!] })).Hosts![0]!.HostReservationId, bought!.HostReservationId)
  await cloud.clock.advance('1mo')
  const costs = Object.fromEntries(linesOf(cloud).map(({ type, usageType, cost }) => [`${type} ${usageType}`, Number(cost).toFixed(2)]))
  assert.deepEqual([costs['RIFee HeavyUsage:m5'], costs['DiscountedUsage HostUsage:m5']], [(744 * 5.069 * 0.63).toFixed(2), '0.00'])
  const state = async () => (await ec2.describeHostReservations({})).HostReservationSet![0]!.State
  assert.equal(await state(), 'active')
  await cloud.clock.advance('1y')
  assert.equal(await state(), 'retired')
  assert.deepEqual(await release(), [])
})

test('what is refused: another family, a host that is not there, too low a limit; instances\' reservations do not show hosts', async t => {
  const { ec2 } = await market(t)
  const { HostIds: [host] = [] } = await ec2.allocateHosts({ AvailabilityZone: 'us-east-1a', InstanceType: 'r5.large' })
  const { OfferingSet: offers = [] } = await ec2.describeHostReservationOfferings({})
  const of = (family: string) => offers.find(({ InstanceFamily, PaymentOption }) => InstanceFamily === family
    && PaymentOption === 'AllUpfront')!
  const buy = (family: string,
    more: object = {}) => ec2.purchaseHostReservation({ HostIdSet: [host!], OfferingId: of(family).OfferingId!, ...more })
  await assert.rejects(buy('m5'), { name: 'InvalidParameterValue' })
  await assert.rejects(buy('r5', { HostIdSet: ['h-00000000000000000'] }), { name: 'InvalidHostID.NotFound' })
  await assert.rejects(buy('r5', { LimitPrice: '1' }), { name: 'InvalidParameterValue' })
  await assert.rejects(ec2.getHostReservationPurchasePreview({ HostIdSet: [host!], OfferingId: 'hro-none' }),
    { name: 'InvalidHostReservationOfferingId.NotFound' })
  await buy('r5')
  assert.deepEqual((await ec2.describeReservedInstances({})).ReservedInstances, [])
})
