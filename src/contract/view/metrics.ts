// The costs of AWS's reports, of one line in one hour: unblended, blended, amortized and net, and amounts of usage. Source: "Understanding
// your costs", Cost Explorer, Billing User Guide: unblended is what was charged at its time; amortized spreads fees of commitments over
// what they cover; blended averages a family's price of the same usage; net is after discounts, of which there are none.

import type { Money } from '../money.ts'
import type { Line } from '../rating/line.ts'
import { hoursOf } from '../usage/piece.ts'

export interface Costs { readonly unblended: Money, readonly blended: Money, readonly amortized: Money }

/** Averages over a month's lines of a family. */
export class Blend {
  readonly #sums = new Map<string, { cost: Money, amount: bigint }>()

  constructor(lines: readonly Line[]) {
    for (const line of lines) {
      if (!isBlended(line)) continue
      const hours = BigInt(hoursOf(line))
      const name = nameOf(line)
      const sum = this.#sums.get(name)
      if (sum === undefined) this.#sums.set(name, { cost: line.cost * hours, amount: line.amount * hours })
      else {
        sum.cost += line.cost * hours
        sum.amount += line.amount * hours
      }
    }
  }

  /** In each of its hours. */
  costs(line: Line): Costs {
    const { cost: unblended, effectiveCost: amortized, amount } = line
    const sum = isBlended(line) ? this.#sums.get(nameOf(line)) : undefined
    return { unblended, amortized, blended: sum === undefined ? unblended : sum.cost * amount / sum.amount }
  }
}

function isBlended({ kind, amount }: Line): boolean {
  return (kind === 'Usage' || kind === 'DiscountedUsage') && amount > 0n
}

function nameOf({ service, region, usageType, operation, unit }: Line): string {
  return `${service}\0${region}\0${usageType}\0${operation}\0${unit}`
}
