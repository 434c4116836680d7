// Free allowances: the first so much of a month costs nothing: for good, in an account's first twelve months, or for a trial that begins
// with the first use. Members of an organization share one. Source: "AWS Free Tier", Billing User Guide. Menu statement 0#5 of the terms.

import { readTable } from '../../std/rows.ts'
import { addMonths } from '../../kernel/clock.ts'
import { dayMs, monthEnd } from '../calendar.ts'
import { amountOfUnit } from '../prices/measure.ts'
import type { Measure } from '../prices/measure.ts'
import { decimalFraction } from '../money.ts'

export interface Allowance {
  readonly id: string
  /** `*`: whichever service has the usage type. */
  readonly service: string
  readonly kind: 'always' | '12-months' | 'trial'
  readonly trialDays?: number
  readonly usages: readonly string[]
  /** Billing units a month, as a decimal text. */
  readonly limit: string
}

/** What decides whether an allowance holds: when the payer signed up, and when it first used a service. */
export interface Eligibility {
  readonly openedAt: number
  firstUseAt(service: string): number
}

export function readAllowances(): Allowance[] {
  return readTable(new URL('./allowances.tsv', import.meta.url), ['id', 'service', 'kind', 'usage', 'limit'] as const).map(row => {
    const [kind, days] = row.kind.split(' ') as [Allowance['kind'], string | undefined]
    const { id, service, limit } = row
    return { id, service, kind, usages: row.usage.split(' '), limit, ...(days !== undefined && { trialDays: Number(days) }) }
  })
}

export function covers({ service, usages }: Allowance, of: { readonly service: string, readonly usageType: string }): boolean {
  return (service === '*' || service === of.service) && usages.includes(of.usageType)
}

/** The month's limit as a metered amount. */
export function limitAmount({ limit }: Allowance, measure: Measure, month: string): bigint {
  const { numerator, denominator } = decimalFraction(limit)
  return amountOfUnit(measure, month) * numerator / denominator
}

/** Up to when it holds in a month; the month's end where it does not end. */
export function holdsUntil({ kind, service, trialDays = 0 }: Allowance, { openedAt, firstUseAt }: Eligibility, month: string): number {
  const end = monthEnd(month)
  if (kind === 'always') return end
  return Math.min(end, kind === '12-months' ? addMonths(openedAt, 12) : firstUseAt(service) + trialDays * dayMs)
}
