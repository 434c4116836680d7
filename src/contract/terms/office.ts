// What a rule can do: look at an account's profile, write what it did into the log, tell a customer, keep state, set timers, call services.
// One office serves all rules of a cloud. Its state lies in one cell, so that it is in snapshots and on disk like everything else.

import { countryAt, movedTo } from '../account/billing-account.ts'
import type { Ground } from '../../kernel/part.ts'
import type { Values } from '../../wire/protocol.ts'
import type { Table } from '../../kernel/store/face.ts'
import { key, prefixOf } from '../../std/key.ts'
import type { Contract } from '../part.ts'
import type { Rule } from './rule.ts'
import { Stops } from './stops.ts'
import type { Stopped } from './stops.ts'

/** Whose account it is, as far as terms ask. What nobody said is not assumed. */
export interface Profile {
  /** `business` where nobody said otherwise. */
  readonly organisation: 'business' | 'person' | 'police' | 'law-enforcement' | 'public-agency'
  /** ISO 3166, two letters; the United States where nobody said otherwise. */
  readonly country: string
  /** What is promised must be recorded before the call that needs it. */
  readonly strict: boolean
  /** What an account says of itself by a word: `personal-data`, `french-health`, `ai-opt-out`. */
  readonly flags: readonly string[]
}

export type PromiseState = 'outstanding' | 'attested' | 'accepted' | 'told'

/** A promise, a licence or a disclosure of one account. */
export interface PromiseRecord {
  readonly account: string
  readonly clause: string
  readonly state: PromiseState
  readonly at: number
  /** The call that asked for it. */
  readonly operation: string
}

/** What a rule did, to whom, when. */
export interface TermsEntry {
  readonly at: number
  readonly rule: string
  readonly clauses: readonly string[]
  readonly account: string
  readonly region: string
  readonly did: string
  readonly resources: readonly string[]
}

/** What a customer is told, as AWS Health shows it. Times are epoch ms. */
export interface Notice {
  readonly id: string
  readonly account: string
  readonly region: string
  /** Health's word for the service: `LAMBDA`. */
  readonly service: string
  /** `AWS_LAMBDA_RETENTION_NOTICE`. */
  readonly typeCode: string
  readonly category: 'issue' | 'accountNotification' | 'scheduledChange' | 'investigation'
  readonly startAt: number
  readonly endAt?: number
  readonly updatedAt: number
  readonly isClosed: boolean
  readonly text: string
  /** ARNs or names of what it is about. */
  readonly affected: readonly string[]
  readonly clause: string
}

/** What is told: Health's word for the service, the end of its type code, what it is about. */
export interface Announcement extends Pick<Notice, 'service' | 'text' | 'affected'>, Partial<Pick<Notice,
  'id' | 'category' | 'startAt' | 'clause'>> {
  readonly word: string
}

/** What was handed in at a desk (`desk.ts`). */
export type Kept = Readonly<Record<string, unknown>> & { readonly account: string, readonly at: number }

export const plainProfile: Profile = { organisation: 'business', country: 'US', strict: false, flags: [] }

export interface Place { readonly account: string, readonly region: string }

export class Office {
  readonly #ground: Ground
  /** The register's text of a clause. */
  readonly textOf: (clause: string) => string
  readonly stops: Stops

  constructor(ground: Ground, textOf: (clause: string) => string) {
    this.#ground = ground
    this.textOf = textOf
    this.stops = new Stops(() => this.table('stop'), () => this.table('preview.label'))
  }

  /** Epoch ms. */
  now(): number {
    return this.#ground.core.clock.now()
  }

  /** A number greater than all before it. */
  serial(): number {
    return this.#ground.core.sequence.next(this.now())
  }

  /** Accounts that hold anything in a region. */
  accountsIn(region: string): string[] {
    return this.#ground.core.store.cellIds().filter(id => id.endsWith(`/${region}`) && /^\d{12}\//.test(id)).map(id => id.slice(0, 12))
  }

  /** The money side of the same cloud. */
  get contract(): Contract {
    return this.#ground.core.parts.get('contract') as Contract
  }

  /** Calls of an account to a service are refused from now on. */
  stop(what: Stopped, reason: string): void {
    this.transact(() => { this.stops.put(what, reason) })
  }

  letGo(what: Stopped): void {
    this.transact(() => { this.stops.delete(what) })
  }

  /** What an account handed in at a desk, oldest first. */
  kept(path: string, account: string): Kept[] {
    return [...this.table<Kept>(`desk.${path}`).scan({ prefix: prefixOf(account) })].map(([, kept]) => kept)
  }

  /** The same of all accounts. */
  keptByAll(path: string): Kept[] {
    return [...this.table<Kept>(`desk.${path}`).scan()].map(([, kept]) => kept)
  }

  keep(path: string, account: string, name: string | number, values: Values): void {
    this.transact(() => { this.table<Kept>(`desk.${path}`).put(key(account, name), { ...values, account, at: this.now() }) })
  }

  /** Writes of a rule are one transaction. */
  transact<T>(body: () => T): T {
    return this.#ground.core.store.transact(body)
  }

  /** A table of the rules' own; its name begins with the rule's. */
  table<V>(name: string): Table<V> {
    return this.#ground.cell.table<V>(name)
  }

  /** What an account says of itself; where it is, billing knows. */
  profile(account: string): Profile {
    const { accounts } = this.contract.ledger
    const country = countryAt(accounts.get(account), this.now())
    return { ...this.table<Profile>('profile').get(account) ?? plainProfile, country }
  }

  setProfile(account: string, profile: Profile): void {
    const { accounts } = this.contract.ledger
    this.transact(() => {
      this.table<Profile>('profile').put(account, profile)
      if (profile.country !== this.profile(account).country) accounts.put(movedTo(accounts.get(account), profile.country, this.now()))
    })
  }

  /** Operator policies, what the provider "may" do, can be switched off; all are on until then. */
  isOn(rule: Rule): boolean {
    return this.table<boolean>('switched-off').get(rule.id) !== true
  }

  switch(rule: Rule, on: boolean): void {
    this.transact(() => {
      if (on) this.table<boolean>('switched-off').delete(rule.id)
      else this.table<boolean>('switched-off').put(rule.id, true)
    })
  }

  /** Notes what a rule did. */
  log(rule: Pick<Rule, 'id' | 'clauses'>, { account, region }: Place, did: string, resources: readonly string[] = []): void {
    const entry: TermsEntry = { at: this.now(), rule: rule.id, clauses: rule.clauses, account, region, did, resources }
    this.transact(() => { this.table<TermsEntry>('log').put(key(entry.at, this.#ground.core.sequence.next(entry.at)), entry) })
  }

  /** Oldest first. */
  entries(): TermsEntry[] {
    return [...this.table<TermsEntry>('log').scan()].map(([, entry]) => entry)
  }

  promise(account: string, clause: string): PromiseRecord | undefined {
    return this.table<PromiseRecord>('promise').get(key(account, clause))
  }

  record(record: PromiseRecord): void {
    this.transact(() => { this.table<PromiseRecord>('promise').put(key(record.account, record.clause), record) })
  }

  promises(account?: string): PromiseRecord[] {
    const range = account === undefined ? {} : { prefix: prefixOf(account) }
    return [...this.table<PromiseRecord>('promise').scan(range)].map(([, record]) => record)
  }

  /** Tells a customer something, or tells it anew. */
  notify(notice: Omit<Notice, 'updatedAt' | 'isClosed'>): void {
    this.transact(() => {
      this.table<Notice>('notice').put(key(notice.account, notice.id), { ...notice, updatedAt: this.now(), isClosed: false })
    })
  }

  /** Tells a customer what a rule does or will do, once more each time. */
  announce(rule: Rule, place: Place, { service, word, text, affected, ...rest }: Announcement): void {
    const typeCode = `AWS_${service}_${word}`
    this.notify({
      id: `${rule.id}/${place.region}/${affected.join(',')}/${this.serial()}`, ...place, service, typeCode, text, affected,
      category: 'accountNotification', startAt: this.now(), clause: rule.clauses[0]!, ...rest,
    })
    this.log(rule, place, `told: ${text}`, affected)
  }

  /** What was told has come to its end. */
  closeNotice(account: string, id: string): void {
    this.transact(() => {
      const notice = this.table<Notice>('notice').get(key(account, id))
      if (notice === undefined) return
      const at = this.now()
      this.table<Notice>('notice').put(key(account, id), { ...notice, endAt: at, updatedAt: at, isClosed: true })
    })
  }

  notices(account: string): Notice[] {
    return [...this.table<Notice>('notice').scan({ prefix: prefixOf(account) })].map(([, notice]) => notice)
  }

  /** Sets a stored timer of a rule; its handler is the rule's, by `kind`. */
  setTimer(rule: Rule, kind: string, id: string, dueAt: number, payload: unknown): void {
    this.transact(() => { this.#ground.setTimer(timerKind(rule, kind), id, dueAt, payload) })
  }

  cancelTimer(rule: Rule, kind: string, id: string): void {
    this.transact(() => { this.#ground.cancelTimer(timerKind(rule, kind), id) })
  }

  /** Counts usage that no call of a service counts. */
  meter({ account, region }: Place, usage: { readonly service: string, readonly usageType: string }, quantity: number): void {
    this.#ground.core.meter.count(`${account}/${region}`, { ...usage, operation: '', resource: '' }, this.now(), quantity)
  }

  /** A real call in the contract's name. @throws Fault the service's */
  call(place: Place, [service, operation, input]: ServiceCall): Promise<Values> {
    return this.#ground.call(place, service, operation, input)
  }
}

/** A call to be made: service, operation, input. */
export type ServiceCall = readonly [service: string, operation: string, input: Values]

export function timerKind(rule: Pick<Rule, 'id'>, kind: string): string {
  return `${rule.id}.${kind}`
}
