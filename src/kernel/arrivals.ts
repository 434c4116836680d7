// Arrivals: a service says that something new lies in one of its resources, and services of the same cell that heed the resource get a
// timer for that moment. It is how whoever reads a queue or a stream costs nothing while nothing comes. What is heeded is stored, and
// told in the transaction that brings the thing, so a crash loses no arrival.

import { key, prefixOf } from '../std/key.ts'
import type { Core } from './core.ts'
import type { CallKind } from './journal.ts'
import type { ResourceType } from './resource/resource.ts'
import type { Cell, Table } from './store/face.ts'

export interface ArrivalsFace {
  /** Something can be read in this resource from a time on, epoch ms. Inside a transaction. */
  tell<T>(type: ResourceType<T>, resource: T, readableAt: number): void
  /** From now on the timer of this name is set whenever something arrives in the resource, for the earliest time that was told. */
  heed(arn: string, kind: string, id: string): void
  unheed(arn: string, kind: string, id: string): void
  /** The same for calls: whatever is not data and no service makes in its own name, of this account and Region. */
  heedCalls(kind: string, id: string): void
  unheedCalls(kind: string, id: string): void
}

interface Heeding { readonly service: string, readonly kind: string, readonly id: string }

/** What is needed of a call. */
interface Caller {
  readonly cell: Cell
  readonly service: { readonly id: string }
  now(): number
  arn<T>(type: ResourceType<T>, record: T): string
}

/** Stands among the ARNs that are heeded. */
const calls = 'calls'
const tableName = 'arrival.heed'

/** A call stands in the journal: whoever heeds the calls of its account and Region is told. Outside of transactions. */
export function tellOfCall({ store, timers, clock }: Pick<Core, 'store' | 'timers' | 'clock'>, call: CallKind): void {
  const { service, account, region, principal, dataEvent } = call
  if (dataEvent || service === '' || account === '' || principal.kind === 'service') return
  const cell = store.cell(`${account}/${region}`)
  const heeded = cell.table<Heeding>(tableName)
  if (heeded.scan().next().done === true) return
  store.transact(() => {
    for (const [, each] of heeded.scan({ prefix: prefixOf(calls) })) timers.set(cell, each.service, each.kind, each.id, clock.now())
  })
}

export class CallArrivals implements ArrivalsFace {
  readonly #timers: Pick<Core['timers'], 'set' | 'dueAt'>
  readonly #call: Caller

  constructor({ timers }: Pick<Core, 'timers'>, call: Caller) {
    this.#timers = timers
    this.#call = call
  }

  tell<T>(type: ResourceType<T>, resource: T, readableAt: number): void {
    const heeded = this.#heeded
    // Most cells heed nothing, and pay one look.
    if (heeded.scan().next().done === true) return
    const { cell } = this.#call
    const at = Math.max(readableAt, this.#call.now())
    for (const [, { service, kind, id }] of heeded.scan({ prefix: prefixOf(this.#call.arn(type, resource)) })) {
      const dueAt = this.#timers.dueAt(cell, service, kind, id)
      if (dueAt === undefined || dueAt > at) this.#timers.set(cell, service, kind, id, at)
    }
  }

  heed(arn: string, kind: string, id: string): void {
    this.#heeded.put(this.#keyOf(arn, kind, id), { service: this.#call.service.id, kind, id })
  }

  unheed(arn: string, kind: string, id: string): void {
    this.#heeded.delete(this.#keyOf(arn, kind, id))
  }

  heedCalls(kind: string, id: string): void {
    this.heed(calls, kind, id)
  }

  unheedCalls(kind: string, id: string): void {
    this.unheed(calls, kind, id)
  }

  get #heeded(): Table<Heeding> {
    return this.#call.cell.table(tableName)
  }

  #keyOf(arn: string, kind: string, id: string): string {
    return key(arn, this.#call.service.id, kind, id)
  }
}
