// The market: who may sell and buy, what it costs, what is paid out (Service Terms 5.4.2 and 5.5).

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Cloud } from '../../index.ts'
import { refused } from './account.fixture.ts'
import { account, linesOf, market, reserved, shownOf } from './reservation.fixture.ts'

const buyer = '444455556666'
const seller = { account, name: 'Example Corp', address: '1 Main St', states: ['5.5.3#2', '5.5.6#7'] }

async function control(cloud: Cloud, path: string, body?: object): Promise<Record<string, unknown>> {
  const server = await cloud.listen(0)
  const answer = await fetch(`${server.url}/_orrery/${path}`, body === undefined ? {} : {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
  })
  await server.close()
  return await answer.json() as Record<string, unknown>
}

test('5.5.1#1, 5.5.1#2, 5.5.1#3, 5.5.4#5, 5.4.2#3: what may not be listed', async t => {
  const { cloud, ec2 } = await market(t)
  const id = await reserved(cloud, ec2, 2)
  const list = (more: object = {}) => ec2.createReservedInstancesListing({
    ClientToken: 'a', InstanceCount: 1, PriceSchedules: [{ Price: 100, Term: 11 }], ReservedInstancesId: id, ...more,
  })
  await refused(list(), 'InvalidParameterValue', /registered/)
  assert.match(JSON.stringify(await control(cloud, 'rimarket/register', { ...seller, bankCountry: 'FR' })), /5\.5\.4/)
  await control(cloud, 'rimarket/register', seller)
  await refused(list(), 'InvalidParameterValue', /cleared/)
  const convertible = await reserved(cloud, ec2, 1, { kind: 'convertible' })
  await cloud.clock.advance('31d')
  await refused(list({ ReservedInstancesId: convertible }), 'InvalidParameterValue', /Standard/)
  await refused(list({ InstanceCount: 3 }), 'InvalidParameterValue', /not so many/)
  await refused(list({ PriceSchedules: [{ Price: 1, Term: 99 }] }), 'InvalidParameterValue', /term/)
  await list()
  await refused(list({ ClientToken: 'b' }), 'InvalidParameterValue', /already/)
  await cloud.clock.advance('310d')
  const { ReservedInstancesListings: [listing] = [] } = await ec2.describeReservedInstancesListings({})
  await ec2.cancelReservedInstancesListing({ ReservedInstancesListingId: listing!.ReservedInstancesListingId! })
  await refused(list({ ClientToken: 'c' }), 'InvalidParameterValue', /one month/)
})

test('5.5.2#1, 5.5.2#4, 5.5.3#1, 5.5.4#1, 5.5.4#2, 5.5.4#3: sold to another account', async t => {
  const { cloud, ec2, as } = await market(t)
  const id = await reserved(cloud, ec2, 2, { option: 'Partial Upfront' })
  await control(cloud, 'rimarket/register', seller)
  await cloud.clock.advance('31d')
  const { ReservedInstancesListings: [listing] = [] } = await ec2.createReservedInstancesListing({
    ClientToken: 'a', InstanceCount: 1, ReservedInstancesId: id, PriceSchedules: [{ Price: 200, Term: 12 }, { Price: 50, Term: 6 }],
  })
  const others = as(buyer)
  const { ReservedInstancesOfferings: [offer] = [] } = await others.describeReservedInstancesOfferings({
    Filters: [{ Name: 'marketplace', Values: ['true'] }], InstanceType: 'm5.large',
  })
  assert.deepEqual([offer!.FixedPrice, offer!.PricingDetails], [200, [{ Count: 1, Price: 200 }]])
  const asked = { ReservedInstancesOfferingId: offer!.ReservedInstancesOfferingId!, InstanceCount: 1 }
  await refused(ec2.purchaseReservedInstancesOffering(asked), 'InvalidParameterCombination')
  await refused(others.purchaseReservedInstancesOffering({ ...asked, LimitPrice: { Amount: 20 } }), 'InvalidParameterValue')
  const bought = (await others.purchaseReservedInstancesOffering(asked)).ReservedInstancesId!
  await cloud.clock.advance('1h')
  assert.equal((await shownOf(others, bought)).State, 'active')
  assert.equal((await shownOf(ec2, id)).State, 'retired')
  const left = (await ec2.describeReservedInstances({ Filters: [{ Name: 'state', Values: ['active'] }] })).ReservedInstances!
  assert.deepEqual(left.map(({ InstanceCount }) => InstanceCount), [1])
  const after = (await ec2.describeReservedInstancesListings({
    ReservedInstancesListingId: listing!.ReservedInstancesListingId!,
  })).ReservedInstancesListings![0]!
  assert.deepEqual([after.Status, after.InstanceCounts!.find(({ State }) => State === 'sold')!.InstanceCount], ['closed', 1])
  const paid = linesOf(cloud, buyer, '2027-04').filter(({ type }) => type === 'Fee').map(({ cost }) => Number(cost))
  assert.deepEqual(paid, [200])
  const { transactions: [sale] = [] } = await control(cloud, 'rimarket/transactions') as { transactions: Record<string, unknown>[] }
  assert.deepEqual([sale!['sellerName'], sale!['price'], sale!['fee'], sale!['net']], ['Example Corp', '200.00', '24.00', '176.00'])
  assert.deepEqual(await control(cloud, `rimarket/proceeds?account=${account}`),
    { collected: '176.00', disbursed: '0.00', pending: '176.00', owed: '0.00' })
  await cloud.clock.advance('5d')
  assert.equal((await control(cloud, 'rimarket/disbursements') as { disbursements: unknown[] }).disbursements.length, 1)
})

test('5.5.2#3: the provider takes a listing off the market', async t => {
  const { cloud, ec2 } = await market(t)
  const id = await reserved(cloud, ec2)
  await control(cloud, 'rimarket/register', seller)
  await cloud.clock.advance('31d')
  const { ReservedInstancesListings: [made] = [] } = await ec2.createReservedInstancesListing({
    ClientToken: 'a', InstanceCount: 1, ReservedInstancesId: id, PriceSchedules: [{ Price: 200, Term: 5 }],
  })
  const listing = made!.ReservedInstancesListingId!
  await control(cloud, 'rimarket/pull', { listing, reason: 'suspicious' })
  const { ReservedInstancesListings: [shown] = [] } = await ec2.describeReservedInstancesListings({ ReservedInstancesListingId: listing })
  assert.deepEqual([shown!.Status, shown!.StatusMessage], ['cancelled', 'suspicious'])
  await refused(ec2.cancelReservedInstancesListing({ ReservedInstancesListingId: listing }), 'InvalidState')
  await refused(ec2.describeReservedInstancesListings({ ReservedInstancesListingId: 'x' }), 'InvalidReservedInstancesListingId')
})
