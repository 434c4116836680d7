// Tax on an invoice: one rate by the country that the account is in when the period ends, on what is left after credits, in cents.

import { readTable } from '../../std/rows.ts'
import { decimalFraction, rounded, shares } from '../money.ts'
import type { Money } from '../money.ts'
import { costOf, onceAt } from '../rating/line.ts'
import type { Line } from '../rating/line.ts'

export interface TaxRate { readonly country: string, readonly name: string, readonly percent: string }

export function readTaxes(): ReadonlyMap<string, TaxRate> {
  return new Map(readTable(new URL('./taxes.tsv', import.meta.url), ['country', 'name', 'percent'] as const).map(row => [row.country, row]))
}

/**
 * One tax line for each account and service that is charged, together the tax on all of them.
 * @param lines what is charged, credits included
 * @param at the last hour of the month
 */
export function taxLines(lines: readonly Line[], { name, percent }: TaxRate, at: number): Line[] {
  const sums = new Map<string, { readonly of: Line, sum: Money }>()
  for (const line of lines) {
    const group = `${line.account}/${line.service}`
    const known = sums.get(group)
    if (known === undefined) sums.set(group, { of: line, sum: costOf(line) })
    else known.sum += costOf(line)
  }
  const taxed = [...sums.values()].filter(({ sum }) => sum > 0n)
  const { numerator, denominator } = decimalFraction(percent)
  const base = taxed.reduce((total, { sum }) => total + sum, 0n)
  const tax = rounded(rounded(base) * numerator / denominator / 100n)
  if (tax === 0n) return []
  return shares(tax, taxed.map(({ sum }) => sum)).map((cost, i) => {
    const { account, service, region } = taxed[i]!.of
    return {
      kind: 'Tax', account, region, service, usageType: name, operation: '', resource: '', tags: {}, ...onceAt(at), amount: 0n,
      measure: 'count', unit: '', price: 0n, publicPrice: 0n, cost, publicCost: cost, effectiveCost: cost,
      description: `${name} ${percent} %`,
    }
  })
}
