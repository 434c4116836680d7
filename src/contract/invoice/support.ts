// The fee of a support plan: a share of the month's charges that falls with their height, and at least so much.

import { readTable } from '../../std/rows.ts'
import { dollar, moneyOf } from '../money.ts'
import type { Money } from '../money.ts'
import type { SupportPlan } from '../account/billing-account.ts'

interface Step { readonly percent: bigint, readonly upTo?: Money }
export interface PlanFee { readonly plan: string, readonly minimum: Money, readonly steps: readonly Step[], readonly usage: string }

export function readSupportPlans(): ReadonlyMap<string, PlanFee> {
  const rows = readTable(new URL('./support.tsv', import.meta.url), ['plan', 'minimum', 'percent', 'usage', 'service'] as const)
  return new Map(rows.map(({ plan, minimum, percent, usage }) => {
    const words = percent.split(' ')
    const steps: Step[] = []
    for (let i = 0; i < words.length; i += 2) {
      const limit = words[i + 1]
      steps.push({ percent: BigInt(words[i]!), ...(limit !== undefined && { upTo: BigInt(limit) * dollar }) })
    }
    return [plan, { plan, minimum: moneyOf(minimum), steps, usage }]
  }))
}

/** @param charges of the month, before credits and tax */
export function supportFee({ minimum, steps }: PlanFee, charges: Money): Money {
  let fee = 0n
  let from = 0n
  for (const { percent, upTo } of steps) {
    const part = (upTo === undefined || charges < upTo ? charges : upTo) - from
    if (part <= 0n) break
    fee += part * percent / 100n
    from += part
  }
  return fee < minimum ? minimum : fee
}

export function isSupportPlan(text: string): text is SupportPlan {
  return ['basic', 'developer', 'business', 'enterprise-on-ramp', 'enterprise'].includes(text)
}
