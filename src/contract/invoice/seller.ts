// The seller of record of a line: the account's contracting party (Service Terms 1.9), but for services and regions that another company
// sells (11, 15, 28, 29, 53, 54, 59.7, 65). The party is that of the line's own time, so older invoices keep the older name.

import { readTable } from '../../std/rows.ts'

const columns = ['clause', 'service', 'region', 'usage', 'country', 'seller'] as const

export interface Seller { readonly name: string, readonly clause: string }

export class Sellers {
  readonly #rows = readTable(new URL('./sellers.tsv', import.meta.url), columns)

  of(line: { readonly service: string, readonly region: string, readonly usageType: string }, country: string): Seller {
    const fits = (wanted: string, found: string) => wanted === '' || wanted === found
    const row = this.#rows.find(each => fits(each.service, line.service) && fits(each.region, line.region) && fits(each.country, country)
      && line.usageType.startsWith(each.usage))!
    return { name: row.seller, clause: row.clause }
  }
}
