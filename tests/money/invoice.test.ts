// The invoice: credits in their order, refunds, support, tax, sellers, currencies, an organization's one bill, and what becomes of those
// who do not pay. Tests are named by their clauses.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SQS } from '@aws-sdk/client-sqs'
import { costs, member, openBooks, payer } from './books.ts'

const monthly = 744 * 0.096

test('1.16: the credit that expires first is spent first, for its services only, and not after its day', async t => {
  const books = await openBooks(t)
  books.instances('m5.large', 1)
  const grant = (name: string, amount: string, more: object) => books.post('billing/credits', { account: payer, amount, name, ...more })
  await grant('late', '100.00', { expires: '2028-01-01' })
  await grant('soon', '20.00', { expires: '2027-04-01' })
  await grant('queues', '50.00', { expires: '2027-03-20', services: ['sqs'] })
  await books.cloud.clock.advance('1mo')
  const bill = await books.bill('2027-03')
  assert.equal(bill.total, '0.00')
  const left = async () => Object.fromEntries((await books.get<{ credits: { name: string,
    remaining: string }[] }>('billing/credits')).credits
    .map(({ name, remaining }) => [name, remaining]))
  assert.deepEqual(await left(), { late: (120 - monthly).toFixed(2), soon: '0.00', queues: '50.00' })
  await books.cloud.clock.advance('1mo')
  assert.equal((await books.bill('2027-04')).total, (720 * 0.096 - (120 - monthly)).toFixed(2))
  await books.cloud.clock.advance('1y')
  assert.equal((await books.bill('2028-02')).total, (696 * 0.096).toFixed(2))
})

test('support is a share of the charges and at least so much; tax is on what is left after credits', async t => {
  const books = await openBooks(t)
  await books.post('billing/account', { account: payer, country: 'DE' })
  await books.post('billing/support', { account: payer, plan: 'business' })
  books.instances('m5.24xlarge', 10)
  await books.cloud.clock.advance('1mo')
  const usage = 744 * 10 * 4.608
  const support = 1000 + (usage - 10_000) * 0.07
  const bill = await books.bill('2027-03')
  assert.deepEqual([bill.beforeTax, bill.tax], [(usage + support).toFixed(10), ((usage + support) * 0.19).toFixed(2)])
  assert.ok(bill.lines.every(({ seller }) => seller === 'Amazon Web Services EMEA SARL'))
})

test('1.9#2, 11.1, 11.2: each line names its seller, in force at its time', async t => {
  const books = await openBooks(t)
  for (const region of ['us-east-1', 'ap-northeast-1', 'ap-southeast-1']) books.count('sns', 'Requests-Tier1', 5_000_000, { region })
  await books.cloud.clock.advance('15d')
  await books.post('billing/account', { account: payer, country: 'IN' })
  books.count('sns', 'Requests-Tier1', 5_000_000)
  await books.cloud.clock.advance('1mo')
  const { lines } = await books.bill('2027-03')
  const sellers = new Set(lines.map(({ region, seller }) => `${region} ${seller}`))
  assert.deepEqual([...sellers].sort(), [
    'ap-northeast-1 AMCS LLC', 'ap-southeast-1 AMCS SG PRIVATE LIMITED', 'us-east-1 Amazon Internet Services Private Limited',
    'us-east-1 Amazon Web Services, Inc.',
  ])
})

test('1.9#3: what was paid in advance stays with its seller until the term is over, though the account has moved', async t => {
  const books = await openBooks(t)
  const buy = { account: payer, programme: 'ec2', usage: 'BoxUsage:m5.large', operation: 'RunInstances' }
  await books.post('billing/commitments', { ...buy, payment: 'Partial Upfront' })
  books.instances('m5.large', 2)
  await books.cloud.clock.advance('1h')
  await books.post('billing/account', { account: payer, country: 'DE' })
  await books.cloud.clock.advance('14mo')
  const sellersOf = async (month: string) => Object.fromEntries((await books.bill(month)).lines.map(({ type, seller }) => [type, seller]))
  const [before, after] = ['Amazon Web Services, Inc.', 'Amazon Web Services EMEA SARL']
  assert.deepEqual(await sellersOf('2027-06'), { DiscountedUsage: before, RIFee: before, Usage: after, Tax: after })
  assert.deepEqual(await sellersOf('2028-03'), { Usage: after, Tax: after })
})

test('1.17.5: who pays in another currency is told with whom name and address are shared', async t => {
  const books = await openBooks(t)
  const told = async () => (await books.get<{ promises: { clause: string, state: string }[] }>(`terms/promises?account=${payer}`)).promises
    .some(({ clause, state }) => clause === '1.17.5' && state === 'told')
  await books.post('billing/currency', { currency: 'EUR', rate: '0.95' })
  assert.equal(await told(), false)
  await books.post('billing/preferences', { account: payer, currency: 'EUR' })
  assert.equal(await told(), true)
})

test('1.17.3#1: the fee of a conversion is in its rate: no line of an invoice says it', async t => {
  const books = await openBooks(t)
  await books.post('billing/currency', { currency: 'EUR', rate: '0.95' })
  await books.post('billing/preferences', { account: payer, currency: 'EUR' })
  books.instances('m5.large', 1)
  await books.cloud.clock.advance('1mo')
  const { lines, total, totalInCurrency } = await books.bill('2027-03')
  assert.deepEqual([...new Set(lines.map(({ type }) => type))], ['Usage'])
  assert.equal(Number(totalInCurrency).toFixed(2), (Number(total) * 0.95).toFixed(2))
})

test('1.17.1#1, 1.17.1#2, 1.17.2#1, 1.17.2#2, 1.17.3#2, 1.17.4: one rate for all of an invoice, frozen when it is made', async t => {
  const books = await openBooks(t)
  await assert.rejects(books.post('billing/preferences', { account: payer, currency: 'EUR' }), /no exchange rate/)
  await assert.rejects(books.post('billing/preferences', { account: payer, currency: 'XYZ' }), /cannot be 'XYZ'/)
  await books.post('billing/currency', { currency: 'EUR', rate: '0.92' })
  await books.post('billing/preferences', { account: payer, currency: 'EUR' })
  await books.post('billing/card', { account: payer, currencies: ['USD'] })
  books.instances('m5.large', 1)
  await books.cloud.clock.advance('1mo')
  await books.post('billing/currency', { currency: 'EUR', rate: '0.5' })
  const bill = await books.bill('2027-03')
  assert.deepEqual([bill.currency, bill.exchangeRate, bill.totalInCurrency], ['EUR', '0.92', (71.42 * 0.92).toFixed(2)])
  await assert.rejects(books.post('billing/payments', { invoice: bill.number }), /PaymentDeclined: The card does not pay EUR/)
  await books.post('billing/payments', { invoice: bill.number, method: 'bank-transfer' })
  await assert.rejects(books.post('billing/payments', { invoice: bill.number }), /is paid/)
  const memo = await books.post('billing/creditmemos', { invoice: bill.number, amount: '10.00', reason: 'outage' })
  assert.deepEqual([memo['currency'], memo['exchangeRate']], ['EUR', '0.92'])
  await assert.rejects(books.post('billing/creditmemos', { invoice: bill.number, amount: '70.00' }), /More than the invoice/)
  await books.post('billing/account', { account: member, country: 'IN' })
  await assert.rejects(books.post('billing/preferences', { account: member, currency: 'USD' }), /pay in INR/)
})

test('45.3#2, 65.3#2: consulting is not refunded', async t => {
  const books = await openBooks(t)
  await books.post('billing/charges', { account: payer, service: 'sas', amount: '500.00', description: 'statement of work' })
  await books.cloud.clock.advance('1mo')
  const bill = await books.bill('2027-03')
  assert.deepEqual([bill.total, bill.lines[0]?.seller], ['500.00', 'AWS Security Assurance Services LLC'])
  await assert.rejects(books.post('billing/creditmemos', { invoice: bill.number, amount: '1.00', service: 'sas' }), /NonRefundable/)
})

test('48.2#1: the payer is billed for its members, tiers and allowances are shared, both owe it', async t => {
  const books = await openBooks(t)
  await books.post('billing/account', { account: payer })
  await books.post('billing/account', { account: member, payer })
  for (const account of [payer, member]) books.count('sqs', 'Requests-RBP', 1_500_000, { account })
  await books.cloud.clock.advance('1mo')
  const bill = await books.bill('2027-03')
  assert.deepEqual([bill.liable, bill.beforeTax], [[payer, member], '0.8000000000'])
  assert.deepEqual(new Set(bill.lines.map(({ account }) => account)), new Set([payer, member]))
  assert.equal((await books.bill('2027-03', member)).number, bill.number)
  const { invoices } = await books.get<{ invoices: unknown[] }>(`billing/invoices?account=${member}`)
  assert.deepEqual(invoices, [])
})

test('48.2#2: who does not pay is suspended with its members, until it has', async t => {
  const books = await openBooks(t)
  await books.post('billing/account', { account: member, payer })
  await books.post('billing/card', { account: payer, declines: true })
  books.instances('m5.large', 1)
  const sqs = new SQS({ ...books.cloud.client({ accessKeyId: member }), maxAttempts: 1 })
  await books.cloud.clock.advance('1mo')
  await books.cloud.clock.advance('31d')
  assert.equal((await books.bill('2027-03')).status, 'overdue')
  await sqs.listQueues({})
  await books.cloud.clock.advance('2d')
  await assert.rejects(sqs.listQueues({}), /suspended/)
  assert.deepEqual((await books.bill('2027-03')).payments.map(({ outcome }) => outcome), ['declined', 'declined', 'declined', 'declined'])
  await books.post('billing/card', { account: payer, declines: false })
  for (const month of ['2027-03', '2027-04']) {
    const { number, status } = await books.bill(month)
    if (status !== 'paid') await books.post('billing/payments', { invoice: number })
  }
  await sqs.listQueues({})
})

test('an invoice never changes, and is there as a PDF', async t => {
  const books = await openBooks(t)
  books.instances('m5.large', 1)
  await books.cloud.clock.advance('1mo')
  const before = await books.bill('2027-03')
  await books.post('pricing/prices', {
    prices: [{
      service: 'ec2', usage: 'BoxUsage:m5.large', from: '2027-04-01', measure: 'hours', unit: 'Hrs', price: '9', family: 'Compute Instance',
      description: 'm5.large',
    }],
  })
  books.instances('m5.large', 5, { id: 'more' })
  assert.deepEqual((await books.bill('2027-03')).lines, before.lines)
  assert.equal(costs(before)['Usage BoxUsage:m5.large @0.096'], monthly.toFixed(2))
  const { pdf } = await books.get<{ pdf: string }>(`billing/invoices/${before.number}/pdf`)
  assert.equal(Buffer.from(pdf, 'base64').subarray(0, 5).toString(), '%PDF-')
})

test('what is wrong is refused by name, and the ledger is as before', async t => {
  const books = await openBooks(t)
  books.instances('m5.large', 1)
  await books.cloud.clock.advance('1h')
  const before = await books.bill('2027-03')
  const mistakes: readonly (readonly [string, object, RegExp])[] = [
    ['billing/credits', { account: payer, amount: '-5', expires: '2028-01-01' }, /more than none/],
    ['billing/credits', { account: payer, amount: '5', expires: '2027-13-01' }, /no date/],
    ['billing/credits', { account: payer, amount: '5', expires: '2026-01-01' }, /expires before/],
    ['billing/credits', { account: 'me', amount: '5', expires: '2028-01-01' }, /no account/],
    ['billing/credits', { account: payer, sum: '5' }, /no 'sum'/],
    ['billing/account', { account: payer, openedAt: '2027-02-30' }, /no date/],
    ['billing/account', { account: payer, openedAt: '2099-01-01' }, /future/],
    ['billing/charges', { account: payer, service: 's', amount: '0', description: 'd' }, /more than none/],
    ['billing/payments', { invoice: '209901-111122223333' }, /no invoice/],
    ['billing/commitments', { account: payer, programme: 'ec2', usage: 'BoxUsage:m5.large', count: 0 }, /whole number/],
    ['billing/commitments', { account: payer, programme: 'ec2', usage: 'BoxUsage:nothing', count: 1 }, /not sold/],
    ['billing/commitments', { account: payer, programme: 'savings-plan', hourly: '-1' }, /no commitment/],
    ['billing/reservedcapacity', { account: payer, usage: 'WriteCapacityUnit-Hrs', count: 50 }, /by hundreds|cannot be reserved/],
    ['clock', { set: '2020-01-01T00:00:00Z' }, /never goes back/],
  ]
  for (const [path, body, message] of mistakes) await assert.rejects(books.post(path, body), message, path)
  await assert.rejects(books.get('bill?month=2027-13'), /400/)
  assert.deepEqual(await books.bill('2027-03'), before)
})
