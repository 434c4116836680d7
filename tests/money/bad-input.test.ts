// What cannot be is refused with a clear error, and the ledger is as it was: impossible dates, negative quantities, a clock that goes back,
// unknown currencies, commitments that overlap.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CostExplorer } from '@aws-sdk/client-cost-explorer'
import { openBooks, payer } from './books.ts'
import type { Books } from './books.ts'

/** Everything that the ledger answers. */
async function ledgerOf(books: Books): Promise<string> {
  const paths = ['bill', 'billing/accounts', 'billing/commitments', 'billing/credits', 'billing/invoices']
  return JSON.stringify(await Promise.all(paths.map(path => books.get(path))))
}

const price = {
  service: 'sqs', usage: 'Requests-RBP', from: '2027-06-01', measure: 'count', unit: 'Requests', price: '0.1', family: 'API Request',
    description: 'x',
}
const plan = { account: payer, programme: 'savings-plan', plan: 'Compute', hourly: '0.1' }

const cases: readonly (readonly [what: string, path: string, body: object, problem: RegExp])[] = [
  ['a day that no month has', 'billing/credits', { account: payer, name: 'x', amount: '1', expires: '2027-02-30' }, /no date/],
  ['a month that no year has', 'billing/credits', { account: payer, name: 'x', amount: '1', expires: '2027-13-01' }, /no date/],
  ['words for a date', 'billing/account', { account: payer, openedAt: 'yesterday' }, /no date/],
  ['a sign-up in the future', 'billing/account', { account: payer, openedAt: '2031-01-01' }, /cannot sign up in the future/],
  ['a price for a day that is past', 'pricing/prices', { prices: [{ ...price, from: '2027-02-01' }] }, /past/],
  ['a price for no day', 'pricing/prices', { prices: [{ ...price, from: '2027-02-30' }] }, /no price|no date/],
  ['a price below nothing', 'pricing/prices', { prices: [{ ...price, price: '-0.1' }] }, /no price/],
  ['a credit below nothing', 'billing/credits', { account: payer, name: 'x', amount: '-1' }, /more than none/],
  ['a credit of nothing', 'billing/credits', { account: payer, name: 'x', amount: '0' }, /more than none/],
  ['fewer than one instance', 'billing/commitments', { account: payer, programme: 'ec2', usage: 'BoxUsage:m5.large', count: -1 },
    /whole number/],
  ['half an instance', 'billing/commitments', { account: payer, programme: 'ec2', usage: 'BoxUsage:m5.large', count: 0.5 }, /whole number/],
  ['a commitment below nothing', 'billing/commitments', { ...plan, hourly: '-0.1' }, /no commitment/],
  ['a commitment of nothing', 'billing/commitments', { ...plan, hourly: '0' }, /nothing cannot be bought/],
  ['a term that is not sold', 'billing/commitments', { ...plan, years: 2 }, /not sold/],
  ['capacity that is not sold', 'billing/reservedcapacity', { account: payer, usage: 'WriteCapacityUnit-Hrs', count: 150 },
    /cannot be reserved/],
  ['a currency that nobody has', 'billing/currency', { currency: 'XXX', rate: '1' }, /cannot be 'XXX'/],
  ['a currency that nobody has, to pay in', 'billing/preferences', { account: payer, currency: 'DOGE' }, /cannot be 'DOGE'/],
  ['a currency without a rate', 'billing/preferences', { account: payer, currency: 'EUR' }, /no exchange rate/],
  ['a rate of nothing', 'billing/currency', { currency: 'EUR', rate: '0' }, /no rate/],
  ['a rate below nothing', 'billing/currency', { currency: 'EUR', rate: '-1' }, /no rate/],
  ['an account of eleven digits', 'billing/account', { account: '12345678901' }, /no account/],
  ['a payer who is paid for', 'billing/account', { account: '222233334444', payer: '555566667777' }, /does not pay for itself/],
  ['a member that is not known', 'billing/account', { account: payer, colour: 'red' }, /There is no 'colour'/],
]

test('controls refuse what cannot be, and nothing is changed', async t => {
  const books = await openBooks(t)
  await books.post('billing/account', { account: '555566667777', payer })
  books.instances('m5.large', 1)
  const before = await ledgerOf(books)
  for (const [what, path, body, problem] of cases) {
    await assert.rejects(books.post(path, body), (error: Error) => {
      assert.match(error.message, problem, what)
      return true
    }, what)
    assert.equal(await ledgerOf(books), before, what)
  }
})

test('the clock does not go back; the ledger says why, and how to', async t => {
  const books = await openBooks(t)
  books.instances('m5.large', 1)
  await books.cloud.clock.advance('10d')
  const before = await ledgerOf(books)
  await assert.rejects(books.post('clock', { set: '2027-03-01T00:00:00Z' }), /back|earlier|past/i)
  await assert.rejects(books.cloud.clock.set('2027-03-01T00:00:00Z'), /back|earlier|past/i)
  assert.equal(await ledgerOf(books), before)
})

test('what the services\' own APIs are asked in vain: months without a beginning, days before the year', async t => {
  const books = await openBooks(t)
  const ce = new CostExplorer({ ...books.cloud.client({ accessKeyId: payer }), maxAttempts: 1 })
  const ask = (Start: string,
    End: string) => ce.getCostAndUsage({ TimePeriod: { Start, End }, Granularity: 'DAILY', Metrics: ['UnblendedCost'] })
  await assert.rejects(ask('2027-03-10', '2027-03-01'), { name: 'ValidationException' })
  await assert.rejects(ask('2027-02-30', '2027-03-01'), { name: 'ValidationException' })
  await assert.rejects(ask('someday', '2027-03-01'), { name: 'ValidationException' })
})

test('commitments that overlap cover each hour once, and all are charged', async t => {
  const books = await openBooks(t)
  const reservation = { account: payer, programme: 'ec2', usage: 'BoxUsage:m5.large', operation: 'RunInstances', payment: 'No Upfront' }
  await books.post('billing/commitments', reservation)
  await books.post('billing/commitments', reservation)
  books.instances('m5.large', 1)
  await books.cloud.clock.advance('1mo')
  const { lines } = await books.bill('2027-03')
  const covered = lines.filter(({ type }) => type === 'DiscountedUsage').reduce((sum, { quantity }) => sum + Number(quantity), 0)
  const fees = lines.filter(({ type }) => type === 'RIFee').reduce((sum, { cost }) => sum + Number(cost), 0)
  assert.deepEqual([covered, fees.toFixed(2)], [744, (2 * 744 * 0.096 * 0.63).toFixed(2)])
  assert.equal(lines.some(({ type }) => type === 'Usage'), false)
})
