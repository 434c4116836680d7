// Stored timers: what must happen at a time, kept in the cell it concerns and fired in order by the clock.
// A timer is named (service, kind, id), so that setting it again moves it and cancelling needs no handle. It survives a restart.
// Invariant: a synchronous handler and the removal of its timer are one transaction; an asynchronous one may run again after a crash.

import { key, keyParts, prefixOf } from '../std/key.ts'
import type { Cell, Store, Table } from './store/face.ts'

/** What a timer carries to its handler: plain data. */
export type TimerPayload = unknown

export interface DueTimer {
  readonly cellId: string
  readonly service: string
  readonly kind: string
  readonly id: string
  readonly dueAt: number
  readonly payload: TimerPayload
}

interface StoredTimer { readonly dueAt: number, readonly payload: TimerPayload }

export class Timers {
  readonly #store: Store
  readonly #fire: (timer: DueTimer) => void | Promise<void>
  readonly #rearm: () => void
  /** The earliest entry of each cell that has any; may be too early after a rollback, never too late. */
  readonly #nextByCell = new Map<string, number>()

  constructor(store: Store, fire: (timer: DueTimer) => void | Promise<void>, rearm: () => void) {
    this.#store = store
    this.#fire = fire
    this.#rearm = rearm
    this.reload()
  }

  /** Finds each cell's next timer, after opening and after a snapshot was restored. */
  reload(): void {
    this.#nextByCell.clear()
    for (const cellId of this.#store.cellIds()) this.#look(cellId)
    this.#rearm()
  }

  /** Sets or moves a timer; inside a transaction. */
  set(cell: Cell, service: string, kind: string, id: string, dueAt: number, payload: TimerPayload = null): void {
    this.cancel(cell, service, kind, id)
    namesOf(cell).put(key(service, kind, id), { dueAt, payload })
    agendaOf(cell).put(key(dueAt, service, kind, id), true)
    const next = this.#nextByCell.get(cell.id)
    if (next !== undefined && next <= dueAt) return
    this.#nextByCell.set(cell.id, dueAt)
    this.#rearm()
  }

  /** Inside a transaction. True where there was such a timer. */
  cancel(cell: Cell, service: string, kind: string, id: string): boolean {
    const name = key(service, kind, id)
    const timer = namesOf(cell).get(name)
    if (timer === undefined) return false
    namesOf(cell).delete(name)
    agendaOf(cell).delete(key(timer.dueAt, service, kind, id))
    return true
  }

  dueAt(cell: Cell, service: string, kind: string, id: string): number | undefined {
    return namesOf(cell).get(key(service, kind, id))?.dueAt
  }

  nextDueAt(): number | undefined {
    let earliest: number | undefined
    for (const dueAt of this.#nextByCell.values()) if (earliest === undefined || dueAt < earliest) earliest = dueAt
    return earliest
  }

  /** Fires what is due at `now`, earliest first over all cells, including what the fired ones set for the same time. */
  async runDue(now: number): Promise<number> {
    let count = 0
    for (let cellId = this.#earliestCell(now); cellId !== undefined; cellId = this.#earliestCell(now)) {
      const timer = this.#first(cellId)
      if (timer !== undefined && timer.dueAt <= now) {
        await this.#fire(timer)
        count += 1
      }
      this.#look(cellId)
    }
    return count
  }

  #earliestCell(now: number): string | undefined {
    let earliest: string | undefined
    let earliestAt = now
    for (const [cellId, dueAt] of this.#nextByCell) {
      if (dueAt < earliestAt || (dueAt === earliestAt && earliest === undefined)) {
        earliest = cellId
        earliestAt = dueAt
      }
    }
    return earliest
  }

  #first(cellId: string): DueTimer | undefined {
    const cell = this.#store.cell(cellId)
    for (const [entry] of agendaOf(cell).scan()) {
      const [dueAt, service, kind, id] = keyParts(entry) as [number, string, string, string]
      const payload = namesOf(cell).get(key(service, kind, id))?.payload
      return { cellId, service, kind, id, dueAt, payload }
    }
    return undefined
  }

  #look(cellId: string): void {
    const first = this.#first(cellId)
    if (first === undefined) this.#nextByCell.delete(cellId)
    else this.#nextByCell.set(cellId, first.dueAt)
  }
}

function namesOf(cell: Cell): Table<StoredTimer> {
  return cell.table('timer')
}

function agendaOf(cell: Cell): Table<true> {
  return cell.table('timer.due')
}

/** All timers of a kind, for tests and for showing what is to come. */
export function timersOf(cell: Cell, service: string, kind: string): { id: string, dueAt: number }[] {
  const found = []
  for (const [entry, { dueAt }] of namesOf(cell).scan({ prefix: prefixOf(service, kind) })) {
    found.push({ id: String(keyParts(entry)[2]), dueAt })
  }
  return found
}
