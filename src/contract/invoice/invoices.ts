// The invoices of one cloud and how they are paid: charged to the card when due, tried again when it declines, overdue after that; a payer
// who has not paid a month later is suspended with everyone it pays for, until it has (Service Terms 48.2).

import { key, prefixOf } from '../../std/key.ts'
import { SettingError } from '../../kernel/fault.ts'
import { dayMs } from '../calendar.ts'
import type { Ledger } from '../ledger.ts'
import type { Money } from '../money.ts'
import type { Invoice, InvoiceState, Payment } from './invoice.ts'
import { InvoiceUnits, split } from './unit.ts'

/** Days after the due date on which a declined card is tried again, and on which the account is suspended. Assumed: AWS names no days. */
const retryDays = [3, 7, 14]
const suspensionDays = 30

export class Invoices {
  readonly #ledger: Ledger
  readonly units: InvoiceUnits

  constructor(ledger: Ledger) {
    this.#ledger = ledger
    this.units = new InvoiceUnits(ledger)
  }

  /** Of a payer, oldest first; of all without one. */
  of(payer?: string): Invoice[] {
    const range = payer === undefined ? {} : { prefix: prefixOf(payer) }
    return [...this.#ledger.table<Invoice>('invoice').scan(range)].map(([, invoice]) => invoice)
  }

  /** All of a payer's month: its own, and those of its invoice units. */
  inMonth(payer: string, month: string): Invoice[] {
    return [...this.#ledger.table<Invoice>('invoice').scan({ prefix: prefixOf(payer, month) })].map(([, invoice]) => invoice)
  }

  /** The invoice of a month that an account's charges are on. */
  get(payer: string, month: string, account = payer): Invoice | undefined {
    const all = this.inMonth(payer, month)
    return all.find(({ unit }) => unit?.accounts.includes(account) === true) ?? all.find(({ unit }) => unit === undefined)
  }

  numbered(number: string): Invoice | undefined {
    return this.of(number.slice(-12)).find(invoice => invoice.number === number)
  }

  stateOf({ number }: Invoice): InvoiceState {
    return this.#ledger.table<InvoiceState>('invoice-state').get(key(number)) ?? { number, status: 'due', payments: [] }
  }

  /** Files a new invoice, cut by the payer's units, and sets the days of payment; inside a transaction. */
  file(whole: Invoice): void {
    for (const invoice of split(whole, this.units.of(whole.payer))) this.#fileOne(invoice)
  }

  #fileOne(invoice: Invoice): void {
    const { payer, month, unit } = invoice
    this.#ledger.table<Invoice>('invoice').put(unit === undefined ? key(payer, month) : key(payer, month, unit.id), invoice)
    if (invoice.total <= 0n) this.#put(invoice, { number: invoice.number, status: 'paid', payments: [] })
    else this.#ledger.ground.setTimer('payment', invoice.number, invoice.dueAt, { attempt: 0 })
  }

  /** The timer of an invoice: tries the card, or gives up; inside a transaction. */
  due(number: string, attempt: number): void {
    const invoice = this.numbered(number)
    if (invoice === undefined || this.stateOf(invoice).status === 'paid') return
    if (attempt > retryDays.length) return this.#suspend(invoice.payer)
    if (this.pay(invoice).outcome === 'paid') return
    this.#put(invoice, { ...this.stateOf(invoice), status: 'overdue' })
    const days = retryDays[attempt] ?? suspensionDays
    this.#ledger.ground.setTimer('payment', number, invoice.dueAt + days * dayMs, { attempt: attempt + 1 })
  }

  /**
   * Pays by card, or by other means that always succeed; inside a transaction. A card whose issuer does not know the invoice's currency
   * declines (1.17.2).
   */
  pay(invoice: Invoice, method = 'card'): Payment {
    const state = this.stateOf(invoice)
    if (state.status === 'paid') throw new SettingError(`Invoice ${invoice.number} is paid.`, 'Nothing is owed for it.')
    const { card } = this.#ledger.accounts.get(invoice.payer)
    const reason = method !== 'card' ? undefined
      : card.declines ? 'The card was declined.'
        : card.currencies?.includes(invoice.currency) === false ? `The card does not pay ${invoice.currency}.` : undefined
    const payment: Payment = {
      at: this.#ledger.now(), amount: this.owed(invoice), method, outcome: reason === undefined ? 'paid' : 'declined',
      ...(reason !== undefined && { reason }),
    }
    this.#put(invoice, { ...state, status: reason === undefined ? 'paid' : state.status, payments: [...state.payments, payment] })
    if (reason === undefined) {
      this.#ledger.ground.cancelTimer('payment', invoice.number)
      this.#restore(invoice.payer)
    }
    return payment
  }

  /** What is still to be paid of an invoice. */
  owed(invoice: Invoice): Money {
    const { status, payments } = this.stateOf(invoice)
    const paid = payments.filter(({ outcome }) => outcome === 'paid').reduce((sum, { amount }) => sum + amount, 0n)
    return status === 'paid' ? 0n : invoice.total - paid
  }

  /** Takes what is overdue out of money that the payer is to get (5.5.4); inside a transaction. @returns what was taken */
  setOff(payer: string, available: Money): Money {
    let left = available
    for (const invoice of this.of(payer)) {
      const state = this.stateOf(invoice)
      const owed = this.owed(invoice)
      if (state.status !== 'overdue' || left === 0n) continue
      const amount = owed < left ? owed : left
      left -= amount
      const payment: Payment = { at: this.#ledger.now(), amount, method: 'proceeds', outcome: 'paid' }
      this.#put(invoice, { ...state, status: amount === owed ? 'paid' : 'overdue', payments: [...state.payments, payment] })
      if (amount < owed) break
      this.#ledger.ground.cancelTimer('payment', invoice.number)
      this.#restore(payer)
    }
    return available - left
  }

  #put(invoice: Invoice, state: InvoiceState): void {
    this.#ledger.table<InvoiceState>('invoice-state').put(key(invoice.number), state)
  }

  /** Non-payment suspends the payer, and with it every member (48.2). */
  #suspend(payer: string): void {
    for (const id of this.#ledger.family(payer, this.#ledger.currentMonth)) {
      this.#ledger.accounts.put({ suspendedFor: 'non-payment', ...this.#ledger.accounts.get(id) })
    }
  }

  #restore(payer: string): void {
    if (this.of(payer).some(invoice => this.stateOf(invoice).status === 'overdue')) return
    for (const id of this.#ledger.family(payer, this.#ledger.currentMonth)) {
      const { suspendedFor, ...account } = this.#ledger.accounts.get(id)
      if (suspendedFor === 'non-payment') this.#ledger.accounts.put(account)
    }
  }
}
