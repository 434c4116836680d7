// A line of the bill: usage of one resource at one price in each of some hours, or a fee, credit, refund or tax. Its cost is the same
// in each of its hours and exact, so lines can be cut at any hour and summed in any order.

import { hourMs } from '../calendar.ts'
import type { Money } from '../money.ts'
import type { Measure } from '../prices/measure.ts'
import { hoursOf } from '../usage/piece.ts'

/** AWS's line item types. Source: "Line item details", CUR User Guide, lineItem/LineItemType. */
export type LineKind =
  | 'Usage' | 'DiscountedUsage' | 'SavingsPlanCoveredUsage' | 'SavingsPlanNegation' | 'SavingsPlanRecurringFee' | 'SavingsPlanUpfrontFee'
  | 'RIFee' | 'Fee' | 'Credit' | 'Refund' | 'Tax'

export interface Line {
  readonly kind: LineKind
  /** Whose usage it is; who pays is the invoice's matter. */
  readonly account: string
  readonly region: string
  readonly service: string
  /** Bare, without its region. */
  readonly usageType: string
  readonly operation: string
  /** ARN of the resource, or of the commitment that a fee is for. */
  readonly resource: string
  readonly tags: Readonly<Record<string, string>>
  readonly fromAt: number
  readonly beforeAt: number
  /** In each hour, as metered; 0 for what is no usage. */
  readonly amount: bigint
  readonly measure: Measure
  readonly unit: string
  /** What a unit is charged, 10⁻¹² dollars. */
  readonly price: bigint
  /** What it would cost on demand. */
  readonly publicPrice: bigint
  /** In each hour. */
  readonly cost: Money
  readonly publicCost: Money
  /** In each hour, what the usage costs with the fees paid for it before and apart: its share of the commitment that covers it. */
  readonly effectiveCost: Money
  readonly description: string
  /** The commitment that covers it or that it is a fee of. */
  readonly commitment?: string
  /** The allowance that makes it free. */
  readonly allowance?: string
  /** Of a fee of a commitment: the hours' part that nothing used. */
  readonly unusedCost?: Money
  /** Normalized quarter units in each hour, of instances. */
  readonly quarterUnits?: bigint
}

export function costOf(line: Line): Money {
  return line.cost * BigInt(hoursOf(line))
}

export function totalOf(lines: readonly Line[]): Money {
  return lines.reduce((sum, line) => sum + costOf(line), 0n)
}

/** The line within a time: its whole hours from one on to before another; undefined where it has none there. */
export function within(line: Line, fromAt: number, beforeAt: number): Line | undefined {
  if (line.fromAt >= fromAt && line.beforeAt <= beforeAt) return line
  const from = Math.max(line.fromAt, fromAt)
  const before = Math.min(line.beforeAt, beforeAt)
  return from < before ? { ...line, fromAt: from, beforeAt: before } : undefined
}

/** Something that is charged once, at a time. */
export function onceAt(at: number): { readonly fromAt: number, readonly beforeAt: number } {
  const fromAt = at - at % hourMs
  return { fromAt, beforeAt: fromAt + hourMs }
}
