// The invoice of a month: immutable once it is made, every line of it a sum of lines of the ledger. It names the seller of each line
// (Service Terms 1.9), the currency and its rate, frozen when it is made (1.17.3), and all who owe it together (48.2).

import { decimalFraction, dollars, decimal, rounded, dollar } from '../money.ts'
import type { Money } from '../money.ts'
import { costOf } from '../rating/line.ts'
import type { Line, LineKind } from '../rating/line.ts'
import { hoursOf } from '../usage/piece.ts'

/** One line as it is invoiced: all of an account's usage of one type at one price, in one region. */
export interface InvoiceLine {
  readonly seller: string
  readonly account: string
  readonly service: string
  readonly name: string
  readonly region: string
  readonly kind: LineKind
  readonly usageType: string
  readonly operation: string
  readonly description: string
  readonly measure: Line['measure']
  readonly unit: string
  readonly price: bigint
  /** Metered, of the whole month. */
  readonly amount: bigint
  readonly cost: Money
}

export interface Payment {
  readonly at: number
  readonly amount: Money
  readonly method: string
  readonly outcome: 'paid' | 'declined'
  readonly reason?: string
}

export interface Invoice {
  readonly number: string
  readonly payer: string
  readonly month: string
  readonly issuedAt: number
  readonly dueAt: number
  readonly lines: readonly InvoiceLine[]
  /** Everything but tax, exactly, and what all of it comes to in cents. */
  readonly beforeTax: Money
  readonly tax: Money
  readonly total: Money
  readonly currency: string
  /** Units of the currency for a dollar, with the conversion's fee in it. */
  readonly rate: string
  /** Accounts that owe it jointly: the payer first. */
  readonly liable: readonly string[]
  /** The invoice unit that it is of; absent for what belongs to none. */
  readonly unit?: { readonly id: string, readonly name: string, readonly receiver: string, readonly accounts: readonly string[] }
  /** Accounts whose usage has no price in the book: so many lines were left out. */
  readonly unpricedCount: number
}

/** What is kept of an invoice beside it, as it is paid. */
export interface InvoiceState {
  readonly number: string
  readonly status: 'due' | 'paid' | 'overdue'
  readonly payments: readonly Payment[]
}

/** How a line's own things are called on an invoice. */
type Described = Pick<InvoiceLine, 'seller' | 'name' | 'usageType'>

/** Sums lines into those of an invoice. */
export function invoiceLines(lines: readonly Line[], describe: (line: Line) => Described): InvoiceLine[] {
  const sums = new Map<string, { line: Line, described: Described, amount: bigint, cost: Money }>()
  for (const line of lines) {
    const described = describe(line)
    const { account, service, region, kind, operation, price, description } = line
    const group = [described.seller, account, service, region, kind, line.usageType, operation, price, description].join('\0')
    const amount = line.amount * BigInt(hoursOf(line))
    const known = sums.get(group)
    if (known === undefined) sums.set(group, { line, described, amount, cost: costOf(line) })
    else {
      known.amount += amount
      known.cost += costOf(line)
    }
  }
  return [...sums].sort(([a], [b]) => a < b ? -1 : 1).map(([, { line, described, amount, cost }]) => {
    const { account, service, region, kind, operation, description, measure, unit, price } = line
    return { ...described, account, service, region, kind, operation, description, measure, unit, price, amount, cost }
  })
}

/** An amount in a currency, with its decimals: 2, but none for yen and won. */
export function inCurrency(amount: Money, currency: string, rate: string): string {
  const decimals = currency === 'JPY' || currency === 'KRW' ? 0 : 2
  const { numerator, denominator } = decimalFraction(rate)
  return currency === 'USD' ? dollars(amount, 2) : decimal(rounded(amount, 2) * numerator, dollar * denominator, decimals)
}
