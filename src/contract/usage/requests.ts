// Which requests are billed by themselves, by service and operation: for services that do not count their requests on their own.

import { readTable } from '../../std/rows.ts'

export class Requests {
  readonly #usage: ReadonlyMap<string, string>

  constructor() {
    const rows = readTable(new URL('./requests.tsv', import.meta.url), ['service', 'usage', 'operations'] as const)
    this.#usage = new Map(rows.flatMap(({ service, usage, operations }) =>
      operations.split(' ').map(name => [`${service}/${name}`, usage] as const)))
  }

  /** The usage type that a call counts one of. */
  of(service: string, operation: string): string | undefined {
    return this.#usage.get(`${service}/${operation}`)
  }
}
