// Charges that no meter counts: a lost device, customs, a month of consulting. They are entered, and lie on the month of their day.

import type { Money } from '../money.ts'
import { onceAt } from '../rating/line.ts'
import type { Line } from '../rating/line.ts'

export interface Charge {
  readonly id: string
  readonly account: string
  readonly service: string
  readonly at: number
  readonly amount: Money
  readonly description: string
}

export function chargeLine({ account, service, at, amount: cost, description }: Charge): Line {
  return {
    kind: 'Fee', account, region: 'us-east-1', service, usageType: 'OneTimeCharge', operation: '', resource: '', tags: {}, ...onceAt(at),
    amount: 0n, measure: 'count', unit: '', price: 0n, publicPrice: 0n, cost, publicCost: cost, effectiveCost: cost, description,
  }
}
