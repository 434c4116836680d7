// Summaries of invoices and credit memos, of an account or by number: what they come to, in dollars and in the currency they are paid in.
// Source: InvoiceSummary, AWS Invoicing API Reference.

import type { Invoicing, InvoiceSummary } from '../../../generated/aws/invoicing.ts'
import type { Call } from '../../kernel/service.ts'
import { contractOf, dollars, inCurrency, pageOf } from '../../contract/index.ts'
import type { Credit, Invoice } from '../../contract/index.ts'

type SummaryCall = Call<'ResourceNotFoundException' | 'AccessDeniedException'>
type Filter = NonNullable<Parameters<Invoicing['ListInvoiceSummaries']>[0]['Filter']>

export const ListInvoiceSummaries: Invoicing['ListInvoiceSummaries'] = (input, call) => {
  const { Selector: { ResourceType: type, Value: value }, Filter: filter = {}, NextToken: token, MaxResults: limit = 100 } = input
  const found = type === 'INVOICE_ID' ? [invoiceNumbered(value, call)] : invoicesOf(value, call)
  const all = found.flatMap(invoice => [shown(invoice), ...memosOf(invoice, call)]).filter(summary => passes(summary, filter))
  const { items, next } = pageOf(all, { token, limit }, `summaries/${value}/${JSON.stringify(filter)}`, call, () =>
    call.fault('ValidationException', 'The next token is invalid.'))
  return { InvoiceSummaries: items, ...(next !== undefined && { NextToken: next }) }
}

/** @throws ResourceNotFoundException for one that is not there, or is not the caller's */
export function invoiceNumbered(number: string, call: SummaryCall): Invoice {
  const invoice = contractOf(call).invoices.numbered(number)
  const isOwn = invoice?.payer === call.account || invoice?.unit?.receiver === call.account
  if (invoice === undefined || !isOwn) {
    throw call.fault('ResourceNotFoundException', `The invoice ${number} does not exist.`)
  }
  return invoice
}

/**
 * Invoices are the payer's, and those of an invoice unit its receiver's too; other members have none.
 * @throws AccessDeniedException for an account of others
 */
function invoicesOf(account: string, call: SummaryCall): Invoice[] {
  const { ledger, invoices } = contractOf(call)
  if (account !== call.account && ledger.accounts.payerAt(account, call.now()) !== call.account) {
    throw call.fault('AccessDeniedException', `Account ${call.account} may not see the invoices of ${account}.`)
  }
  const payer = ledger.accounts.payerAt(account, call.now())
  const received = payer === account ? [] : invoices.of(payer).filter(({ unit }) => unit?.receiver === account)
  return [...invoices.of(account), ...received].toReversed()
}

function shown(invoice: Invoice): InvoiceSummary {
  const { number, payer, month, issuedAt, dueAt, lines, beforeTax, tax, total, currency, rate, liable, unit } = invoice
  const discounts = lines.filter(({ kind }) => kind === 'Credit' || kind === 'Refund')
  const amounts = (text: (amount: bigint) => string, code: string) => ({
    TotalAmount: text(total), TotalAmountBeforeTax: text(total - tax), CurrencyCode: code,
    AmountBreakdown: {
      SubTotalAmount: text(beforeTax - discounts.reduce((sum, { cost }) => sum + cost, 0n)),
      ...(discounts.length > 0 && { Discounts: breakdown(discounts, text) }),
      ...(tax !== 0n && { Taxes: breakdown(lines.filter(({ kind }) => kind === 'Tax'), text) }),
    },
  })
  const [year = '', number2 = ''] = month.split('-')
  return {
    AccountId: unit?.receiver ?? payer, InvoiceId: number, IssuedDate: issuedAt, DueDate: dueAt, BillSourceAccounts: [...liable],
    BillSourceAccountsTotalCount: liable.length, ReceiverRole: 'PAYER',
    Entity: { InvoicingEntity: lines[0]?.seller ?? '', BillingEntity: 'AWS' },
      BillingPeriod: { Month: Number(number2), Year: Number(year) },
    InvoiceType: 'INVOICE', BaseCurrencyAmount: amounts(amount => dollars(amount), 'USD'),
    PaymentCurrencyAmount: {
      ...amounts(amount => inCurrency(amount, currency, rate), currency),
      ...(currency !== 'USD' && { CurrencyExchangeDetails: { SourceCurrencyCode: 'USD', TargetCurrencyCode: currency, Rate: rate } }),
    },
  } as InvoiceSummary
}

interface Sum { readonly description: string, readonly cost: bigint }

function breakdown(lines: readonly Sum[], text: (amount: bigint) => string) {
  const sums = new Map<string, bigint>()
  for (const { description, cost } of lines) sums.set(description, (sums.get(description) ?? 0n) + cost)
  return {
    Breakdown: [...sums].map(([Description, amount]) => ({ Description, Amount: text(amount) })),
    TotalAmount: text([...sums.values()].reduce((sum, amount) => sum + amount, 0n)),
  }
}

/** Refunds of an invoice have documents of their own. */
function memosOf(invoice: Invoice, call: Call): InvoiceSummary[] {
  const { credits } = contractOf(call).ledger
  const memos = [...credits.scan()].map(([, credit]) => credit).filter(({ memo }) => memo?.invoice === invoice.number)
  return memos.map((credit: Credit) => {
    const { AccountId, BillingPeriod, Entity, ReceiverRole } = shown(invoice)
    const text = `-${dollars(credit.amount)}`
    return {
      AccountId, InvoiceId: credit.id, IssuedDate: credit.grantedAt, DueDate: credit.grantedAt, Entity, BillingPeriod, ReceiverRole,
      InvoiceType: 'CREDIT_MEMO', OriginalInvoiceId: invoice.number,
      BaseCurrencyAmount: { TotalAmount: text, TotalAmountBeforeTax: text, CurrencyCode: 'USD' },
      PaymentCurrencyAmount: { TotalAmount: `-${inCurrency(credit.amount, invoice.currency, invoice.rate)}`,
        CurrencyCode: invoice.currency },
    } as InvoiceSummary
  })
}

function passes(summary: InvoiceSummary,
  { TimeInterval: interval, BillingPeriod: period, InvoicingEntity: entity, ReceiverRole: role }: Filter): boolean {
  const issuedAt = Number(summary.IssuedDate)
  return (interval === undefined || (issuedAt >= Number(interval.StartDate) && issuedAt <= Number(interval.EndDate)))
    && (period === undefined || (summary.BillingPeriod!.Month === period.Month && summary.BillingPeriod!.Year === period.Year))
    && (entity === undefined || summary.Entity!.InvoicingEntity === entity) && (role === undefined || summary.ReceiverRole === role)
}
