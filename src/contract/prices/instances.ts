// Prices of instances, written out: one line for a family becomes a price for each of its sizes.

import { readTable } from '../../std/rows.ts'
import { priceOf } from '../money.ts'
import { dateOf } from './price.ts'
import type { Price } from './price.ts'
import { quarterUnits } from './size.ts'

const columns = ['service', 'usage', 'operation', 'family', 'region', 'from', 'large', 'sizes', 'description'] as const

/** A family whose sizes share a reservation: its price of one quarter unit is the same for all. */
export function instancePrices(): Price[] {
  return readTable(new URL('./families.tsv', import.meta.url), columns).flatMap(row => {
    const { service, usage, operation, family, region, from, large, sizes, description } = row
    const ofLarge = priceOf(large)
    return sizes.split(' ').map(size => ({
      service, usage: `${usage}:${family}.${size}`, operation, region, fromAt: dateOf(from),
      measure: 'hours' as const, unit: 'Hrs', tiers: [{ price: ofLarge * quarterUnits(size) / quarterUnits('large') }],
      family: productFamily[service] ?? 'Compute Instance', description: `${family}.${size} ${description}`,
      instanceType: `${family}.${size}`,
    }))
  })
}

const productFamily: Readonly<Record<string, string>> = {
  ec2: 'Compute Instance', rds: 'Database Instance', elasticache: 'Cache Instance', redshift: 'Compute Instance',
}
