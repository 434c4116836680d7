// Usage becomes charges: hours of the month, tiers, allowances by age of the account, prices by date, region and account.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SQS } from '@aws-sdk/client-sqs'
import { costs, openBooks, payer } from './books.ts'

test('an instance that ran three hours is billed three hours, and one that stays by the hours of the month', async t => {
  const books = await openBooks(t)
  books.instances('m5.large', 1, { id: 'short' })
  books.instances('m5.large', 1, { id: 'long' })
  await books.cloud.clock.advance('3h')
  books.instances('m5.large', -1, { id: 'short' })
  await books.cloud.clock.advance('1mo')
  // 744 + 3 hours at 0.096.
  assert.deepEqual(costs(await books.bill('2027-03')), { 'Usage BoxUsage:m5.large @0.096': (747 * 0.096).toFixed(2) })
})

test('the running month is billed as far as it has come, to the minute', async t => {
  const books = await openBooks(t)
  books.instances('m5.xlarge', 2)
  await books.cloud.clock.advance('90m')
  const bill = await books.bill('2027-03')
  assert.deepEqual([bill.status, bill.total, bill.lines[0]?.quantity], ['running', '0.58', '3'])
})

test('tiers count the month: 100 billion requests at one price, the rest at the next; a million are free for ever', async t => {
  const books = await openBooks(t)
  books.count('sqs', 'Requests-RBP', 100_003_000_000)
  await books.cloud.clock.advance('1mo')
  assert.deepEqual(costs(await books.bill('2027-03'), 4), {
    'Usage Requests-RBP @0': '0.0000', 'Usage Requests-RBP @0.0000004': '40000.0000', 'Usage Requests-RBP @0.0000003': '0.6000',
  })
})

test('twelve months are free, and then no more (0#5)', async t => {
  const books = await openBooks(t)
  books.instances('t3.micro', 1)
  await books.cloud.clock.advance('13mo')
  assert.equal((await books.bill('2027-12')).total, '0.00')
  // March 2028: 744 hours at 0.0104, none free since the account is a year old.
  assert.equal((await books.bill('2028-03')).total, '7.74')
})

test('prices change on their date, for everybody or for one account, and regions have their own', async t => {
  const books = await openBooks(t)
  const row = {
    service: 'sqs', usage: 'Requests-FIFO-RBP', from: '2027-03-11', measure: 'count', unit: 'Requests', family: 'API Request',
    description: 'FIFO requests',
  }
  await books.post('pricing/prices', { prices: [{ ...row, price: '0.000001' }] })
  await books.post('pricing/prices', { account: payer, prices: [{ ...row, from: '2027-03-21', price: '0.000002' }] })
  for (let period = 0; period < 3; period += 1) {
    books.count('sqs', 'Requests-FIFO-RBP', 10_000_000)
    await books.cloud.clock.advance('10d')
  }
  books.instances('m5.large', 1, { region: 'eu-west-1' })
  await books.cloud.clock.advance('1h')
  assert.deepEqual(costs(await books.bill('2027-03'), 3), {
    'Usage Requests-FIFO-RBP @0': '0.000', 'Usage Requests-FIFO-RBP @0.0000005': '4.500', 'Usage Requests-FIFO-RBP @0.000001': '10.000',
    'Usage Requests-FIFO-RBP @0.000002': '20.000', 'Usage EU-BoxUsage:m5.large @0.107': '0.107',
  })
  await assert.rejects(books.post('pricing/prices', { prices: [{ ...row, price: '1' }] }), /is past/)
  await assert.rejects(books.post('pricing/prices', { prices: [{ ...row, from: '2027-02-30', price: '1' }] }), /no date/)
  await assert.rejects(books.post('pricing/prices', { prices: [{ ...row, from: '2028-01-01', price: '-1' }] }), /no price/)
})

test('usage without a price is told, not charged', async t => {
  const books = await openBooks(t)
  books.count('braket', 'Shots', 5)
  const { unpriced, total } = await books.bill('2027-03')
  assert.deepEqual([unpriced, total], [1, '0.00'])
})

test('requests through the SDK are on the bill', async t => {
  const books = await openBooks(t)
  const sqs = new SQS(books.cloud.client({ accessKeyId: payer }))
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q' })
  for (let i = 0; i < 3; i += 1) await sqs.sendMessage({ QueueUrl, MessageBody: 'x'.repeat(70_000) })
  const { lines } = await books.bill('2027-03')
  assert.deepEqual(lines.map(({ usageType, quantity }) => [usageType, quantity]), [['Requests-RBP', '6']])
})
