// What commitments are sold: the terms of each programme as data, and what one would cost at today's prices.

import { readTable } from '../../std/rows.ts'
import { atomsOfPrice, moneyOf, priceOf } from '../money.ts'
import type { Money } from '../money.ts'
import { hourMs } from '../calendar.ts'
import { termMs } from './commitment.ts'
import type { PaymentOption } from './commitment.ts'

export interface OfferingTerms {
  readonly programme: string
  readonly offeringClass: string
  readonly years: 1 | 3
  readonly payment: PaymentOption
  readonly permille: bigint
}

export interface CapacityTerms { readonly usage: string, readonly years: 1 | 3, readonly upfront: Money, readonly hourly: bigint }

export function readTerms(): OfferingTerms[] {
  return readTable(new URL('./rates.tsv', import.meta.url), ['programme', 'class', 'years', 'payment', 'permille'] as const).map(row => ({
    programme: row.programme, offeringClass: row.class, years: Number(row.years) as 1 | 3, payment: row.payment as PaymentOption,
    permille: BigInt(row.permille),
  }))
}

export function readCapacityTerms(): CapacityTerms[] {
  return readTable(new URL('./capacity.tsv', import.meta.url), ['usage', 'years', 'upfront', 'hourly'] as const).map(row => ({
    usage: row.usage, years: Number(row.years) as 1 | 3, upfront: moneyOf(row.upfront), hourly: priceOf(row.hourly),
  }))
}

/** How a price by the hour is paid over a term: all in advance, half of it, or none. */
export function paid(hourly: bigint, years: 1 | 3, payment: PaymentOption): { readonly upfront: Money, readonly recurring: bigint } {
  const hours = BigInt(termMs(years) / hourMs)
  if (payment === 'No Upfront') return { upfront: 0n, recurring: hourly }
  const inAdvance = payment === 'All Upfront' ? hourly : hourly / 2n
  return { upfront: inAdvance * hours * atomsOfPrice, recurring: hourly - inAdvance }
}
