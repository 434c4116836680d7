// Offers: under which product code and name a service's usage is sold. One service may belong to several.

import { readTable } from '../../std/rows.ts'
import type { Row } from '../../std/rows.ts'

/** `code` is the price list's (AmazonEC2), `name` Cost Explorer's (EC2 - Other). */
export interface Offer { readonly code: string, readonly name: string }

export class Offers {
  readonly #rows: readonly Row<'service' | 'usage' | 'offer' | 'name'>[]

  constructor() {
    this.#rows = readTable(new URL('./offers.tsv', import.meta.url), ['service', 'usage', 'offer', 'name'] as const)
  }

  /** The codes and the services that each one sells. */
  get codes(): ReadonlyMap<string, readonly string[]> {
    const found = new Map<string, string[]>()
    for (const { offer, service } of this.#rows) found.set(offer, [...new Set([...found.get(offer) ?? [], service])])
    return found
  }

  /** A service that the table does not know is its own offer. */
  of(service: string, usage: string): Offer {
    const row = this.#rows.find(each => each.service === service && usage.startsWith(each.usage))
    return row === undefined ? { code: service, name: service } : { code: row.offer, name: row.name }
  }
}
