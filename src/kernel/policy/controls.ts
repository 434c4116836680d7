// The policies that an organization sets above its accounts, as the judge of calls reads them: by account, level by level, the root's
// first. Whoever keeps organizations writes them here whenever they change; accounts of which nothing is written are bound by nothing. They
// lie beside the names of the partition, so that they are found without asking any service.

import { key } from '../../std/key.ts'
import type { Store, Table } from '../store/face.ts'
import { holdersCellId } from '../resource/names.ts'
import type { NameHolder } from '../resource/names.ts'

/** Texts of the policies of each level: of the principals' account (service), and of the resources' (resource). */
export interface Above extends NameHolder {
  readonly service?: readonly (readonly string[])[]
  readonly resource?: readonly (readonly string[])[]
}

export class Controls {
  readonly #table: Table<Above>

  constructor(store: Store, partition: string) {
    this.#table = store.cell(holdersCellId(partition)).table('above')
  }

  of(account: string): Above | undefined {
    return this.#table.get(key(account))
  }

  /** Inside a transaction. @param above undefined: nothing is above it any more */
  set(account: string, above: Above | undefined): void {
    if (above === undefined) this.#table.delete(key(account))
    else this.#table.put(key(account), above)
  }
}
