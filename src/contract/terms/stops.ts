// What the provider has stopped: all of a service, for an account, until it is let go again. A call to it is refused with the reason.
// Looked
// at before every call, so what is stopped is kept in memory beside the table; where nothing is, a call pays one look at an empty map.

import { key, keyParts } from '../../std/key.ts'
import type { Table } from '../../kernel/store/face.ts'

export interface Stopped { readonly account: string, readonly service: string }

export class Stops {
  readonly #table: () => Table<string>
  readonly #reasons = new Map<string, string>()
  readonly #labels: () => Table<unknown>
  #previews: ReadonlySet<string> = new Set()

  /** @param labels services and regions that are previews, by name */
  constructor(table: () => Table<string>, labels: () => Table<unknown>) {
    this.#table = table
    this.#labels = labels
  }

  /** The state is another than before. */
  begin(): void {
    this.#reasons.clear()
    this.#previews = new Set([...this.#labels().scan()].map(([name]) => name))
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

  /** Nothing is stopped, and nothing is a preview. */
  get isIdle(): boolean {
    return this.#reasons.size === 0 && this.#previews.size === 0
  }

  /** The name among these by which a call is to a preview; undefined for most. */
  previewAmong(...names: readonly string[]): string | undefined {
    return names.find(name => this.#previews.has(name))
  }

  reason(account: string, service: string): string | undefined {
    return this.#reasons.get(`${account}/${service}`)
  }
}
