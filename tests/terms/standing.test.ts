// What stands for long: snapshots, unused workbooks, reservations that licence prices meet, and the standing of accounts.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EC2 } from '@aws-sdk/client-ec2'
import { Savingsplans } from '@aws-sdk/client-savingsplans'
import type { SavingsPlanRate } from '@aws-sdk/client-savingsplans'
import { member, openBooks, payer } from '../money/books.ts'
import type { Books } from '../money/books.ts'
import { account, contractCloud, toldTo } from './contract.ts'

test('36#1, 36#2, 36#3: a domain has a snapshot of each day, for fourteen days at least and no longer', async t => {
  const contract = await contractCloud(t)
  await contract.ask('es:CreateElasticsearchDomain', {
    DomainName: 'logs', ElasticsearchClusterConfig: {}, SnapshotOptions: { AutomatedSnapshotStartHour: 3 },
  })
  const list = async () => (await contract.control(`es/snapshots?domain=logs`))['snapshots'] as string[]
  assert.deepEqual(await list(), [])
  await contract.cloud.clock.advance('2d')
  assert.deepEqual(await list(), ['2027-02-01T03:00:00Z', '2027-02-02T03:00:00Z'])
  await contract.cloud.clock.advance('1mo')
  const snapshots = await list()
  assert.equal(snapshots.length, 14)
  const remove = async (snapshot: string) =>
    (await contract.control('es/snapshot-deletion', { account, domain: 'logs', snapshot }))['message']
  assert.match(String(await remove(snapshots[0]!)), /36#2/)
  assert.equal(await remove('2027-02-01T03:00:00Z'), undefined)
})

test('77.2#1, 77.2#2: a workbook that nobody uses is announced, and gone thirty days later', async t => {
  const contract = await contractCloud(t)
  const use = async (workbook: string) => String((await contract.control('honeycode/workbook', { account, workbook }))['message'] ?? 'used')
  for (const workbook of ['idle', 'busy']) assert.equal(await use(workbook), 'used')
  await contract.cloud.clock.advance('3mo')
  assert.equal((await toldTo(contract)).filter(each => /HONEYCODE/.test(each)).length, 2)
  await contract.cloud.clock.advance('10d')
  assert.equal(await use('busy'), 'used')
  await contract.cloud.clock.advance('21d')
  assert.equal(await use('busy'), 'used')
  assert.match(await use('idle'), /77\.2#2/)
})

test('5.4.2#2: plans and hosts do not change hands', async t => {
  const contract = await contractCloud(t)
  assert.match(String((await contract.control('commitments/transfer', { account, commitment: 'c', to: '111122223333' }))['message']),
    /5\.4\.2#2/)
})

test('5.4.1#3, 5.4.1#4, 5.4.1#7: licence prices rise after a notice, Windows\' in winter; who holds a reservation may quit', async t => {
  const contract = await contractCloud(t, '2027-03-01T00:00:00Z')
  const bought = await contract.control('billing/commitments', {
    account, programme: 'ec2', usage: 'BoxUsage:m5.large', operation: 'RunInstances:0002', payment: 'All Upfront',
  })
  const raise = async (vendor: string, effective: string) =>
    String((await contract.control('pricing/licence-increase', { account, vendor, effective }))['message'] ?? 'told')
  const quit = async () =>
    String((await contract.control('commitments/quit', { account, reservation: bought['id'] }))['message'] ?? 'ended')
  assert.match(await quit(), /5\.4\.1#7/)
  assert.match(await raise('windows', '2027-06-01'), /5\.4\.1#3/)
  assert.match(await raise('red-hat', '2027-03-20'), /5\.4\.1#4/)
  assert.equal(await raise('red-hat', '2027-06-01'), 'told')
  assert.match(await quit(), /5\.4\.1#7/)
  assert.equal(await raise('windows', '2027-12-15'), 'told')
  assert.deepEqual(await toldTo(contract), ['AWS_EC2_LICENCE_PRICE upcoming'])
  // A fifth of 365 days.
  await contract.cloud.clock.advance('73d')
  assert.equal(await quit(), 'ended')
  const { credits: [credit] } = await contract.control('billing/credits') as { credits: { amount: string }[] }
  assert.ok(Math.abs(Number(credit!.amount) - Number(bought['upfront']) * 0.8) < 0.01, `${credit!.amount} of ${String(bought['upfront'])}`)
})

test('5.4.1#2, 5.4.1#5, 5.4.1#6: a licence\'s rise goes into prices of reservations and plans; a holder may go on, or convert to Linux',
  async t => {
  const books = await openBooks(t, '2027-03-01T00:00:00Z')
  const windows = { account: payer, usage: 'BoxUsage:m5.large', operation: 'RunInstances:0002', payment: 'No Upfront' }
  const { id } = await books.post<{ id: string }>('billing/commitments', { ...windows, programme: 'ec2' })
  await books.post('billing/commitments', { account: payer, programme: 'savings-plan', plan: 'Compute', hourly: '0.5' })
  books.instances('m5.large', 3, { operation: 'RunInstances:0002' })
  await books.post('pricing/licence-increase', { account: payer, vendor: 'windows', effective: '2027-12-01', hourly: '0.01' })
  await books.cloud.clock.set('2028-02-01T00:00:00Z')
  const feeOf = async (month: string) => (await books.bill(month)).lines.filter(({ type }) => type === 'RIFee')
    .reduce((sum, { cost }) => sum + Number(cost), 0)
  const before = await feeOf('2027-11') / 720
  assert.ok(Math.abs(await feeOf('2027-12') / 744 - before - 0.01) < 1e-6)
  const { searchResults: rates } = await ratesOf(books)
  const rate = Number(rates.find(({ usageType, operation }) => usageType === 'BoxUsage:m5.large'
    && operation === 'RunInstances:0002')!.rate)
  assert.ok(Math.abs(rate - (0.188 * 0.73 + 0.01)) < 1e-6, String(rate))
  await assert.rejects(books.post('commitments/convert', { account: member, reservation: id }), /5\.4\.1#6/)
  await books.post('commitments/convert', { account: payer, reservation: id })
  const ec2 = new EC2({ ...books.cloud.client({ accessKeyId: payer }) })
  const { ReservedInstances: shown = [] } = await ec2.describeReservedInstances({})
  assert.deepEqual(shown.map(({ State, ProductDescription }) => `${State} ${ProductDescription}`).sort(),
    ['active Linux/UNIX', 'retired Windows'])
  assert.equal(new Set(shown.filter(({ State }) => State === 'active').map(({ End }) =>
    End!.toISOString())).has('2028-02-29T00:00:00.000Z'), true)
})

async function ratesOf(books: Books) {
  const plans = new Savingsplans({ ...books.cloud.client({ accessKeyId: payer }) })
  const { savingsPlans: [plan] = [] } = await plans.describeSavingsPlans({})
  const found: SavingsPlanRate[] = []
  for (let nextToken: string | undefined; ;) {
    const page = await plans.describeSavingsPlanRates({ savingsPlanId: plan!.savingsPlanId!,
      ...(nextToken !== undefined && { nextToken }) })
    found.push(...page.searchResults!)
    nextToken = page.nextToken
    if (nextToken === undefined) return { searchResults: found }
  }
}

test('5.5.1#4: who is not in good standing buys nothing', async t => {
  const contract = await contractCloud(t)
  for (const film of ['a', 'b', 'c']) await contract.control('content/report', { account, resource: `s3://x/${film}`, reason: 'illegal' })
  const { fault } = await contract.call('ec2:PurchaseReservedInstancesOffering', { ReservedInstancesOfferingId: 'o', InstanceCount: 1 })
  assert.match(fault?.message ?? '', /closed/)
})

test('1.5#1: who says too little of himself is refused; the model of the account\'s API itself asks', async t => {
  const contract = await contractCloud(t)
  assert.match((await contract.call('account:PutContactInformation', { ContactInformation: { FullName: 'Ann' } })).fault?.message ?? '',
    /addressLine1/i)
})
