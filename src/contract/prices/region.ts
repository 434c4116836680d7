// Regions as price lists write them: a prefix before usage types, and a location.

import { readTable } from '../../std/rows.ts'

export interface PriceRegion { readonly region: string, readonly prefix: string, readonly location: string }

export class PriceRegions {
  readonly #byName: ReadonlyMap<string, PriceRegion>

  constructor() {
    this.#byName = new Map(readTable(new URL('./regions.tsv', import.meta.url), ['region', 'prefix', 'location'] as const)
      .map(row => [row.region, row]))
  }

  get all(): readonly PriceRegion[] {
    return [...this.#byName.values()]
  }

  /** A region without an entry is written by its own name. */
  of(region: string): PriceRegion {
    return this.#byName.get(region) ?? { region, prefix: region, location: region }
  }

  /** The usage type as bills write it: that of us-east-1 and of services without regions is bare. */
  usageType(region: string, usage: string): string {
    return region === 'us-east-1' || region === 'global' ? usage : `${this.of(region).prefix}-${usage}`
  }
}
