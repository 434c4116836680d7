// Invoices as JSON and as text: amounts as decimals, quantities in billing units, lines under their seller, account and service.

import { instant } from '../calendar.ts'
import { decimal, dollars, priceText } from '../money.ts'
import { amountOfUnit } from '../prices/measure.ts'
import { inCurrency } from './invoice.ts'
import type { Invoice, InvoiceLine, InvoiceState } from './invoice.ts'

export interface ShownLine {
  readonly seller: string
  readonly account: string
  readonly service: string
  readonly name: string
  readonly region: string
  readonly type: string
  readonly usageType: string
  readonly operation: string
  readonly description: string
  readonly quantity: string
  readonly unit: string
  readonly rate: string
  /** Dollars, with ten decimals. */
  readonly cost: string
}

export interface ShownInvoice {
  readonly number: string
  readonly status: 'running' | InvoiceState['status']
  readonly account: string
  readonly month: string
  readonly issuedAt: string
  readonly dueAt: string
  readonly liable: readonly string[]
  readonly lines: readonly ShownLine[]
  readonly services: readonly { readonly name: string, readonly cost: string }[]
  /** Dollars: exact to ten decimals, then what is owed, in cents and in the currency. */
  readonly beforeTax: string
  readonly tax: string
  readonly total: string
  readonly currency: string
  readonly exchangeRate: string
  readonly totalInCurrency: string
  readonly payments: readonly { readonly at: string, readonly method: string, readonly outcome: string, readonly reason?: string }[]
  readonly unpriced: number
  /** The invoice unit, and who receives its invoice. */
  readonly unit?: string
  readonly receiver?: string
}

export function shownInvoice(invoice: Invoice, state: InvoiceState | 'running'): ShownInvoice {
  const { number, payer, month, lines, beforeTax, tax, total, currency, rate, liable, unpricedCount } = invoice
  const sums = new Map<string, bigint>()
  for (const line of lines) if (line.kind !== 'Tax') sums.set(line.name, (sums.get(line.name) ?? 0n) + line.cost)
  return {
    number, status: state === 'running' ? 'running' : state.status, account: payer, month, issuedAt: instant(invoice.issuedAt),
    dueAt: instant(invoice.dueAt), liable,
    lines: lines.map(line => shownLine(line, month)),
    services: [...sums].sort(([, a], [, b]) => a === b ? 0 : a > b ? -1 : 1).map(([name, cost]) => ({ name, cost: dollars(cost, 10) })),
    beforeTax: dollars(beforeTax, 10), tax: dollars(tax), total: dollars(total), currency, exchangeRate: rate,
    totalInCurrency: inCurrency(total, currency, rate),
    payments: state === 'running' ? [] : state.payments.map(({ at, method, outcome, reason }) =>
      ({ at: instant(at), method, outcome, ...(reason !== undefined && { reason }) })),
    unpriced: unpricedCount, ...(invoice.unit !== undefined && { unit: invoice.unit.name, receiver: invoice.unit.receiver }),
  }
}

function shownLine(line: InvoiceLine, month: string): ShownLine {
  const { seller, account, service, name, region, kind, usageType, operation, description, measure, unit, price, amount, cost } = line
  return {
    seller, account, service, name, region, type: kind, usageType, operation, description, unit,
    quantity: amount === 0n ? '' : decimal(amount, amountOfUnit(measure, month), 10).replace(/\.?0+$/, ''),
    rate: amount === 0n ? '' : priceText(price), cost: dollars(cost, 10),
  }
}
