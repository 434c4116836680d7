// Commitments: bought, used in AWS's order, shared, spared by price changes, ended by their term or by the provider. Tests are named by
// their clauses.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { costs, member, openBooks, payer } from './books.ts'

const buy = { account: payer, programme: 'ec2', usage: 'BoxUsage:m5.large', operation: 'RunInstances', years: 1 }

test('5.4: a reservation covers by units, in any size of its family, and its fee is charged whether it is used or not', async t => {
  const books = await openBooks(t)
  await books.post('billing/commitments', { ...buy, count: 2, payment: 'No Upfront' })
  books.instances('m5.xlarge', 1, { id: 'covered' })
  books.instances('m5.large', 1, { id: 'not' })
  await books.cloud.clock.advance('1mo')
  // Two large are one xlarge; the smallest instance comes first, so half of the xlarge is left over.
  assert.deepEqual(costs(await books.bill('2027-03')), {
    'DiscountedUsage BoxUsage:m5.large @0': '0.00', 'DiscountedUsage BoxUsage:m5.xlarge @0': '0.00',
    'RIFee HeavyUsage:m5.large': (744 * 2 * 0.096 * 0.63).toFixed(2), 'Usage BoxUsage:m5.xlarge @0.192': (744 * 0.5 * 0.192).toFixed(2),
  })
  books.instances('m5.xlarge', -1, { id: 'covered' })
  books.instances('m5.large', -1, { id: 'not' })
  await books.cloud.clock.advance('1mo')
  assert.deepEqual(costs(await books.bill('2027-04')), { 'RIFee HeavyUsage:m5.large': (720 * 2 * 0.096 * 0.63).toFixed(2) })
})

test('5.4.1#1, 5.4.2#8: price changes spare it, its term ends, then the price of the day holds', async t => {
  const books = await openBooks(t)
  await books.post('billing/commitments', { ...buy, count: 1, payment: 'All Upfront' })
  books.instances('m5.large', 1)
  await books.post('pricing/prices', {
    prices: [{
      service: 'ec2', usage: 'BoxUsage:m5.large', from: '2027-06-01', measure: 'hours', unit: 'Hrs', price: '0.2',
        family: 'Compute Instance',
      description: 'm5.large',
    }],
  })
  await books.cloud.clock.advance('14mo')
  const year = 8760 * 0.096 * 0.588
  assert.equal((await books.bill('2027-03')).total, year.toFixed(2))
  assert.equal((await books.bill('2027-07')).total, '0.00')
  // The year of 365 days ends on 29 February 2028, a leap day.
  assert.equal((await books.bill('2028-02')).total, (24 * 0.2).toFixed(2))
  assert.equal((await books.bill('2028-03')).total, (744 * 0.2).toFixed(2))
})

test('48.1#4: shared in the organization, the owner first', async t => {
  const books = await openBooks(t)
  await books.post('billing/account', { account: member, payer })
  await books.post('billing/commitments', { ...buy, account: member, count: 1, payment: 'No Upfront' })
  books.instances('m5.large', 1)
  await books.cloud.clock.advance('10h')
  const covered = async () => (await books.bill('2027-03')).lines.filter(({ type }) => type === 'DiscountedUsage')
    .map(({ account, quantity }) => [account, quantity])
  assert.deepEqual(await covered(), [[payer, '10']])
  books.instances('m5.large', 1, { account: member })
  await books.cloud.clock.advance('5h')
  assert.deepEqual(await covered(), [[payer, '10'], [member, '5']])
})

test('Savings Plans: EC2 Instance plans before Compute plans, after reservations; what is over is on demand', async t => {
  const books = await openBooks(t)
  await books.post('billing/commitments', { ...buy, count: 1, payment: 'No Upfront' })
  const plan = { account: payer, programme: 'savings-plan', years: 1, payment: 'No Upfront' }
  await books.post('billing/commitments', { ...plan, plan: 'EC2Instance', family: 'm5', hourly: '0.06048' })
  await books.post('billing/commitments', { ...plan, plan: 'Compute', hourly: '0.06205' })
  books.instances('m5.large', 2, { id: 'm5' })
  books.instances('c5.large', 2, { id: 'c5' })
  await books.cloud.clock.advance('1mo')
  const found = costs(await books.bill('2027-03'))
  assert.deepEqual(found, {
    'DiscountedUsage BoxUsage:m5.large @0': '0.00', 'RIFee HeavyUsage:m5.large': (744 * 0.06048).toFixed(2),
    'SavingsPlanCoveredUsage BoxUsage:m5.large @0.096': (744 * 0.096).toFixed(2),
    'SavingsPlanCoveredUsage BoxUsage:c5.large @0.085': (744 * 0.085).toFixed(2),
    'SavingsPlanNegation BoxUsage:m5.large': (-744 * 0.096).toFixed(2), 'SavingsPlanNegation BoxUsage:c5.large': (-744 * 0.085).toFixed(2),
    'SavingsPlanRecurringFee EC2InstanceSP:1yrNoUpfront': (744 * 0.06048).toFixed(2),
    'SavingsPlanRecurringFee ComputeSP:1yrNoUpfront': (744 * 0.06205).toFixed(2),
    'Usage BoxUsage:c5.large @0.085': (744 * 0.085).toFixed(2),
  })
})

// Each programme's clauses say the same.
test('5.4.2#1, 5.4.2#6, 10.2#2, 10.2#5, 17.2#2, 17.2#4, 46#2, 46#5: a programme ends, and up-front fees come back pro rata', async t => {
  const rows: readonly (readonly [programme: string, usage: string, operation: string, fee: number])[] = [
    ['ec2', 'BoxUsage:m5.large', 'RunInstances', 8760 * 0.056448],
    ['rds', 'InstanceUsage:db.m5.large', 'CreateDBInstance:0002', 8760 * 0.111663],
    ['elasticache', 'NodeUsage:cache.m5.large', '', 8760 * 0.099372], ['redshift', 'Node:dc2.large', '', 8760 * 0.1645],
  ]
  for (const [programme, usage, operation, fee] of rows) {
    for (const cause of ['none', 'customer']) {
      const books = await openBooks(t)
      await books.post('billing/commitments', {
        account: payer, programme, usage, ...(operation !== '' && { operation }), count: 1, payment: 'All Upfront',
      })
      // A fifth of 365 days.
      await books.cloud.clock.advance('73d')
      const { refunds } = await books.post<{ refunds: { amount: string }[] }>('pricing/programme-end', { programme, cause })
      assert.deepEqual(refunds.map(({ amount }) => amount), cause === 'customer' ? [] : [(fee * 0.8).toFixed(2)], programme)
      await assert.rejects(books.post('billing/commitments', { account: payer, programme, usage, count: 1 }), /has ended/)
    }
  }
})

test('19.1#1: reserved capacity of DynamoDB is drawn down first', async t => {
  const books = await openBooks(t)
  await books.post('billing/reservedcapacity', { account: payer, usage: 'WriteCapacityUnit-Hrs', count: 100, years: 1 })
  books.stand('dynamodb', 'WriteCapacityUnit-Hrs', 150)
  await books.cloud.clock.advance('1mo')
  assert.deepEqual(costs(await books.bill('2027-03')), {
    'Fee WriteCapacityUnit-Hrs': '150.00', 'RIFee WriteCapacityUnit-Hrs': (744 * 0.0128).toFixed(2),
      'DiscountedUsage WriteCapacityUnit-Hrs @0': '0.00',
    'Usage WriteCapacityUnit-Hrs @0': '0.00', 'Usage WriteCapacityUnit-Hrs @0.00065': ((744 * 50 - 18_600) * 0.00065).toFixed(2),
  })
})
