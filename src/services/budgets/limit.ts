// The limit of a budget at a time: fixed, planned for each period, or adjusted to what the periods before came to. Source:
// PlannedBudgetLimits and AutoAdjustData, AWS Budgets API Reference.

import type { Budget as ShownBudget } from '../../../generated/aws/budgets.ts'
import type { Call } from '../../kernel/service.ts'
import { dollar } from '../../contract/index.ts'
import type { Money } from '../../contract/index.ts'
import { measured } from './measure.ts'
import { periodAt } from './period.ts'

/** What a decimal text says. */
export function quantityOf(text: string): Money {
  const [whole = '0', part = ''] = text.split('.')
  return BigInt(`${whole}${part.slice(0, 12).padEnd(12, '0')}`) * (dollar / 10n ** 12n)
}

/** The limit of the period that a time lies in. */
export function limitAt(budget: ShownBudget, at: number, call: Call): Money {
  const { BudgetLimit: fixed, PlannedBudgetLimits: planned, AutoAdjustData: adjusting } = budget
  if (planned !== undefined) {
    // After the last period that is planned, its limit goes on.
    const starts = Object.keys(planned).map(Number).sort((a, b) => a - b)
    const start = starts.filter(seconds => seconds * 1000 <= periodAt(budget, at).fromAt).at(-1) ?? starts[0]!
    return quantityOf(planned[String(start)]!.Amount)
  }
  return adjusting === undefined ? quantityOf(fixed?.Amount ?? '0') : adjusted(budget, at, call)
}

/** The mean of so many periods before, or what the last one came to, which is our forecast. */
function adjusted(budget: ShownBudget, at: number, call: Call): Money {
  const { AutoAdjustType: type, HistoricalOptions: options } = budget.AutoAdjustData!
  const count = type === 'HISTORICAL' ? options?.BudgetAdjustmentPeriod ?? 1 : 1
  let { fromAt } = periodAt(budget, at)
  let sum = 0n
  for (let i = 0; i < count; i += 1) {
    const before = periodAt(budget, fromAt - 1)
    sum += measured(budget, before.fromAt, before.beforeAt, call)
    fromAt = before.fromAt
  }
  return sum / BigInt(count)
}

/** The unit of a budget's amounts. */
export function unitOf({ BudgetLimit: fixed, PlannedBudgetLimits: planned, BudgetType: type }: ShownBudget): string {
  return fixed?.Unit ?? Object.values(planned ?? {})[0]?.Unit ?? (type === 'COST' ? 'USD' : 'PERCENTAGE')
}
