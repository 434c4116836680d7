// What billing knows of an account: when it signed up, where its owner lives, in which currency it pays, who pays for it, its support plan.
// An account of which nothing is said signed up when it first used something, pays for itself, by card and in dollars.

import { key } from '../../std/key.ts'
import type { Table } from '../../kernel/service.ts'

export type SupportPlan = 'basic' | 'developer' | 'business' | 'enterprise-on-ramp' | 'enterprise'

/** From a time on: oldest first. */
export interface Since<T> { readonly fromAt: number, readonly value: T }

export interface BillingAccount {
  readonly id: string
  readonly openedAt: number
  /** ISO 3166 code; decides on the contracting party and the tax. */
  readonly country: readonly Since<string>[]
  readonly currency: string
  /** Who pays: another account as long as it belongs to that one's organization. */
  readonly payer: readonly Since<string>[]
  readonly supportPlan: readonly Since<SupportPlan>[]
  readonly taxExempt: boolean
  /** Why it may do nothing; absent while it may. */
  readonly suspendedFor?: 'non-payment' | 'closure'
  readonly closedAt?: number
  /** Whether the card takes what is charged to it, and in which currencies. */
  readonly card: { readonly declines: boolean, readonly currencies?: readonly string[] }
}

export class BillingAccounts {
  readonly #table: Table<BillingAccount>
  readonly #firstUse: (account: string) => number

  /** @param firstUse when an account first used anything */
  constructor(table: Table<BillingAccount>, firstUse: (account: string) => number) {
    this.#table = table
    this.#firstUse = firstUse
  }

  get(id: string): BillingAccount {
    const firstUse = this.#firstUse
    // When it signed up is looked up only when somebody asks.
    return this.#table.get(key(id)) ?? {
      id, get openedAt() { return firstUse(id) }, country: [], currency: 'USD', payer: [], supportPlan: [], taxExempt: false,
      card: { declines: false },
    }
  }

  /** Those of which something is said. */
  * all(): IterableIterator<BillingAccount> {
    for (const [, account] of this.#table.scan()) yield account
  }

  /** Inside a transaction. */
  put(account: BillingAccount): void {
    this.#table.put(key(account.id), account)
  }

  /** From now on another account pays for it (Service Terms 48.1). Inside a transaction. */
  join(id: string, payer: string, at: number): void {
    const account = this.get(id)
    this.put({ ...account, payer: withValue(account.payer, at, payer) })
  }

  /** Pays for itself again. Inside a transaction. */
  leave(id: string, at: number): void {
    this.join(id, id, at)
  }

  /** May do nothing any more (Service Terms 1.15). Inside a transaction. */
  close(id: string, at: number): void {
    this.put({ ...this.get(id), suspendedFor: 'closure', closedAt: at })
  }

  /** Who pays for an account at a time. */
  payerAt(id: string, at: number): string {
    return valueAt(this.get(id).payer, at) ?? id
  }
}

/** Countries whose accounts must pay in their currency (Service Terms 1.17.1). */
export const mandatoryCurrencies: Readonly<Record<string, string>> = { IN: 'INR', BR: 'BRL', CN: 'CNY' }

/** An account of which nothing is said is in the United States. */
export function countryAt({ country }: BillingAccount, at: number): string {
  return valueAt(country, at) ?? 'US'
}

/** The account in another country from a time on, and in the currency that it must pay there. */
export function movedTo(account: BillingAccount, country: string, at: number): BillingAccount {
  return { ...account, country: withValue(account.country, at, country), currency: mandatoryCurrencies[country] ?? account.currency }
}

export function valueAt<T>(history: readonly Since<T>[], at: number): T | undefined {
  return history.filter(({ fromAt }) => fromAt <= at).at(-1)?.value
}

/** The history with a value from a time on; what was said for later is dropped. */
export function withValue<T>(history: readonly Since<T>[], fromAt: number, value: T): Since<T>[] {
  return [...history.filter(since => since.fromAt < fromAt), { fromAt, value }]
}
