// The store itself: transactions over the present contents, handed to a sink on commit. Where the contents come from, and how they last, is
// its ground's matter (memory-ground.ts, disk-ground.ts). Invariant: contents are swapped or cleared only while no transaction runs.

import { assert } from '../fault.ts'
import type { Contents } from './contents.ts'
import type { Cell, Key, SnapshotInfo, Store } from './face.ts'
import type { Layers } from './layers.ts'
import { deleted, type Entry } from './memtable.ts'
import { Clearing, type CommitSink } from './sink.ts'
import { StoreCell, type Session } from './table.ts'
import { Transaction } from './transaction.ts'

/** What a store stands on: memory alone, or a directory. */
export interface Ground {
  readonly contents: Contents
  /** Takes the commits; undefined where nothing outlives the process. */
  readonly sink: CommitSink | undefined
  saveSnapshot(name: string, savedAt: number): Promise<SnapshotInfo>
  listSnapshots(): SnapshotInfo[]
  /** Readies the snapshot's contents, then calls `swap` at the moment they take the place of the present ones. */
  restoreSnapshot(name: string, swap: () => void): Promise<void>
  deleteSnapshot(name: string): Promise<void>
  /** Contents of their own for another store: a copy of the present ones, or of a snapshot's. */
  branch(snapshot?: string): Promise<Contents>
  close(): Promise<void>
}

/** Makes the ground of a branch, which is always in memory. */
export type BranchGround = (contents: Contents) => Ground

export class LayeredStore implements Store, Session {
  readonly freezes: boolean
  transaction: Transaction | undefined
  readonly #ground: Ground
  readonly #branchGround: BranchGround
  readonly #cells = new Map<string, StoreCell>()
  /** A transaction object to use again: most transactions are not nested, so one is enough. */
  #spare: Transaction | undefined = new Transaction()
  #isClosed = false

  constructor(ground: Ground, branchGround: BranchGround, freezes: boolean) {
    this.#ground = ground
    this.#branchGround = branchGround
    this.freezes = freezes
  }

  get inTransaction(): boolean {
    return this.transaction !== undefined
  }

  cell(id: string): Cell {
    let cell = this.#cells.get(id)
    if (cell === undefined) {
      assert(id !== '', 'a cell needs an id')
      cell = new StoreCell(this, id)
      this.#cells.set(id, cell)
    }
    return cell
  }

  cellIds(): string[] {
    return this.#ground.contents.cellIds()
  }

  layersOf(cellId: string, name: string): Layers {
    return this.#ground.contents.table(cellId, name)
  }

  transact<T>(body: () => T): T {
    assert(!this.#isClosed, 'the store is closed')
    const outer = this.transaction
    const transaction = this.#spare ?? new Transaction()
    this.#spare = undefined
    this.transaction = transaction
    try {
      const result = body()
      assert(!isPromise(result), 'a transaction is synchronous, but its body gave a promise')
      this.#commit(transaction)
      outer?.adopt(transaction)
      return result
    } catch (error) {
      transaction.undo()
      outer?.adoptNestedOf(transaction)
      throw error
    } finally {
      this.transaction = outer
      if (outer === undefined) {
        transaction.reset()
        this.#spare = transaction
      }
    }
  }

  #commit(transaction: Transaction): void {
    if (transaction.size === 0) return
    transaction.settle(entryNow)
    this.#ground.sink?.commit(transaction)
    for (let i = 0; i < transaction.size; i++) transaction.tableAt(i).isDirty = true
  }

  durable(): Promise<void> | undefined {
    return this.#ground.sink?.durable()
  }

  /** Not part of any transaction, and never undone. */
  clear(match?: (cellId: string) => boolean): void {
    this.#assertQuiet('clear')
    const tables = this.#ground.contents.tables(match).filter(table => !table.isEmpty)
    if (tables.length === 0) return
    this.#ground.sink?.commit(new Clearing(tables))
    for (const table of tables) {
      table.clear()
      table.isDirty = true
    }
  }

  saveSnapshot(name: string, savedAt: number): Promise<SnapshotInfo> {
    this.#assertQuiet('saveSnapshot')
    return this.#ground.saveSnapshot(name, savedAt)
  }

  listSnapshots(): SnapshotInfo[] {
    return this.#ground.listSnapshots()
  }

  restoreSnapshot(name: string): Promise<void> {
    this.#assertQuiet('restoreSnapshot')
    return this.#ground.restoreSnapshot(name, () => this.#rebind())
  }

  deleteSnapshot(name: string): Promise<void> {
    return this.#ground.deleteSnapshot(name)
  }

  async branch(snapshot?: string): Promise<Store> {
    this.#assertQuiet('branch')
    return new LayeredStore(this.#branchGround(await this.#ground.branch(snapshot)), this.#branchGround, this.freezes)
  }

  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#assertQuiet('close')
    this.#isClosed = true
    await this.#ground.close()
  }

  #rebind(): void {
    for (const cell of this.#cells.values()) {
      for (const [name, table] of cell.tables) table.layers = this.layersOf(cell.id, name)
    }
  }

  #assertQuiet(what: string): void {
    assert(!this.inTransaction, `${what} inside a transaction`)
  }
}

function entryNow(table: Layers, key: Key): Entry {
  const entry = table.active.get(key)
  return entry === undefined ? deleted : entry
}

function isPromise(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}
