// Summaries: of an account, by number, by period; credit memos; whose they are.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { key } from '../../std/key.ts'
import { dollar } from '../../contract/money.ts'
import { invoiced, member, payer } from './account.fixture.ts'

test('the newest first, with what they come to and the tax in it', async t => {
  const { as } = await invoiced(t)
  const Selector = { ResourceType: 'ACCOUNT_ID', Value: payer } as const
  const { InvoiceSummaries } = await as(payer).listInvoiceSummaries({ Selector })
  assert.deepEqual(InvoiceSummaries!.map(({ InvoiceId }) => InvoiceId), [`202704-${payer}`, `202703-${payer}`])
  const [april] = InvoiceSummaries!
  // 720 hours at 0.096, and 19 percent.
  assert.deepEqual([april!.BaseCurrencyAmount!.TotalAmountBeforeTax, april!.BaseCurrencyAmount!.TotalAmount], ['69.12', '82.25'])
  assert.equal(april!.BaseCurrencyAmount!.AmountBreakdown!.Taxes!.TotalAmount, '13.13')
  assert.deepEqual([april!.BillingPeriod, april!.BillSourceAccounts], [{ Month: 4, Year: 2027 }, [payer, member]])
  const march = await as(payer).listInvoiceSummaries({ Selector, Filter: { BillingPeriod: { Month: 3, Year: 2027 } } })
  assert.equal(march.InvoiceSummaries!.length, 1)
  const page = await as(payer).listInvoiceSummaries({ Selector, MaxResults: 1 })
  const rest = await as(payer).listInvoiceSummaries({ Selector, MaxResults: 1, NextToken: page.NextToken! })
  assert.deepEqual([page.InvoiceSummaries!.length, rest.InvoiceSummaries!.length, rest.NextToken], [1, 1, undefined])
})

test('a refund has a memo of its own', async t => {
  const { cloud, contract, as } = await invoiced(t)
  const credit = {
    id: 'credit-1', account: payer, name: 'Refund', amount: 10n * dollar, remaining: 10n * dollar, services: [], fromAt: 0, expiresAt: 4e12,
    grantedAt: cloud.clock.now(), memo: { reason: 'outage', invoice: `202703-${payer}` },
  }
  cloud.core.store.transact(() => { contract.ledger.credits.put(key(credit.id), credit) })
  const { InvoiceSummaries } = await as(payer).listInvoiceSummaries({ Selector: { ResourceType: 'INVOICE_ID', Value: `202703-${payer}` } })
  assert.deepEqual(InvoiceSummaries!.map(({ InvoiceType, OriginalInvoiceId }) => [InvoiceType, OriginalInvoiceId]),
    [['INVOICE', undefined], ['CREDIT_MEMO', `202703-${payer}`]])
  assert.equal(InvoiceSummaries![1]!.BaseCurrencyAmount!.TotalAmount, '-10.00')
})

test('invoices are the payer\'s', async t => {
  const { as } = await invoiced(t)
  const of = (Value: string) => ({ Selector: { ResourceType: 'ACCOUNT_ID', Value } } as const)
  assert.deepEqual((await as(payer).listInvoiceSummaries(of(member))).InvoiceSummaries, [])
  await assert.rejects(as(member).listInvoiceSummaries(of(payer)), { name: 'AccessDeniedException' })
  await assert.rejects(as(payer).listInvoiceSummaries({ Selector: { ResourceType: 'INVOICE_ID', Value: 'x' } }),
    { name: 'ResourceNotFoundException' })
})
