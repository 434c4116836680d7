// One price: what a usage type costs in a region from a date on, in tiers of a month's usage. Read from a line of a price file.

import type { Row } from '../../std/rows.ts'
import { priceOf } from '../money.ts'
import { isMeasure } from './measure.ts'
import type { Measure } from './measure.ts'

/** Up to so many billing units of a month, or without end, each costs so much in 10⁻¹² dollars. */
export interface Tier { readonly upTo?: bigint, readonly price: bigint }

export interface Price {
  /** The service's id. */
  readonly service: string
  /** Usage type without its region. */
  readonly usage: string
  /** Empty: whatever the operation. */
  readonly operation: string
  /** `*`: every region without a price of its own. */
  readonly region: string
  readonly fromAt: number
  readonly measure: Measure
  readonly unit: string
  readonly tiers: readonly Tier[]
  readonly family: string
  readonly description: string
  /** Of an instance: `m5.large`. */
  readonly instanceType?: string
}

export const priceColumns =
  ['service', 'usage', 'operation', 'region', 'from', 'measure', 'unit', 'price', 'family', 'description'] as const

export type PriceRow = Row<typeof priceColumns[number]>

/** @throws Error that names what is wrong */
export function readPrice({ service, usage, operation, region, from, measure, unit, price, family, description }: PriceRow): Price {
  if (!isMeasure(measure)) throw new Error(`'${measure}' is no measure: use count, gigabytes, hours, months or gb-months`)
  if (service === '' || usage === '' || region === '') throw new Error('a price needs a service, a usage type and a region')
  return { service, usage, operation, region, fromAt: dateOf(from), measure, unit, tiers: readTiers(price), family, description }
}

/** `0.023 51200 0.022`: price, limit, price … */
export function readTiers(text: string): Tier[] {
  const words = text.split(' ')
  if (words.length % 2 === 0) throw new Error(`'${text}' ends with a limit: the last tier has none`)
  const tiers: Tier[] = []
  for (let i = 0; i < words.length; i += 2) {
    const limit = words[i + 1]
    if (limit !== undefined && !/^[1-9]\d*$/.test(limit)) throw new Error(`'${limit}' is no limit of a tier`)
    const upTo = limit === undefined ? undefined : BigInt(limit)
    const before = tiers.at(-1)?.upTo
    if (upTo !== undefined && before !== undefined && upTo <= before) throw new Error(`the limit ${upTo} does not exceed ${before}`)
    tiers.push({ ...(upTo !== undefined && { upTo }), price: priceOf(words[i]!) })
  }
  return tiers
}

/** The first moment of a day. @throws Error for what is no date */
export function dateOf(text: string): number {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text) throw new Error(`'${text}' is no date: write 2027-03-01`)
  return at
}
