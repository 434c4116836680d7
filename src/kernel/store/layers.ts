// The layers of one table, newest first: the active memtable, during a checkpoint the frozen one, and what lies on disk.
// It is not the table that services hold (table.ts), which outlives a restore. Invariant: the newest layer that knows a key decides.

import type { Key, Plain } from './face.ts'
import { Gaps } from './gaps.ts'
import { deleted, Memtable, MemtableCursor, type Cursor, type Entry } from './memtable.ts'
import { keyOnly, scanLayers } from './scan.ts'

/** Which table: its number in the state directory, and its names. */
export interface TableName {
  readonly id: number
  readonly cellId: string
  readonly name: string
}

/** What a table reads from disk. It changes only by a checkpoint. */
export interface StoredTable {
  readonly isEmpty: boolean
  /** False only where the key is surely not stored. */
  mayHold(key: Key): boolean
  get(key: Key): Plain | undefined
  has(key: Key): boolean
  cursor(reverse: boolean): Cursor
}

export class Layers implements TableName {
  readonly id: number
  readonly cellId: string
  readonly name: string
  active = new Memtable()
  frozen: Memtable | undefined
  stored: StoredTable | undefined
  /** Set by clear: the layers under `active`, and under `frozen`, are gone for readers. */
  hidesAll = false
  frozenHidesStored = false
  /** Counts changes of the layers themselves, so that a running scan notices them. */
  layout = 0
  /** Whether `active` has changed since the last checkpoint. */
  isDirty = false
  readonly gaps = new Gaps()

  constructor(id: number, cellId: string, name: string) {
    this.id = id
    this.cellId = cellId
    this.name = name
  }

  get(key: Key): Plain | undefined {
    const entry = this.active.get(key)
    if (entry !== undefined) return entry === deleted ? undefined : entry
    return this.#getOlder(key)
  }

  has(key: Key): boolean {
    let entry = this.active.get(key)
    if (entry === undefined && !this.hidesAll) entry = this.frozen?.get(key)
    if (entry !== undefined) return entry !== deleted
    return !this.hidesAll && this.#readsStored && this.stored!.has(key)
  }

  /** Puts a value or marks the key deleted, in the active memtable; gives the active memtable's entry from before, for `restore`. */
  set(key: Key, entry: Entry): Entry | undefined {
    const previous = this.active.get(key)
    if (entry !== deleted) {
      this.active.set(key, entry)
      this.gaps.revive(key)
    } else if (this.#mayHoldOlder(key)) this.active.set(key, deleted)
    else this.active.remove(key)
    return previous
  }

  /** Takes a `set` back. */
  restore(key: Key, previous: Entry | undefined): void {
    if (previous === undefined) this.active.remove(key)
    else this.active.set(key, previous)
    if (previous !== deleted) this.gaps.revive(key)
  }

  clear(): void {
    this.active = new Memtable()
    this.hidesAll = this.frozen !== undefined || this.stored !== undefined
    this.relayer()
  }

  freeze(): void {
    this.frozen = this.active
    this.frozenHidesStored = this.hidesAll
    this.active = new Memtable()
    this.hidesAll = false
    this.isDirty = false
    this.relayer()
  }

  /** The frozen memtable is on disk now. */
  thaw(stored: StoredTable): void {
    this.frozen = undefined
    this.frozenHidesStored = false
    this.stored = stored
    this.relayer()
  }

  /** The frozen memtable could not be brought to disk: it is part of the active one again. */
  unfreeze(stored: StoredTable): void {
    if (!this.hidesAll) {
      for (const [key, entry] of this.active.tree.entries()) this.frozen!.set(key, entry)
      this.active = this.frozen!
      this.hidesAll = this.frozenHidesStored
    }
    this.isDirty = true
    this.thaw(stored)
  }

  relayer(): void {
    this.layout++
    this.gaps.clear()
  }

  /** A table with the same contents that shares nodes with this one until either writes. */
  clone(stored: StoredTable | undefined): Layers {
    const copy = new Layers(this.id, this.cellId, this.name)
    copy.active = this.active.clone()
    copy.frozen = this.frozen?.clone()
    copy.stored = stored
    copy.hidesAll = this.hidesAll
    copy.frozenHidesStored = this.frozenHidesStored
    copy.isDirty = this.isDirty
    return copy
  }

  /** Whether no layer has an entry. A table may be empty without: its entries may be deletions. */
  get isBare(): boolean {
    return this.active.tree.isEmpty && this.frozen === undefined && !this.#readsStored
  }

  get isEmpty(): boolean {
    return scanLayers(() => this, undefined, keyOnly).next().done === true
  }

  /** One cursor for each layer that counts, newest first. */
  cursors(reverse: boolean): Cursor[] {
    const cursors: Cursor[] = [new MemtableCursor(this.active, reverse)]
    if (this.hidesAll) return cursors
    if (this.frozen !== undefined) cursors.push(new MemtableCursor(this.frozen, reverse))
    if (this.#readsStored) cursors.push(this.stored!.cursor(reverse))
    return cursors
  }

  get #readsStored(): boolean {
    return this.stored !== undefined && !this.frozenHidesStored && !this.stored.isEmpty
  }

  #getOlder(key: Key): Plain | undefined {
    if (this.hidesAll) return undefined
    const entry = this.frozen?.get(key)
    if (entry !== undefined) return entry === deleted ? undefined : entry
    return this.stored !== undefined && !this.frozenHidesStored ? this.stored.get(key) : undefined
  }

  #mayHoldOlder(key: Key): boolean {
    if (this.hidesAll) return false
    return this.frozen?.get(key) !== undefined || (this.stored !== undefined && !this.frozenHidesStored && this.stored.mayHold(key))
  }
}
