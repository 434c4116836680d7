// Invoice units cut a month: an invoice for each unit, one for the rest, each paid apart; what was invoiced before stays as it is.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Invoicing } from '@aws-sdk/client-invoicing'
import { member, openBooks, payer } from './books.ts'
import type { Bill } from './books.ts'

const other = '555566667777'

test('units of an organization have invoices of their own, and their receivers see them', async t => {
  const books = await openBooks(t)
  for (const account of [member, other]) await books.post('billing/account', { account, payer })
  books.instances('m5.large', 1, { account: payer })
  books.instances('c5.large', 1, { account: member, id: 'b' })
  books.instances('r5.large', 1, { account: other, id: 'c' })
  const invoicing = (account: string) => new Invoicing({ ...books.cloud.client({ accessKeyId: account }), maxAttempts: 1 })
  await books.cloud.clock.advance('1mo')
  const { InvoiceUnitArn } = await invoicing(payer).createInvoiceUnit({ Name: 'shop', InvoiceReceiver: member,
    Rule: { LinkedAccounts: [member] } })
  await books.cloud.clock.advance('1mo')
  const bills = async (month: string) =>
    (await books.get<{ bills: (Bill & { unit?: string })[] }>(`bill?account=${payer}&month=${month}`)).bills
  assert.equal((await bills('2027-03')).length, 1)
  const [rest, shop] = await bills('2027-04')
  assert.deepEqual([rest!.unit, shop!.unit], [undefined, 'shop'])
  assert.deepEqual([rest!.total, shop!.total], [(720 * (0.096 + 0.126)).toFixed(2), (720 * 0.085).toFixed(2)])
  assert.deepEqual([[...new Set(rest!.lines.map(({ account }) => account))].sort(),
    [...new Set(shop!.lines.map(({ account }) => account))]],
    [[payer, other].sort(), [member]])
  assert.equal((await books.bill('2027-04', member)).number, shop!.number)
  const summaries = async (account: string) => (await invoicing(account).listInvoiceSummaries({
    Selector: { ResourceType: 'ACCOUNT_ID', Value: account }, Filter: { BillingPeriod: { Month: 4, Year: 2027 } },
  })).InvoiceSummaries!.map(({ InvoiceId }) => InvoiceId)
  assert.deepEqual([(await summaries(payer)).length, await summaries(member), await summaries(other)], [2, [shop!.number], []])
  await books.cloud.clock.advance('5d')
  assert.deepEqual((await bills('2027-04')).map(({ status }) => status), ['paid', 'paid'])
  await invoicing(payer).deleteInvoiceUnit({ InvoiceUnitArn: InvoiceUnitArn! })
  await books.cloud.clock.advance('1mo')
  assert.equal((await bills('2027-05')).length, 1)
})
