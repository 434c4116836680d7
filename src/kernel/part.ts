// What can be hung on a cloud beside its services: a part of its own with state in a cell, timers, and a say about what is metered. It
// is how the account side is joined to the kernel without the kernel knowing it; the composition root says which parts there are.

import type { Values } from '../wire/protocol.ts'
import type { Core } from './core.ts'
import type { AdminFace } from './gateway/admin.ts'
import type { ResourceMeter } from './resource/resource.ts'
import type { Cell } from './store/face.ts'
import type { TimerHandler } from './service.ts'
import type { Watch } from './watch.ts'

/** What a part stands on. */
export interface Ground {
  readonly core: Core
  /** Kept with everything else: in snapshots, in branches, on disk. */
  readonly cell: Cell
  /** Adds to Orrery's own HTTP face, below `/_orrery/`. */
  readonly control: AdminFace['add']
  /** Calls a service in the part's name; a real call, seen by identity, journal and meter. */
  call(place: { readonly account: string, readonly region: string }, service: string, operation: string, input: Values): Promise<Values>
  /** Everything of an account goes: its cells and its names. Not inside a transaction. */
  empty(account: string): Promise<void>
  /** Sets a stored timer of this part, inside a transaction; setting it again moves it. */
  setTimer(kind: string, id: string, dueAt: number, payload?: unknown): void
  cancelTimer(kind: string, id: string): boolean
}

export interface Part {
  /** Names its cell and its timers; never a service's id. */
  readonly id: string
  /** A synchronous handler and the removal of its timer are one transaction. */
  readonly timers?: Readonly<Record<string, PartTimerHandler>>
  /** How resources of a type are metered whose declaration does not say it. */
  readonly meters?: (service: string, type: string) => readonly ResourceMeter<never>[] | undefined
  /** What it has to say of an operation; asked once for each that is called. */
  readonly watch?: (service: string, operation: string) => Watch | undefined
  /** Why an account may do nothing with a service in a region, in words for its owner; undefined while it may. */
  readonly bars?: (account: string, service: string, region: string) => string | undefined
  /** The state is another than before: the cloud was opened, emptied, or went back to a snapshot. */
  begin?(): void
}

export type PartTimerHandler = (payload: never, timer: Parameters<TimerHandler>[2]) => void | Promise<void>

/** Makes a part for one cloud. */
export interface PartMaker {
  readonly id: string
  readonly make: (ground: Ground) => Part
}

export function partCellId(id: string): string {
  return `orrery/${id}`
}
