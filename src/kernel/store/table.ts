// The tables and cells that services hold. They keep no data: they reach the layers of the present state, which a restore swaps.
// Invariant: a write happens inside a transaction or not at all.

import { assert } from '../fault.ts'
import type { Cell, Key, Plain, Range, Table } from './face.ts'
import type { Layers } from './layers.ts'
import { deleted } from './memtable.ts'
import { freezePlain } from './plain.ts'
import { keyAndValue, keyOnly, scanLayers } from './scan.ts'
import type { Transaction } from './transaction.ts'

/** What tables need of their store. */
export interface Session {
  /** The transaction that runs now. */
  readonly transaction: Transaction | undefined
  /** Whether values are frozen when put, so that changing one throws. */
  readonly freezes: boolean
  layersOf(cellId: string, name: string): Layers
}

export class StoreTable implements Table {
  /** Set anew by the store when its state is swapped. */
  layers: Layers
  readonly #session: Session

  constructor(session: Session, layers: Layers) {
    this.#session = session
    this.layers = layers
  }

  get(key: Key): Plain | undefined {
    return this.layers.get(key)
  }

  has(key: Key): boolean {
    return this.layers.has(key)
  }

  put(key: Key, value: Plain): void {
    const { transaction } = this.#session
    if (transaction === undefined || value === undefined) throw this.#refusal(value === undefined)
    if (this.#session.freezes) freezePlain(value)
    transaction.write(this.layers, key, value)
  }

  delete(key: Key): boolean {
    const { transaction } = this.#session
    if (transaction === undefined) throw this.#refusal(false)
    if (!this.layers.has(key)) return false
    transaction.write(this.layers, key, deleted)
    return true
  }

  scan(range?: Range): IterableIterator<[Key, Plain]> {
    return scanLayers(() => this.layers, range, keyAndValue)
  }

  count(range?: Range): number {
    let count = 0
    for (const _ of scanLayers(() => this.layers, range, keyOnly)) count++
    return count
  }

  #refusal(isUndefined: boolean): Error {
    const { cellId, name } = this.layers
    const why = isUndefined ? 'undefined is not a value; delete the key instead' : 'a write needs a transaction'
    return new Error(`assert: ${why} (table ${name} of cell ${cellId})`)
  }
}

export class StoreCell implements Cell {
  readonly id: string
  readonly tables = new Map<string, StoreTable>()
  readonly #session: Session

  constructor(session: Session, id: string) {
    this.#session = session
    this.id = id
  }

  table<V extends Plain>(name: string): Table<V> {
    let table = this.tables.get(name)
    if (table === undefined) {
      assert(name !== '', 'a table needs a name')
      table = new StoreTable(this.#session, this.#session.layersOf(this.id, name))
      this.tables.set(name, table)
    }
    return table as Table as Table<V>
  }
}
