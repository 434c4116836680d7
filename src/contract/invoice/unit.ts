// Invoice units: accounts of a payer whose month is invoiced apart, to a receiver among them. What belongs to no unit stays on the payer's
// own invoice. Source: "Invoice configuration", AWS Billing User Guide; InvoiceUnit, AWS Invoicing API Reference.

import { key, prefixOf } from '../../std/key.ts'
import type { Ledger } from '../ledger.ts'
import { rounded } from '../money.ts'
import type { Invoice, InvoiceLine } from './invoice.ts'

export interface InvoicedUnit {
  readonly id: string
  readonly name: string
  readonly payer: string
  readonly receiver: string
  readonly accounts: readonly string[]
}

export class InvoiceUnits {
  readonly #ledger: Ledger

  constructor(ledger: Ledger) {
    this.#ledger = ledger
  }

  of(payer: string): InvoicedUnit[] {
    return [...this.#ledger.table<InvoicedUnit>('invoice-unit').scan({ prefix: prefixOf(payer) })].map(([, unit]) => unit)
  }

  /** Inside a transaction; it counts for months that are closed from now on. */
  put(unit: InvoicedUnit): void {
    this.#ledger.table<InvoicedUnit>('invoice-unit').put(key(unit.payer, unit.id), unit)
  }

  /** Inside a transaction. */
  delete(payer: string, id: string): void {
    this.#ledger.table<InvoicedUnit>('invoice-unit').delete(key(payer, id))
  }
}

/** One invoice for each unit that has lines on it, and one for the rest. */
export function split(invoice: Invoice, units: readonly InvoicedUnit[]): Invoice[] {
  const unitOf = (account: string) => units.find(({ accounts }) => accounts.includes(account))
  const { number, month, payer, liable } = invoice
  const parts = units.flatMap(unit => {
    const lines = invoice.lines.filter(({ account }) => unitOf(account) === unit)
    const { id, name, receiver, accounts } = unit
    return lines.length === 0 ? [] : [summed({
      ...invoice, number: `${month.replace('-', '')}-${id.slice(0, 8)}-${payer}`, unit: { id, name, receiver, accounts },
      liable: [...new Set([payer, ...accounts])],
    }, lines)]
  })
  if (parts.length === 0) return [invoice]
  const rest = summed({ ...invoice, number, liable: liable.filter(account => account === payer || unitOf(account) === undefined) },
    invoice.lines.filter(({ account }) => unitOf(account) === undefined))
  return [rest, ...parts]
}

function summed(invoice: Invoice, lines: readonly InvoiceLine[]): Invoice {
  const sum = (some: readonly InvoiceLine[]) => some.reduce((total, { cost }) => total + cost, 0n)
  const tax = sum(lines.filter(({ kind }) => kind === 'Tax'))
  const beforeTax = sum(lines) - tax
  return { ...invoice, lines, beforeTax, tax, total: rounded(beforeTax) + tax }
}
