// Numbers that only rise, for what must keep the order in which it came: 1,024 to a virtual millisecond, running ahead of the clock when
// more are asked for. Invariant: no number comes twice in the life of a data folder, also after a crash and under a clock that stands
// still.

import type { Store, Table } from './store/face.ts'

const perMs = 1024
/** Numbers are reserved on disk in blocks, so that few of them need a write. */
const blockSize = 65_536

export class Sequence {
  readonly #store: Store
  readonly #state: Table<unknown>
  #last: number
  #reserved: number

  /** @param state the kernel's own table, where the end of the reserved block is kept */
  constructor(store: Store, state: Table<unknown>) {
    this.#store = store
    this.#state = state
    this.#reserved = Number(state.get('sequence') ?? 0)
    this.#last = this.#reserved
  }

  /** The next number at a virtual time, epoch ms. */
  next(now: number): number {
    this.#last = Math.max(this.#last + 1, now * perMs)
    if (this.#last > this.#reserved) {
      this.#reserved = this.#last + blockSize
      this.keep()
    }
    return this.#last
  }

  /** Writes down how far it has come; to be called where the store's state was given up for an older one. */
  keep(): void {
    this.#store.transact(() => { this.#state.put('sequence', this.#reserved) })
  }
}
