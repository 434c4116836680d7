// Reads the JSON of a control, member by member: what is missing, of another kind or not known is refused by name, before anything is done.

import { SettingError } from '../../kernel/fault.ts'
import { isMonth } from '../calendar.ts'
import { moneyOf } from '../money.ts'
import type { Money } from '../money.ts'

export class Body {
  readonly #members: Readonly<Record<string, unknown>>

  /** @throws SettingError for what is no object, or has members that are not known here */
  constructor(body: unknown, known: readonly string[]) {
    if (typeof body !== 'object' || body === null || Array.isArray(body)) {
      throw new SettingError('The body is no JSON object.', `Send an object with ${known.join(', ')}.`)
    }
    for (const name of Object.keys(body)) {
      if (!known.includes(name)) throw new SettingError(`There is no '${name}' here.`, `Use ${known.join(', ')}.`)
    }
    this.#members = body as Record<string, unknown>
  }

  has(name: string): boolean {
    return this.#members[name] !== undefined
  }

  text(name: string, fallback?: string): string {
    const value = this.#members[name] ?? fallback
    if (typeof value !== 'string' || value === '') throw new SettingError(`'${name}' must be text.`, `Send {"${name}": "…"}.`)
    return value
  }

  choice<const T extends string>(name: string, allowed: readonly T[], fallback?: T): T {
    const value = this.text(name, fallback)
    const found = allowed.find(each => each === value)
    if (found === undefined) throw new SettingError(`'${name}' cannot be '${value}'.`, `Use ${allowed.join(', ')}.`)
    return found
  }

  flag(name: string, fallback: boolean): boolean {
    const value = this.#members[name] ?? fallback
    if (typeof value !== 'boolean') throw new SettingError(`'${name}' must be true or false.`, `Send {"${name}": true}.`)
    return value
  }

  count(name: string, fallback?: number): number {
    const value = this.#members[name] ?? fallback
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) {
      throw new SettingError(`'${name}' must be a whole number from 1 on.`, `Send {"${name}": 1}.`)
    }
    return value
  }

  texts(name: string): string[] {
    const value = this.#members[name] ?? []
    if (!Array.isArray(value) || value.some(each => typeof each !== 'string')) {
      throw new SettingError(`'${name}' must be a list of texts.`, `Send {"${name}": ["…"]}.`)
    }
    return value as string[]
  }

  account(name = 'account', fallback?: string): string {
    const value = this.text(name, fallback)
    if (!/^\d{12}$/.test(value)) throw new SettingError(`'${value}' is no account.`, 'Use twelve digits.')
    return value
  }

  /** Dollars, more than nothing, as text or number. */
  money(name: string): Money {
    const value = this.#members[name]
    const text = typeof value === 'number' ? String(value) : value
    const problem = new SettingError(`'${name}' must be dollars, more than none.`, `Send {"${name}": "100.00"}.`)
    if (typeof text !== 'string' || !/^\d+(\.\d{1,12})?$/.test(text)) throw problem
    const amount = moneyOf(text)
    if (amount <= 0n) throw problem
    return amount
  }

  /** A date or moment, epoch ms. */
  time(name: string, fallback?: number): number {
    const value = this.#members[name]
    if (value === undefined && fallback !== undefined) return fallback
    const at = typeof value === 'string' ? Date.parse(value) : NaN
    const isWritten = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value) && !Number.isNaN(at)
    const isSame = isWritten && new Date(at).toISOString().slice(0, 8) === value.slice(0, 8)
    if (!isSame) throw new SettingError(`'${String(value)}' is no date for ${name}.`, 'Write 2027-03-01 or 2027-03-01T00:00:00Z.')
    return at
  }
}

/** A month of a query; @throws SettingError for what is none. */
export function monthIn(query: URLSearchParams, fallback: string): string {
  const month = query.get('month') ?? fallback
  if (!isMonth(month)) throw new SettingError(`'${month}' is no month.`, 'Write it as 2027-03.')
  return month
}

export function accountIn(query: URLSearchParams): string | undefined {
  const account = query.get('account') ?? undefined
  if (account !== undefined && !/^\d{12}$/.test(account)) throw new SettingError(`'${account}' is no account.`, 'Use twelve digits.')
  return account
}
