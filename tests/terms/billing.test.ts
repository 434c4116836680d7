// What the terms say of money: who sells what, what commitments are worth and for how long.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { costs, openBooks, payer } from '../money/books.ts'

interface Sale { readonly clause: string, readonly service: string, readonly region: string, readonly usage: string,
  readonly country?: string,
  readonly seller: string }

const [llc, singapore, usual] = ['AMCS LLC', 'AMCS SG PRIVATE LIMITED', 'Amazon Web Services, Inc.']

const sales: readonly Sale[] = [
  { clause: '15.1', service: 'ses', region: 'ap-southeast-1', usage: 'Recipients', seller: singapore },
  { clause: '15.2', service: 'ses', region: 'ap-northeast-1', usage: 'Recipients', seller: llc },
  { clause: '28.1', service: 'workdocs', region: 'ap-northeast-1', usage: 'Users', seller: llc },
  { clause: '29.1', service: 'pinpoint', region: 'ap-northeast-1', usage: 'Messages', seller: llc },
  { clause: '29.1', service: 'pinpoint', region: 'us-east-1', usage: 'Messages', country: 'JP', seller: llc },
  { clause: '29.2', service: 'pinpoint', region: 'ap-southeast-1', usage: 'Messages', seller: singapore },
  { clause: '53.2.2#1', service: 'chime', region: 'us-east-1', usage: 'BusinessCalling', seller: llc },
  { clause: '53.2.2#1', service: 'chime', region: 'us-east-1', usage: 'VoiceConnector', seller: llc },
  { clause: '53.7', service: 'chime', region: 'ap-northeast-1', usage: 'Meetings', seller: llc },
  { clause: '53.8', service: 'chime', region: 'ap-southeast-1', usage: 'Meetings', seller: singapore },
  { clause: '54.1.2#1', service: 'connect', region: 'ap-southeast-1', usage: 'Telephony', seller: singapore },
  { clause: '54.1.2#1', service: 'connect', region: 'us-east-1', usage: 'Telephony', seller: llc },
  { clause: '59.7#1', service: 'alexaforbusiness', region: 'us-east-1', usage: 'Communication', seller: llc },
]

function priced(service: string, usage: string) {
  return { service, usage, from: '2027-03-01', measure: 'count', unit: 'Units', price: '1', family: 'Other', description: usage }
}

for (const { clause, service, region, usage, country, seller } of sales) {
  test(`${clause}: ${service} ${usage} in ${region}${country === undefined ? '' : ` for ${country}`} is sold by ${seller}`, async t => {
    const books = await openBooks(t)
    await books.post('pricing/prices', { prices: [priced(service, usage), priced(service, 'Other')] })
    if (country !== undefined) await books.post('billing/account', { account: payer, country })
    books.count(service, usage, 10, { region })
    const { lines: [line] } = await books.bill('2027-03')
    assert.equal(line!.seller, seller)
  })
}

test('53.2.2#2, 54.1.2#2: an invoice says which of a service\'s usage comes from which seller', async t => {
  const books = await openBooks(t)
  const rows = [['chime', 'SMS'], ['chime', 'Meetings'], ['connect', 'Telephony'], ['connect', 'Chat']] as const
  await books.post('pricing/prices', { prices: rows.map(([service, usage]) => priced(service, usage)) })
  for (const [service, usage] of rows) books.count(service, usage, 10)
  const { lines } = await books.bill('2027-03')
  const sellers = Object.fromEntries(lines.map(({ service, usageType, seller }) => [`${service} ${usageType}`, seller]))
  assert.deepEqual(sellers, { 'chime SMS': llc, 'chime Meetings': usual, 'connect Telephony': llc, 'connect Chat': usual })
})

interface Programme { readonly clause: string, readonly programme: string, readonly usage: string, readonly operation?: string,
  readonly onDemand: number, readonly count?: number }

// Each programme's clauses say the same: a price of its own, that no later price changes, and afterwards the price of the day.
const programmes: readonly Programme[] = [
  { clause: '10.2#1, 10.2#3, 10.2#6', programme: 'rds', usage: 'InstanceUsage:db.m5.large', operation: 'CreateDBInstance:0002',
    onDemand: 0.171 },
  { clause: '17.2#1, 17.2#3, 17.2#5', programme: 'elasticache', usage: 'NodeUsage:cache.m5.large', onDemand: 0.156 },
  { clause: '46#1, 46#3, 46#6', programme: 'redshift', usage: 'Node:dc2.large', onDemand: 0.25 },
  { clause: '19.1#3, 19.1#5', programme: 'dynamodb', usage: 'WriteCapacityUnit-Hrs', onDemand: 0.00065, count: 100 },
]

for (const { clause, programme, usage, operation = '', onDemand, count = 1 } of programmes) {
  test(`${clause}: ${programme} keeps its price for the term, and pays the day's afterwards`, async t => {
    const books = await openBooks(t)
    await books.post('billing/commitments', {
      account: payer, programme, usage, count, ...(operation !== '' && { operation }),
        ...(programme !== 'dynamodb' && { payment: 'No Upfront' }),
    })
    books.stand(programme, usage, count, { operation })
    await books.post('pricing/prices', {
      prices: [{ service: programme, usage, ...(operation !== '' && { operation }), from: '2027-06-01', measure: 'hours', unit: 'Hrs',
        price: String(onDemand * 2), family: 'Other', description: usage }],
    })
    await books.cloud.clock.advance('14mo')
    const feeOf = async (month: string) => Number(Object.entries(costs(await books.bill(month)))
      .find(([name]) => name.startsWith('RIFee'))?.[1])
    assert.ok(await feeOf('2027-05') > 0 && await feeOf('2027-05') < 744 * onDemand * count)
    assert.equal(await feeOf('2027-07'), await feeOf('2027-05'))
    const july = costs(await books.bill('2027-07'))
    assert.deepEqual(Object.entries(july).filter(([name, cost]) => name.startsWith('Usage') && cost !== '0.00'), [])
    const { lines } = await books.bill('2028-03')
    assert.deepEqual(lines.filter(({ type }) => type !== 'Usage').map(({ type }) => type), [])
    assert.ok(lines.some(({ rate }) => Number(rate) === onDemand * 2))
  })
}

test('5.4.2#4, 10.2#4, 46#4: commitments are billed to the end of their term, though the account is closed', async t => {
  for (const [programme, usage, operation] of [
    ['ec2', 'BoxUsage:m5.large', 'RunInstances'], ['rds', 'InstanceUsage:db.m5.large', 'CreateDBInstance:0002'],
      ['redshift', 'Node:dc2.large', ''],
  ] as const) {
    const books = await openBooks(t)
    await books.post('billing/commitments',
      { account: payer, programme, usage, payment: 'No Upfront', ...(operation !== '' && { operation }) })
    for (const film of ['a', 'b', 'c']) await books.post('content/report',
      { account: payer, resource: `s3://x/${film}`, reason: 'illegal' })
    await books.cloud.clock.advance('13mo')
    for (const month of ['2027-04', '2028-01']) assert.ok(Number((await books.bill(month)).total) > 0, `${programme} in ${month}`)
    assert.equal(Number((await books.bill('2028-03')).total), 0)
  }
})

test('19.1#2: a programme of reserved capacity that has ended sells nothing', async t => {
  const books = await openBooks(t)
  const buy = () => books.post('billing/reservedcapacity', { account: payer, usage: 'WriteCapacityUnit-Hrs', count: 100, years: 1 })
  await buy()
  await books.post('pricing/programme-end', { programme: 'dynamodb', cause: 'none' })
  await assert.rejects(buy(), /has ended/)
})

test('19.1#4: reserved capacity comes back pro rata where the provider ends it without cause, else not', async t => {
  for (const cause of ['none', 'customer'] as const) {
    const books = await openBooks(t)
    await books.post('billing/reservedcapacity', { account: payer, usage: 'WriteCapacityUnit-Hrs', count: 100, years: 1 })
    await books.cloud.clock.advance('73d')
    const { refunds } = await books.post<{ refunds: { amount: string }[] }>('pricing/programme-end', { programme: 'dynamodb', cause })
    assert.deepEqual(refunds.map(({ amount }) => amount), cause === 'none' ? ['120.00'] : [])
  }
})

test('0#5: free allowances for ever, for twelve months, and then the standard rate', async t => {
  const books = await openBooks(t)
  books.count('sqs', 'Requests-RBP', 1_000_000)
  books.instances('t3.micro', 1)
  assert.equal((await books.bill('2027-03')).total, '0.00')
  await books.cloud.clock.advance('13mo')
  books.count('sqs', 'Requests-RBP', 1_000_000)
  await books.cloud.clock.advance('1d')
  const { lines } = await books.bill('2028-04')
  assert.deepEqual(lines.filter(({ cost }) => Number(cost) > 0).map(({ usageType }) => usageType), ['BoxUsage:t3.micro'])
})

test('0#7: each service is billed by what is used, and nothing is used for nothing', async t => {
  const books = await openBooks(t)
  books.instances('m5.large', 1)
  await books.cloud.clock.advance('2h')
  const bill = await books.bill('2027-03')
  assert.deepEqual(bill.lines.filter(({ cost }) => Number(cost) > 0).map(({ service, cost }) => [service, Number(cost)]), [['ec2', 0.192]])
})
