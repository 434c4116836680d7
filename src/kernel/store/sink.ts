// The seam between a store and what makes its commits last. The local log is one such sink; a shared database that holds leases on cells is
// to be another. It is not read during an operation: a store answers from its own memory and disk. Invariant: a sink takes a batch whole or
// not at all.

import type { Entry } from './memtable.ts'
import type { TableName } from './layers.ts'
import type { Key } from './face.ts'

/** Stands in a batch for the emptying of a whole table; its key is empty. */
export const cleared: unique symbol = Symbol('cleared')

/** The writes of one transaction, in order; of two to the same key the later holds. They may belong to several cells. */
export interface Batch {
  readonly size: number
  tableAt(index: number): TableName
  keyAt(index: number): Key
  /** A value, `deleted` or `cleared`. */
  entryAt(index: number): Entry | typeof cleared
}

/** The batch that empties tables. */
export class Clearing implements Batch {
  readonly #tables: readonly TableName[]

  constructor(tables: readonly TableName[]) {
    this.#tables = tables
  }

  get size(): number {
    return this.#tables.length
  }

  tableAt(index: number): TableName {
    return this.#tables[index]!
  }

  keyAt(): Key {
    return ''
  }

  entryAt(): typeof cleared {
    return cleared
  }
}

/** The right to write to a cell; one process at a time holds it. */
export interface Lease {
  readonly cellId: string
  /** Fires when the lease is lost; the cell must then stop answering. */
  readonly lost: AbortSignal
  release(): Promise<void>
}

export interface CommitSink {
  /**
   * Takes one transaction's writes, at once and without waiting. Throws when it can take none any more, or a value is not plain; then it
   * has taken nothing.
   */
  commit(batch: Batch): void
  /** Resolves when all batches taken so far are as durable as the mode promises, undefined where they are; rejects when they cannot be. */
  durable(): Promise<void> | undefined
  /** The batches that make up a cell (all cells without an id), oldest first. */
  load(cellId?: string): AsyncIterable<Batch>
  lease(cellId: string): Promise<Lease>
  close(): Promise<void>
}
