// One transaction: what it wrote and what was there before, in order, so that it can be taken back or handed to the sink as a batch.
// Invariant: after `undo` the tables are as before, but for what nested transactions have committed meanwhile.

import type { Layers } from './layers.ts'
import type { Entry } from './memtable.ts'
import type { Batch } from './sink.ts'
import type { Key } from './face.ts'

export class Transaction implements Batch {
  size = 0
  #tables: Layers[] = []
  #keys: Key[] = []
  #entries: Entry[] = []
  #previous: (Entry | undefined)[] = []
  /** What transactions inside this one have committed, oldest first. */
  #nested: Transaction[] = []

  write(table: Layers, key: Key, entry: Entry): void {
    const index = this.size++
    this.#tables[index] = table
    this.#keys[index] = key
    this.#entries[index] = entry
    this.#previous[index] = table.set(key, entry)
  }

  tableAt(index: number): Layers {
    return this.#tables[index]!
  }

  keyAt(index: number): Key {
    return this.#keys[index]!
  }

  entryAt(index: number): Entry {
    return this.#entries[index]
  }

  /** A transaction inside this one has been committed: its writes outlast an undo of this one. */
  adopt(nested: Transaction): void {
    this.#nested.push(...nested.#nested, nested)
  }

  /** This transaction holds on to what another one, undone meanwhile, held on to. */
  adoptNestedOf(undone: Transaction): void {
    this.#nested.push(...undone.#nested)
  }

  /** To be called before commit: where a nested transaction has overwritten a key, the batch tells the newer entry, as memory does. */
  settle(entryNow: (table: Layers, key: Key) => Entry): void {
    if (this.#nested.length > 0) for (let i = 0; i < this.size; i++) this.#entries[i] = entryNow(this.#tables[i]!, this.#keys[i]!)
  }

  undo(): void {
    for (let i = this.size - 1; i >= 0; i--) this.#tables[i]!.restore(this.#keys[i]!, this.#previous[i])
    for (const nested of this.#nested) nested.#redo()
  }

  /** Empties it for the next use; small arrays are kept. */
  reset(): void {
    if (this.size > 1000) {
      this.#tables = []
      this.#keys = []
      this.#entries = []
      this.#previous = []
    } else for (let i = 0; i < this.size; i++) this.#entries[i] = this.#previous[i] = undefined
    if (this.#nested.length > 0) this.#nested = []
    this.size = 0
  }

  #redo(): void {
    for (let i = 0; i < this.size; i++) this.#tables[i]!.set(this.#keys[i]!, this.#entries[i])
  }
}
