// The meter: usage as it happens, by account, region, service, unit and hour of the virtual clock. It knows no prices.
// Sums are gathered in memory and written into the cell's table with the next transaction that the kernel runs for it.

import { key, keyParts, prefixOf } from '../std/key.ts'
import type { Cell, Store, Table } from './store/face.ts'

export interface Usage {
  readonly service: string
  readonly unit: string
  /** Beginning of the hour, epoch ms. */
  readonly hourAt: number
  readonly quantity: number
}

const hourMs = 3_600_000

export class Meter {
  readonly #store: Store
  readonly #gathered = new Map<string, Map<string, number>>()

  constructor(store: Store) {
    this.#store = store
  }

  /** Adds to the hour's sum. */
  count(cellId: string, service: string, unit: string, at: number, quantity: number): void {
    const hourAt = Math.floor(at / hourMs) * hourMs
    let sums = this.#gathered.get(cellId)
    if (sums === undefined) this.#gathered.set(cellId, sums = new Map())
    const name = key(hourAt, service, unit)
    sums.set(name, (sums.get(name) ?? 0) + quantity)
  }

  /** Drops what was gathered and not written down: it belongs to a state that is no more. */
  forget(): void {
    this.#gathered.clear()
  }

  /** Writes the gathered sums down. */
  flush(): void {
    if (this.#gathered.size === 0) return
    this.#store.transact(() => {
      for (const [cellId, sums] of this.#gathered) {
        const table = usageOf(this.#store.cell(cellId))
        for (const [name, quantity] of sums) table.put(name, (table.get(name) ?? 0) + quantity)
      }
    })
    this.#gathered.clear()
  }

  /** What a cell used, by hour. */
  usage(cellId: string, fromAt = 0): Usage[] {
    this.flush()
    const found: Usage[] = []
    for (const [name, quantity] of usageOf(this.#store.cell(cellId)).scan({ from: prefixOf(fromAt) })) {
      const [hourAt, service, unit] = keyParts(name) as [number, string, string]
      found.push({ service, unit, hourAt, quantity })
    }
    return found
  }
}

function usageOf(cell: Cell): Table<number> {
  return cell.table('usage')
}
