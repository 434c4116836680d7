// Changes of prices in one cloud: for everybody or for one account, each from its date on. They are kept as the lines of a price file.

import { key, keyParts } from '../../std/key.ts'
import type { Table } from '../../kernel/service.ts'
import { readPrice } from './price.ts'
import type { Price, PriceRow } from './price.ts'

export class PriceChanges {
  readonly #table: Table<PriceRow>

  constructor(table: Table<PriceRow>) {
    this.#table = table
  }

  /** By account; `*` for everybody. */
  byAccount(): ReadonlyMap<string, readonly Price[]> {
    const found = new Map<string, Price[]>()
    for (const [name, row] of this.#table.scan()) {
      const [account] = keyParts(name) as [string]
      const known = found.get(account)
      if (known === undefined) found.set(account, [readPrice(row)])
      else known.push(readPrice(row))
    }
    return found
  }

  /** Inside a transaction; another for the same thing and date takes its place. @throws Error that names what is wrong */
  put(account: string, row: PriceRow): void {
    readPrice(row)
    this.#table.put(key(account, row.service, row.usage, row.operation, row.region, row.from), row)
  }
}
