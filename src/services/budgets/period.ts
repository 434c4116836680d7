// The times that a budget repeats in.

import type { Budget as ShownBudget } from '../../../generated/aws/budgets.ts'
import { dayMs, monthEnd, monthOf, monthStart } from '../../contract/index.ts'

export interface Period { readonly fromAt: number, readonly beforeAt: number }

/** The day, month, quarter or year that a time lies in. */
export function periodAt({ TimeUnit }: Pick<ShownBudget, 'TimeUnit'>, at: number): Period {
  const date = new Date(at)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
  switch (TimeUnit) {
    case 'DAILY': return { fromAt: at - at % dayMs, beforeAt: at - at % dayMs + dayMs }
    case 'QUARTERLY': return { fromAt: Date.UTC(year, month - month % 3, 1), beforeAt: Date.UTC(year, month - month % 3 + 3, 1) }
    case 'ANNUALLY': return { fromAt: Date.UTC(year, 0, 1), beforeAt: Date.UTC(year + 1, 0, 1) }
    default: return { fromAt: monthStart(monthOf(at)), beforeAt: monthEnd(monthOf(at)) }
  }
}
