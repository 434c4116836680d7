// How the contract hangs on a cloud: its timers (the close of months, payments), what it says of metering, and its controls. It wakes by
// itself as long as anything stands or is owed; otherwise the first usage of a month wakes it.

import { key } from '../std/key.ts'
import { monthEnd, monthOf, monthsAfter, monthStart } from './calendar.ts'
import type { Ground, Part, PartMaker } from '../kernel/part.ts'
import { registerControls } from './controls/controls.ts'
import type { Charge } from './invoice/charge.ts'
import type { Credit } from './invoice/credit.ts'
import { Closing } from './invoice/closing.ts'
import { Invoices } from './invoice/invoices.ts'
import { Ledger } from './ledger.ts'
import type { Commitment } from './commitments/commitment.ts'
import { Market } from './commitments/market.ts'
import { Payouts } from './commitments/payout.ts'
import type { Purchase } from './commitments/commitments.ts'
import { Stays } from './usage/stays.ts'
import { Requests } from './usage/requests.ts'

/** The contract of one cloud, as services and controls see it. */
export interface Contract extends Part {
  readonly ledger: Ledger
  readonly closing: Closing
  readonly invoices: Invoices
  readonly market: Market
  readonly payouts: Payouts
  /** Something about accounts or what they pay for is another than before; after the transaction that made it so. */
  changed(): void
  /** Everything of an account goes but its invoices; not inside a transaction. */
  empty(account: string): Promise<void>
  /** Buys a commitment, inside the call's transaction; the month will be closed for it. @throws SettingError for what is not sold */
  buy(purchase: Purchase): Commitment
  /** Puts a one-off charge on the running month. */
  charge(charge: Omit<Charge, 'id' | 'at'>): Charge
  /** Grants a credit, from now on. */
  grant(credit: Pick<Credit, 'account' | 'name' | 'amount' | 'services'> & Partial<Credit>): Credit
}

export const contractId = 'contract'

export const contractPart: PartMaker = { id: contractId, make: makeContract }

function makeContract(ground: Ground): Contract {
  const ledger = new Ledger(ground)
  const closing = new Closing(ledger)
  const invoices = new Invoices(ledger)
  const market = new Market(ledger)
  const payouts = new Payouts(ledger, market, invoices)
  let stays: Stays | undefined
  let requests: Requests | undefined
  const suspended = new Map<string, string>()
  const months = new Months(ground, ledger, closing, invoices)
  const refresh = () => {
    suspended.clear()
    for (const { id, suspendedFor } of ledger.accounts.all()) if (suspendedFor !== undefined) suspended.set(id,
      suspensionTexts[suspendedFor])
  }
  const contract: Contract = {
    id: contractId, ledger, closing, invoices, market, payouts,
    buy(purchase) {
      const bought = ledger.commitments.buy(purchase)
      months.wake()
      return bought
    },
    charge(charge) {
      const made = { ...charge, id: `charge-${ground.core.random.hex(12)}`, at: ledger.now() }
      ground.core.store.transact(() => {
        ledger.table<Charge>('charge').put(key(made.id), made)
        ledger.accounts.put(ledger.accounts.get(made.account))
      })
      months.wake()
      return made
    },
    grant(credit) {
      const now = ledger.now()
      const id = `credit-${ground.core.random.hex(12)}`
      const full = { fromAt: now, expiresAt: Number.MAX_SAFE_INTEGER, remaining: credit.amount, ...credit, id, grantedAt: now }
      ground.core.store.transact(() => { ledger.credits.put(key(id), full) })
      return full
    },
    timers: timersOf(months, payouts, invoices, refresh),
    // The tables are read when something is first metered, not whenever a cloud opens.
    meters: (service, type) => (stays ??= new Stays()).of(service, type),
    watch(service, operation) {
      const usage = (requests ??= new Requests()).of(service, operation)
      return usage === undefined ? undefined : { after: call => { call.meter(usage, 1) } }
    },
    bars: account => suspended.get(account),
    changed() {
      refresh()
      months.wake()
    },
    empty: account => ground.empty(account),
    begin() {
      ledger.begin()
      refresh()
      months.begin()
    },
  }
  registerControls(ground, contract, () => {
    refresh()
    months.wake()
  })
  return contract
}

function timersOf(months: Months, payouts: Payouts, invoices: Invoices, refresh: () => void): NonNullable<Part['timers']> {
  return {
    close: ({ month }: { readonly month: string }) => { months.close(month) },
    payout: (_: unknown, { id }: { readonly id: string }) => {
      payouts.due(id)
      refresh()
    },
    payment: ({ attempt }: { readonly attempt: number }, { id }: { readonly id: string }) => {
      invoices.due(id, attempt)
      refresh()
    },
  }
}

const suspensionTexts = {
  'non-payment': 'This account is suspended: an invoice is unpaid. Pay it, or see what is owed.',
  closure: 'This account is closed.',
} as const

/** Which month is closed next. */
class Months {
  readonly #ground: Ground
  readonly #ledger: Ledger
  readonly #closing: Closing
  readonly #invoices: Invoices

  constructor(ground: Ground, ledger: Ledger, closing: Closing, invoices: Invoices) {
    this.#ground = ground
    this.#ledger = ledger
    this.#closing = closing
    this.#invoices = invoices
  }

  /** Waits for the first usage, or goes on with what is on its way. */
  begin(): void {
    const { core, cell } = this.#ground
    if (core.timers.dueAt(cell, contractId, 'close', 'month') === undefined) core.meter.alert(-Infinity, at => { this.#await(monthOf(at)) })
  }

  /** Something that costs without being used was set: the running month is closed even if nothing is used. */
  wake(): void {
    const { core, cell } = this.#ground
    if (core.timers.dueAt(cell, contractId, 'close', 'month') === undefined && this.#isOwed()) this.#await(this.#ledger.currentMonth)
  }

  /** Closes a month for everyone; inside a transaction. */
  close(month: string): void {
    const { core } = this.#ground
    const payers = new Set(this.#ledger.accountIds().flatMap(account => this.#ledger.payersIn(account, month)))
    for (const payer of payers) {
      const invoice = this.#closing.close(payer, month)
      if (invoice !== undefined) this.#invoices.file(invoice)
    }
    for (const cellId of core.store.cellIds()) if (/^\d{12}\//.test(cellId)) core.meter.fileEnded(cellId, monthEnd(month))
    const next = monthsAfter(month)
    if (this.#isOwed() || monthEnd(next) <= this.#ledger.now()) this.#await(next)
    else core.meter.alert(monthStart(next), at => { this.#await(monthOf(at)) })
  }

  #isOwed(): boolean {
    const { core } = this.#ground
    return core.store.cellIds().some(cellId => core.meter.stands(cellId)) || this.#ledger.commitments.lastAfter(this.#ledger.now() - 1)
      || [...this.#ledger.table<Charge>('charge').scan()].some(([, { at }]) => at >= monthStart(this.#ledger.currentMonth))
      || [...this.#ledger.accounts.all()].some(({ supportPlan }) => supportPlan.length > 0 && supportPlan.at(-1)!.value !== 'basic')
  }

  /** A transaction of its own: it holds even where the call that woke it is undone. */
  #await(month: string): void {
    this.#ground.core.store.transact(() => { this.#ground.setTimer('close', 'month', monthEnd(month), { month }) })
  }
}
