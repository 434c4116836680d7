// All cells of one state: their tables by name and by number. It is what a restore swaps and a snapshot clones. Invariant: a table's number
// is never given to another table of the same state.

import { assert } from '../fault.ts'
import { Layers, type StoredTable, type TableName } from './layers.ts'
import { cleared, type Batch } from './sink.ts'

/** What lies on disk under the memtables, shared by all contents that read it. */
export interface StoredContents {
  table(name: TableName): StoredTable
  retain(): void
  /** Closes it when nobody holds it any more. */
  release(): Promise<void>
}

export class Contents {
  stored: StoredContents | undefined
  readonly #cells = new Map<string, Map<string, Layers>>()
  readonly #byId = new Map<number, Layers>()
  #nextId = 1

  constructor(stored?: StoredContents) {
    this.stored = stored
  }

  table(cellId: string, name: string): Layers {
    return this.#cells.get(cellId)?.get(name) ?? this.define(this.#nextId, cellId, name)
  }

  /** Gives a table its number; one that is already known keeps what it holds. */
  define(id: number, cellId: string, name: string): Layers {
    const layers = new Layers(id, cellId, name)
    layers.stored = this.stored?.table(layers)
    this.#add(layers)
    return layers
  }

  /** From now on these tables have something under them. */
  standOn(stored: StoredContents): void {
    this.stored = stored
    for (const table of this.#byId.values()) {
      table.stored = stored.table(table)
      table.relayer()
    }
  }

  /** Applies what a sink gives back when it is loaded. */
  replay(batch: Batch): void {
    for (let i = 0; i < batch.size; i++) {
      const { id, cellId, name } = batch.tableAt(i)
      const table = this.#byId.get(id) ?? this.define(id, cellId, name)
      const isSame = table.cellId === cellId && table.name === name
      assert(isSame, `table ${id} is both ${table.name} of ${table.cellId} and ${name} of ${cellId}`)
      const entry = batch.entryAt(i)
      if (entry === cleared) table.clear()
      else table.set(batch.keyAt(i), entry)
      table.isDirty = true
    }
  }

  cellIds(): string[] {
    return [...this.#cells].filter(([, tables]) => [...tables.values()].some(table => !table.isEmpty)).map(([id]) => id).sort()
  }

  tables(match?: (cellId: string) => boolean): Layers[] {
    return [...this.#byId.values()].filter(({ cellId }) => match === undefined || match(cellId))
  }

  /** The same contents over `stored`, sharing nodes until either side writes. */
  clone(stored: StoredContents | undefined = this.stored): Contents {
    const copy = new Contents(stored)
    for (const table of this.#byId.values()) copy.#add(table.clone(stored?.table(table)))
    return copy
  }

  #add(layers: Layers): void {
    const tables = this.#cells.get(layers.cellId)
    if (tables === undefined) this.#cells.set(layers.cellId, new Map([[layers.name, layers]]))
    else tables.set(layers.name, layers)
    this.#byId.set(layers.id, layers)
    this.#nextId = Math.max(this.#nextId, layers.id + 1)
  }
}
