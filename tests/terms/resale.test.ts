// The market of reserved instances by its clauses: who may sell and what is recorded of it, what the provider caps, holds and refuses, how
// payouts are mended, and what each side learns of the other.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { EC2 } from '@aws-sdk/client-ec2'
import { openBooks } from '../money/books.ts'
import type { Books } from '../money/books.ts'

const [owner, buyer] = ['111122223333', '444455556666'] as const
const promises = ['5.5.3#2', '5.5.6#7']

class Resale {
  readonly books: Books
  constructor(books: Books) {
    this.books = books
  }

  as(account: string): EC2 {
    return new EC2({ ...this.books.cloud.client({ accessKeyId: account }), maxAttempts: 1 })
  }

  wind(span: string): Promise<unknown> {
    return this.books.cloud.clock.advance(span)
  }

  register(more: object = {}): Promise<Record<string, unknown>> {
    return this.books.post('rimarket/register', { account: owner, name: 'Example Corp', address: '1 Main St', states: promises, ...more })
  }

  async reserved(account: string = owner): Promise<string> {
    const { ReservedInstancesOfferings: [offer] = [] } = await this.as(account).describeReservedInstancesOfferings({
      InstanceType: 'm5.large', ProductDescription: 'Linux/UNIX', OfferingType: 'All Upfront', OfferingClass: 'standard',
      MaxDuration: 31_536_000, IncludeMarketplace: false, Filters: [{ Name: 'scope', Values: ['Region'] }],
    })
    const { ReservedInstancesId: id } = await this.as(account).purchaseReservedInstancesOffering({
      ReservedInstancesOfferingId: offer!.ReservedInstancesOfferingId!, InstanceCount: 1,
    })
    return id!
  }

  async list(id: string, price = 200, account: string = owner, months = 12): Promise<string> {
    const { ReservedInstancesListings: [made] = [] } = await this.as(account).createReservedInstancesListing({
      ClientToken: id, InstanceCount: 1, ReservedInstancesId: id, PriceSchedules: [{ Price: price, Term: months }],
    })
    return made!.ReservedInstancesListingId!
  }

  /** Of a registered seller, a month old, on the market. */
  async listed(price = 200): Promise<{ readonly id: string, readonly listing: string }> {
    await this.register()
    const id = await this.reserved()
    await this.wind('31d')
    return { id, listing: await this.list(id, price) }
  }

  async buy(listing: string, account: string = buyer): Promise<string> {
    const { ReservedInstancesId: id } = await this.as(account).purchaseReservedInstancesOffering({
      ReservedInstancesOfferingId: listing, InstanceCount: 1,
    })
    return id!
  }

  async state(id: string, account: string): Promise<string> {
    const { ReservedInstances: [found] = [] } = await this.as(account).describeReservedInstances({ ReservedInstancesIds: [id] })
    return found!.State!
  }

  async paid(): Promise<Record<string, string>[]> {
    return (await this.books.get<{ disbursements: Record<string, string>[] }>(`rimarket/disbursements?account=${owner}`)).disbursements
  }
}

async function resale(t: TestContext): Promise<Resale> {
  return new Resale(await openBooks(t))
}

test('5.5.3#2, 5.5.5#3, 5.5.6#7: a seller promises to deal through the market alone, and answers for taxes', async t => {
  const market = await resale(t)
  await assert.rejects(market.register({ states: [] }), /5\.5\.3#2/)
  const { recorded } = await market.register()
  assert.deepEqual(recorded, ['5.5.3#2 attested', '5.5.6#7 attested', '5.5.5#3 accepted'])
})

test('5.5.1#5, 5.5.6#1, 5.5.6#2: from abroad with a form W-8BEN, which is kept; at home with an address', async t => {
  const market = await resale(t)
  await assert.rejects(market.register({ address: undefined }), /5\.5\.6#1/)
  await market.books.post('billing/account', { account: owner, country: 'DE' })
  await assert.rejects(market.register(), /5\.5\.1#5/)
  await market.register({ w8ben: true })
  const { promises: kept } = await market.books.get<{ promises: { clause: string, state: string }[] }>(`terms/promises?account=${owner}`)
  assert.ok(kept.some(({ clause, state }) => clause === '5.5.6#2' && state === 'told'))
})

test('5.5.1#6: what was bought on the market may be sold again', async t => {
  const market = await resale(t)
  const { listing } = await market.listed()
  const bought = await market.buy(listing)
  await market.register({ account: buyer, name: 'Second Hand' })
  await market.wind('31d')
  const again = await market.list(bought, 150, buyer, 10)
  const last = await market.buy(again, '777788889999')
  await market.wind('1h')
  assert.deepEqual([await market.state(bought, buyer), await market.state(last, '777788889999')], ['retired', 'active'])
})

test('5.5.1#7: reservations of the discount programme are listed with an approval', async t => {
  const market = await resale(t)
  await market.register()
  const id = await market.reserved()
  await market.wind('31d')
  await market.books.post('terms/profile', { account: owner, flags: ['ri-volume-discount'] })
  await assert.rejects(market.list(id), { name: 'OperationNotPermitted' })
  await market.books.post('rimarket/approval', { account: owner, reservation: id })
  assert.ok(await market.list(id))
})

test('5.4.2#7: who buys in order to resell loses the month\'s purchases, and makes no more', async t => {
  const market = await resale(t)
  const id = await market.reserved()
  await market.wind('1h')
  await market.books.post('rimarket/suspect', { account: owner })
  assert.equal(await market.state(id, owner), 'payment-failed')
  await assert.rejects(market.reserved(), { name: 'OperationNotPermitted' })
  await market.wind('1mo')
  assert.equal((await market.books.bill('2027-03', owner)).total, '0.00')
})

test('5.5.3#3: caps on one deal, on all of an account\'s deals, and on their number', async t => {
  const market = await resale(t)
  const { id, listing } = await market.listed()
  const cancel = () => market.as(owner).cancelReservedInstancesListing({ ReservedInstancesListingId: listing })
  await market.books.post('rimarket/caps', { account: buyer, each: '199.99' })
  await assert.rejects(market.buy(listing), { name: 'ReservedInstancesLimitExceeded', message: /at once/ })
  await market.books.post('rimarket/caps', { account: buyer, total: '100' })
  await assert.rejects(market.buy(listing), /100\.00 USD in all/)
  await cancel()
  await assert.rejects(market.list(id, 50_001), /50000\.00 USD in all/)
  await assert.rejects(market.books.post('rimarket/caps', { account: buyer, total: 'much' }), /no amount/)
})

test('5.5.3#4: a suspicious transaction is held, and paid out when it is let go', async t => {
  const market = await resale(t)
  const { listing } = await market.listed()
  await market.buy(listing)
  const { transactions: [sale] } = await market.books.get<{ transactions: { id: string }[] }>('rimarket/transactions')
  await market.books.post('rimarket/hold', { account: owner, transaction: sale!.id })
  await market.wind('7d')
  assert.deepEqual(await market.paid(), [])
  await market.books.post('rimarket/hold', { account: owner, transaction: sale!.id, release: true })
  assert.deepEqual((await market.paid()).map(({ net }) => net), ['176.00'])
})

test('5.5.3#5: until the buyer has paid, neither the reservation nor the proceeds move', async t => {
  const market = await resale(t)
  const { id, listing } = await market.listed()
  await market.books.post('billing/card', { account: buyer, declines: true })
  const failed = await market.buy(listing)
  await market.wind('1h')
  assert.deepEqual([await market.state(failed, buyer), await market.state(id, owner)], ['payment-failed', 'active'])
  await market.books.post('billing/card', { account: buyer, declines: false })
  const bought = await market.buy(listing)
  assert.equal(await market.state(bought, buyer), 'payment-pending')
  const collected = async () => (await market.books.get<{ collected: string }>(`rimarket/proceeds?account=${owner}`)).collected
  assert.equal(await collected(), '0.00')
  await market.wind('1h')
  assert.deepEqual([await market.state(bought, buyer), await collected()], ['active', '176.00'])
})

test('5.5.4#4: what the seller owes is taken out of the proceeds', async t => {
  const market = await resale(t)
  const { listing } = await market.listed()
  market.books.instances('c5.xlarge', 1)
  await market.wind('5d')
  await market.books.post('billing/card', { account: owner, declines: true })
  await market.wind('1mo')
  const { totalInCurrency: owed } = await market.books.bill('2027-04', owner)
  assert.equal((await market.books.bill('2027-04', owner)).status, 'overdue')
  await market.buy(listing)
  await market.wind('5d')
  const [payout] = await market.paid()
  const expected = Math.min(176, Number(owed))
  assert.deepEqual([payout!['setOff'], payout!['net']], [expected.toFixed(2), (176 - expected).toFixed(2)])
  assert.equal((await market.books.bill('2027-04', owner)).status, expected < 176 ? 'paid' : 'overdue')
})

test('5.5.4#6, 5.5.4#7: errors are mended at the seller\'s bank; what it refuses comes out of later proceeds, with a fee', async t => {
  const market = await resale(t)
  const { listing } = await market.listed()
  const correct = (body: object) => market.books.post('rimarket/correction', { account: owner, reason: 'counted twice', ...body })
  await correct({ amount: '10.00' })
  await correct({ amount: '-4.00' })
  await correct({ amount: '-20.00', refused: true, fee: '5.00' })
  await market.buy(listing)
  await market.wind('5d')
  assert.deepEqual((await market.paid()).map(({ amount, recovered, net }) => [amount, recovered, net]), [
    ['10.00', '0.00', '10.00'], ['-4.00', '0.00', '-4.00'], ['-20.00', '0.00', '0.00'], ['176.00', '25.00', '151.00'],
  ])
})

test('5.5.5#1, 5.5.6#3, 5.5.6#4, 5.5.6#5, 5.5.6#6: who deals with whom shows when it is done, and no more than taxes need', async t => {
  const market = await resale(t)
  await market.books.post('rimarket/contact', {
    account: buyer, name: 'Buyer Inc', address: '2 Side St', city: 'Reno', state: 'NV', zip: '89501',
  })
  const { listing } = await market.listed()
  const { ReservedInstancesOfferings: offers } = await market.as(buyer).describeReservedInstancesOfferings({
    ReservedInstancesOfferingIds: [listing],
  })
  assert.equal(offers!.length, 1)
  assert.doesNotMatch(JSON.stringify(offers), new RegExp(`Example Corp|${owner}`))
  await market.buy(listing)
  const { ReservedInstancesListings: shown } = await market.as(owner).describeReservedInstancesListings({})
  assert.doesNotMatch(JSON.stringify(shown), new RegExp(`Buyer|${buyer}`))
  const seen = await market.books.get<{ transactions: Record<string, unknown>[] }>(`rimarket/transactions?account=${owner}`)
  const [sale] = seen.transactions
  assert.deepEqual([sale!['buyerLocation'], sale!['taxRemitted']], [{ city: 'Reno', state: 'NV', zip: '89501' }, '0.00'])
  assert.doesNotMatch(JSON.stringify(sale), new RegExp(`Buyer|Side St|${buyer}`))
  const all = await market.books.get<{ transactions: { contact: object }[] }>('rimarket/transactions')
  assert.deepEqual(all.transactions[0]!.contact, { name: 'Buyer Inc', address: '2 Side St', city: 'Reno', state: 'NV', zip: '89501' })
  await market.wind('1mo')
  const { lines } = await market.books.bill('2027-04', buyer)
  assert.ok(lines.some(({ type, cost, description }) => type === 'Fee' && Number(cost) === 200 && /Example Corp/.test(description)))
  assert.equal(lines.some(({ type }) => type === 'Tax'), false)
})
