// A closed account: what stands in it costs nothing from then on, what it has committed itself to goes on (Service Terms 1.15, 5.4.2).

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contractId } from '../../src/contract/part.ts'
import type { Contract } from '../../src/contract/part.ts'
import { costs, openBooks, payer } from './books.ts'

test('5.4.2#4: usage ends with the closure, a reservation does not', async t => {
  const books = await openBooks(t)
  books.instances('m5.large', 1)
  const bought = { account: payer, programme: 'ec2', usage: 'BoxUsage:c5.large', operation: 'RunInstances', payment: 'No Upfront' }
  await books.post('billing/commitments', bought)
  await books.cloud.clock.set('2027-03-11T00:00:00Z')
  const { ledger } = books.cloud.core.parts.get(contractId) as Contract
  books.cloud.core.store.transact(() => { ledger.accounts.close(payer, books.cloud.clock.now()) })
  await books.cloud.clock.set('2027-05-01T00:00:00Z')
  const march = costs(await books.bill('2027-03'))
  assert.equal(march['Usage BoxUsage:m5.large @0.096'], (240 * 0.096).toFixed(2))
  const april = costs(await books.bill('2027-04'))
  assert.deepEqual(Object.keys(april), ['RIFee HeavyUsage:c5.large'])
})

test('an account is in one country, whoever is told of it', async t => {
  const books = await openBooks(t)
  await books.post('terms/profile', { account: payer, country: 'IN' })
  const { accounts } = await books.get<{ accounts: { account: string, country: string, currency: string }[] }>('billing/accounts')
  assert.deepEqual(accounts.map(({ account, country, currency }) => [account, country, currency]), [[payer, 'IN', 'INR']])
  await books.post('billing/account', { account: payer, country: 'DE' })
  assert.equal((await books.post('terms/profile', { account: payer, strict: false }))['country'], 'DE')
})
