// What the provider has stopped: all of a service, for an account, until it is let go again. A call to it is refused with the reason.
// Looked
// at before every call, so what is stopped is kept in memory beside the table; where nothing is, a call pays one look at an empty map.

import { key, keyParts } from '../../std/key.ts'
import type { Table } from '../../kernel/store/face.ts'

export interface Stopped { readonly account: string, readonly service: string }

export class Stops {
  readonly #table: () => Table<string>
  readonly #reasons = new Map<string, string>()

  constructor(table: () => Table<string>) {
    this.#table = table
  }

  /** The state is another than before. */
  begin(): void {
    this.#reasons.clear()
    for (const [name, reason] of this.#table().scan()) {
      const [account, service] = keyParts(name) as [string, string]
      this.#reasons.set(`${account}/${service}`, reason)
    }
  }

  /** Inside a transaction. */
  put({ account, service }: Stopped, reason: string): void {
    this.#table().put(key(account, service), reason)
    this.#reasons.set(`${account}/${service}`, reason)
  }

  /** Inside a transaction. */
  delete({ account, service }: Stopped): void {
    this.#table().delete(key(account, service))
    this.#reasons.delete(`${account}/${service}`)
  }

  reason(account: string, service: string): string | undefined {
    return this.#reasons.size === 0 ? undefined : this.#reasons.get(`${account}/${service}`)
  }
}
