// How resources are metered by being there, read from a table: one line for a usage type, for written and derived resources alike.

import { arnTemplate } from '../../kernel/service.ts'
import type { ResourceMeter } from '../../kernel/service.ts'
import { readTable } from '../../std/rows.ts'
import { quantityOf, template, testOf } from './expression.ts'

const columns = ['service', 'type', 'usage', 'quantity', 'while', 'least', 'whole', 'operation', 'resource'] as const

export class Stays {
  readonly #byType = new Map<string, ResourceMeter<never>[]>()

  constructor() {
    for (const row of readTable(new URL('./stays.tsv', import.meta.url), columns)) {
      const name = `${row.service}/${row.type}`
      const usage = template(row.usage, row.type)
      const operation = template(row.operation, row.type)
      const quantity = quantityOf(row.quantity, row.type)
      const isBilled = testOf(row.while, row.type)
      const meter: ResourceMeter<never> = {
        usageType: record => isBilled(record) && quantity(record) > 0 ? usage(record) : undefined,
        quantity,
        operation,
        ...(row.resource !== '' && { resource: arnTemplate(row.resource) as NonNullable<ResourceMeter<never>['resource']> }),
        ...(row.least !== '0' && { leastMs: Number(row.least) * 1000 }),
        ...(row.whole !== '0' && { wholeMs: Number(row.whole) * 1000 }),
      }
      const known = this.#byType.get(name)
      if (known === undefined) this.#byType.set(name, [meter])
      else known.push(meter)
    }
  }

  of(service: string, type: string): readonly ResourceMeter<never>[] | undefined {
    return this.#byType.get(`${service}/${type}`)
  }
}
