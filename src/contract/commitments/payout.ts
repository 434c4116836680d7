// What sellers on the market of reserved instances are paid: each sale some business days after its money came in, less what they owe:
// corrections that their bank refused, and overdue invoices (Service Terms 5.5.4). What is held is not paid out (5.5.3).

import { key } from '../../std/key.ts'
import type { Invoices } from '../invoice/invoices.ts'
import type { Ledger } from '../ledger.ts'
import type { Money } from '../money.ts'
import type { Market } from './market.ts'

/** Money to or, below nothing, from a seller's bank. */
export interface Payout {
  readonly id: string
  readonly seller: string
  readonly at: number
  readonly sale?: string
  /** What the sale brought, less the market's fee; of a correction, its amount. */
  readonly amount: Money
  /** Taken for overdue invoices, and for debits that the bank refused. */
  readonly setOff: Money
  readonly recovered: Money
  /** What the bank got, or gave. */
  readonly net: Money
  readonly reason?: string
}

export class Payouts {
  readonly #ledger: Ledger
  readonly #market: Market
  readonly #invoices: Invoices

  constructor(ledger: Ledger, market: Market, invoices: Invoices) {
    this.#ledger = ledger
    this.#market = market
    this.#invoices = invoices
  }

  /** Of one seller, or all, in order of time. */
  of(seller?: string): Payout[] {
    return [...this.#ledger.table<Payout>('payout').scan()].map(([, payout]) => payout)
      .filter(payout => seller === undefined || payout.seller === seller)
  }

  /** What a seller owes for debits that failed. */
  owed(seller: string): Money {
    return this.#ledger.table<Money>('payout.owed').get(key(seller)) ?? 0n
  }

  /** The timer of a sale: pays it out, unless it is held; inside a transaction. */
  due(id: string): void {
    const sale = this.#market.sale(id)
    if (sale === undefined || sale.isHeld === true || this.of(sale.seller).some(payout => payout.sale === id)) return
    const amount = sale.price - sale.fee
    const owed = this.owed(sale.seller)
    const recovered = owed < amount ? owed : amount
    this.#owe(sale.seller, owed - recovered)
    const setOff = this.#invoices.setOff(sale.seller, amount - recovered)
    this.#keep({ seller: sale.seller, sale: id, amount, setOff, recovered, net: amount - recovered - setOff })
  }

  /** Mends an error by a credit to the seller's bank, or by a debit, below nothing (5.5.4); inside a transaction. */
  correct(seller: string, amount: Money, reason: string, debit: { readonly isRefused: boolean, readonly fee: Money }): Payout {
    if (amount >= 0n || !debit.isRefused) return this.#keep({ seller, amount, setOff: 0n, recovered: 0n, net: amount, reason })
    // Later proceeds pay it, and what the refusal cost.
    this.#owe(seller, this.owed(seller) - amount + debit.fee)
    return this.#keep({ seller, amount, setOff: 0n, recovered: 0n, net: 0n, reason: `${reason} (the bank refused it)` })
  }

  #owe(seller: string, amount: Money): void {
    this.#ledger.table<Money>('payout.owed').put(key(seller), amount)
  }

  #keep(payout: Omit<Payout, 'id' | 'at'>): Payout {
    const { random, sequence } = this.#ledger.ground.core
    const at = this.#ledger.now()
    const made = { ...payout, id: `payout-${random.hex(12)}`, at }
    this.#ledger.table<Payout>('payout').put(key(at, sequence.next(at)), made)
    return made
  }
}
