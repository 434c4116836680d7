// The ledger of one cloud: what was used becomes charges, and a month's charges become invoices. Open months are rated anew whenever they
// are asked for; a month that is over is closed once, and what it came to never changes again.

import { key, keyParts } from '../std/key.ts'
import type { Table } from '../kernel/service.ts'
import type { Ground } from '../kernel/part.ts'
import { BillingAccounts } from './account/billing-account.ts'
import { hourMs, monthEnd, monthOf, monthStart } from './calendar.ts'
import { Commitments } from './commitments/commitments.ts'
import type { Credit } from './invoice/credit.ts'
import { PriceBook } from './prices/book.ts'
import { PriceChanges } from './prices/changes.ts'
import type { LicenceIncrease } from './prices/licences.ts'
import type { SpotChange } from './prices/spot.ts'
import { readAllowances } from './rating/allowances.ts'
import type { Allowance } from './rating/allowances.ts'
import type { Line } from './rating/line.ts'
import { rate } from './rating/rating.ts'
import type { Rated, TagHistory } from './rating/rating.ts'
import { cutAt } from './rating/rating.ts'
import { piecesOf } from './usage/piece.ts'
import type { Piece } from './usage/piece.ts'

/** A month of one payer: what was charged, and what the book has no price for. */
export interface Month extends Rated { readonly isClosed: boolean }

interface ClosedMonth { readonly lines: Line[], readonly unpriced: readonly Piece[] }

export class Ledger {
  readonly ground: Ground
  readonly accounts: BillingAccounts
  readonly commitments: Commitments
  readonly priceChanges: PriceChanges
  #book: PriceBook | undefined
  #allowances: readonly Allowance[] | undefined

  constructor(ground: Ground) {
    this.ground = ground
    this.accounts = new BillingAccounts(this.table('account'), account => this.#firstUse(account))
    this.priceChanges = new PriceChanges(this.table('price'))
    this.commitments = new Commitments(this)
  }

  table<V>(name: string): Table<V> {
    return this.ground.cell.table<V>(name)
  }

  now(): number {
    return this.ground.core.clock.now()
  }

  /** Read from its files when it is first needed. */
  get book(): PriceBook {
    if (this.#book === undefined) {
      this.#book = new PriceBook()
      this.#change(this.#book)
    }
    return this.#book
  }

  get allowances(): readonly Allowance[] {
    return this.#allowances ??= readAllowances()
  }

  get credits(): Table<Credit> {
    return this.table('credit')
  }

  /** The state is another than before. */
  begin(): void {
    if (this.#book !== undefined) this.#change(this.#book)
  }

  /** What was said of prices, oldest first. */
  #change(book: PriceBook): void {
    book.change(this.priceChanges.byAccount())
    book.spot.change([...this.table<SpotChange>('spot.price').scan()].map(([, change]) => change))
    book.licences.change([...this.table<LicenceIncrease>('licence.increase').scan()].map(([, increase]) => increase))
  }

  /** Accounts that are known to anybody: that used something, or of which something is said; sorted. */
  accountIds(): string[] {
    const ids = new Set<string>()
    this.ground.core.meter.flush()
    for (const cellId of this.ground.core.store.cellIds()) if (/^\d{12}\//.test(cellId)) ids.add(cellId.slice(0, 12))
    for (const { id } of this.accounts.all()) ids.add(id)
    for (const { account } of this.commitments.all()) ids.add(account)
    return [...ids].sort()
  }

  /** The accounts that one pays for at any time of a month, itself among them. */
  family(payer: string, month: string): string[] {
    return this.accountIds().filter(id => this.payersIn(id, month).includes(payer))
  }

  /** Who paid for an account in a month, in order of time. */
  payersIn(account: string, month: string): string[] {
    const turns = this.accounts.get(account).payer.map(({ fromAt }) => fromAt).filter(at => at > monthStart(month) && at < monthEnd(month))
    return [...new Set([monthStart(month), ...turns].map(at => this.accounts.payerAt(account, at)))]
  }

  /** What a payer is charged for a month, before support, credits and tax where it is not over. */
  month(payer: string, month: string): Month {
    const closed = this.table<ClosedMonth>('charges').get(key(month, payer))
    if (closed !== undefined) return { ...closed, isClosed: true }
    return { ...this.rate(payer, month), isClosed: false }
  }

  /** Months that were closed for a payer, oldest first. */
  closedMonths(payer: string): string[] {
    return [...this.table('charges').scan()].map(([name]) => keyParts(name) as [string, string])
      .filter(([, of]) => of === payer).map(([month]) => month)
  }

  /** Inside a transaction. */
  keep(payer: string, month: string, charges: ClosedMonth): void {
    this.table<ClosedMonth>('charges').put(key(month, payer), charges)
  }

  /** Rates a month from the usage up to now. */
  rate(payer: string, month: string): Rated {
    const pieces = this.#pieces(payer, month)
    const first = new Map<string, number>()
    for (const { service, fromAt } of pieces) first.set(service, Math.min(first.get(service) ?? Infinity, fromAt))
    const firstUses = this.table<number>('first-use')
    const histories = new Map<string, readonly TagHistory[]>()
    const { meter } = this.ground.core
    return rate(pieces, {
      book: this.book,
      month,
      allowances: this.allowances,
      eligibility: {
        openedAt: this.accounts.get(payer).openedAt,
        firstUseAt: service => Math.min(firstUses.get(key(payer, service)) ?? Infinity, first.get(service) ?? Infinity),
      },
      tagsOf: ({ account, region, resource }) => {
        let history = histories.get(resource)
        if (history === undefined) histories.set(resource, history = meter.tagHistory(`${account}/${region}`, resource))
        return history
      },
      commit: priced => this.commitments.apply(payer, priced, month),
    })
  }

  /** Notes which services were used first in a month; inside a transaction. */
  noteFirstUse(payer: string, lines: readonly Line[]): void {
    const table = this.table<number>('first-use')
    const first = new Map<string, number>()
    for (const { service, fromAt, amount } of lines) if (amount > 0n) first.set(service, Math.min(first.get(service) ?? Infinity, fromAt))
    for (const [service, at] of first) {
      const known = table.get(key(payer, service))
      if (known === undefined || at < known) table.put(key(payer, service), at)
    }
  }

  #pieces(payer: string, month: string): Piece[] {
    const { core } = this.ground
    const fromAt = monthStart(month)
    const beforeAt = monthEnd(month)
    const family = new Set(this.family(payer, month))
    return core.store.cellIds().filter(cellId => family.has(cellId.split('/')[0]!)).flatMap(cellId => {
      const account = cellId.split('/')[0]!
      const pieces = piecesOf(core.meter, cellId, fromAt, beforeAt, Math.min(this.now(), this.#closedAt(account)))
        .filter(piece => piece.fromAt < this.#closedAt(account))
      const turns = this.accounts.get(account).payer.map(since => since.fromAt)
      if (turns.length === 0) return account === payer ? pieces : []
      return pieces.flatMap(piece => cutAt(piece, turns))
        .filter(piece => this.accounts.payerAt(account, piece.fromAt + hourMs - 1) === payer)
    })
  }

  /** What stands in an account stops when it is closed: nothing is counted beyond. */
  #closedAt(account: string): number {
    return this.accounts.get(account).closedAt ?? Infinity
  }

  #firstUse(account: string): number {
    const { core } = this.ground
    const own = core.store.cellIds().filter(cellId => cellId.startsWith(`${account}/`))
    const found = own.map(cellId => core.meter.firstUseAt(cellId) ?? Infinity)
    return Math.min(this.now(), ...found)
  }

  /** The month that the clock is in. */
  get currentMonth(): string {
    return monthOf(this.now())
  }
}
