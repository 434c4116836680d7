// Budgets: a limit for a time that repeats, and what was spent of it so far and will be. Source: Budget, AWS Budgets API Reference.

import type { Budget as ShownBudget, Budgets } from '../../../generated/aws/budgets.ts'
import { resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { dayMs, dollars, monthOf, monthStart } from '../../contract/index.ts'
import type { Money } from '../../contract/index.ts'
import { limitAt, quantityOf, unitOf } from './limit.ts'
import { defaultTypes, isShare, knownFilters, measured } from './measure.ts'
import type { StoredNotification } from './notification.ts'
import { periodAt } from './period.ts'

export interface Budget {
  readonly name: string
  readonly budget: ShownBudget
  readonly createdAt: number
  readonly updatedAt: number
  readonly notifications: readonly StoredNotification[]
}

export const Budget = resource<Budget>({
  name: 'Budget', key: 'name', arn: 'arn:{partition}:budgets::{account}:budget/{name}', tags: 'list',
  notFound: { code: 'NotFoundException', message: ([name]) => `Unable to get budget: ${name} - the budget doesn't exist.` },
  exists: { code: 'DuplicateRecordException', message: ([name]) => `Error creating budget: ${name} - the budget already exists.` },
})

export type BudgetsCall = Call<'NotFoundException' | 'InvalidParameterException' | 'AccessDeniedException'>

/** How long a budget is judged anew after it was. AWS: up to three times a day. */
export const evaluationMs = dayMs

export interface Spend { readonly actual: Money, readonly forecast: Money }

/** An account may speak of its own budgets only. @throws AccessDeniedException */
export function own(accountId: string, call: Call<'AccessDeniedException'>): void {
  if (accountId !== call.account) throw call.fault('AccessDeniedException', `Account ${call.account} may not see budgets of ${accountId}`)
}

export const CreateBudget: Budgets['CreateBudget'] = ({ AccountId, Budget: budget, NotificationsWithSubscribers = [],
  ResourceTags = [] }, call) => {
  own(AccountId, call)
  check(budget, call)
  const now = call.now()
  const notifications = NotificationsWithSubscribers.map(({ Notification, Subscribers }) =>
    ({ notification: Notification, subscribers: [...Subscribers], state: 'OK' as const }))
  call.of(Budget).insert({ name: budget.BudgetName, budget, createdAt: now, updatedAt: now, notifications })
  if (ResourceTags.length > 0) call.tags(Budget).add(Object.fromEntries(ResourceTags.map(({ Key, Value }) => [Key, Value])),
    budget.BudgetName)
  call.setTimer('judge', budget.BudgetName, now)
  return {}
}

export const UpdateBudget: Budgets['UpdateBudget'] = ({ AccountId, NewBudget: budget }, call) => {
  own(AccountId, call)
  const before = call.of(Budget).require(budget.BudgetName)
  check(budget, call)
  call.of(Budget).put({ ...before, budget, updatedAt: call.now() })
  call.setTimer('judge', budget.BudgetName, call.now())
  return {}
}

export const DescribeBudget: Budgets['DescribeBudget'] = ({ AccountId, BudgetName }, call) => {
  own(AccountId, call)
  return { Budget: shown(call.of(Budget).require(BudgetName), call) }
}

export const DescribeBudgets: Budgets['DescribeBudgets'] = function* ({ AccountId }, call) {
  own(AccountId, call)
  for (const budget of call.of(Budget).scan()) yield shown(budget, call)
}

export const DescribeBudgetPerformanceHistory: Budgets['DescribeBudgetPerformanceHistory'] = ({ AccountId, BudgetName, TimePeriod },
  call) => {
  own(AccountId, call)
  const { budget, createdAt } = call.of(Budget).require(BudgetName)
  const now = call.now()
  const from = Math.max(Number(TimePeriod?.Start ?? createdAt), createdAt)
  const until = Math.min(Number(TimePeriod?.End ?? now), now)
  const list = []
  for (let period = periodAt(budget, from); period.fromAt < until; period = periodAt(budget, period.beforeAt)) {
    list.push({
      BudgetedAmount: amount(limitAt(budget, period.fromAt, call), unitOf(budget)),
      ActualAmount: amount(measured(budget, period.fromAt, Math.min(period.beforeAt, now), call), unitOf(budget)),
      TimePeriod: { Start: period.fromAt, End: period.beforeAt },
    })
  }
  const { BudgetType, TimeUnit } = budget
  return { BudgetPerformanceHistory: { BudgetName, BudgetType, TimeUnit, BudgetedAndActualAmountsList: list } } as never
}

/** What a budget's time now has cost, and will if the rest of it goes on as it did. */
export function spendOf({ budget }: Budget, call: Call): Spend {
  const now = call.now()
  const { fromAt, beforeAt } = periodAt(budget, now)
  const actual = measured(budget, fromAt, Math.min(beforeAt, now), call)
  if (isShare(budget)) return { actual, forecast: actual }
  const passedMs = Math.max(now - fromAt, 3_600_000)
  return { actual, forecast: actual * BigInt(beforeAt - fromAt) / BigInt(Math.min(passedMs, beforeAt - fromAt)) }
}

export function amount(money: Money, unit = 'USD'): { Amount: string, Unit: string } {
  return { Amount: dollars(money, 3), Unit: unit }
}

function shown(stored: Budget, call: Call): ShownBudget {
  const { budget, updatedAt, createdAt } = stored
  const { actual, forecast } = spendOf(stored, call)
  const unit = unitOf(budget)
  const { fromAt } = periodAt(budget, call.now())
  return {
    ...budget, BudgetLimit: amount(limitAt(budget, call.now(), call), unit), LastUpdatedTime: updatedAt,
    ...(budget.BudgetType === 'COST' && { CostTypes: { ...defaultTypes, ...budget.CostTypes } }),
    ...(budget.AutoAdjustData !== undefined
      && { AutoAdjustData: { ...budget.AutoAdjustData, LastAutoAdjustTime: Math.max(fromAt, createdAt) } }),
    TimePeriod: budget.TimePeriod ?? { Start: monthStart(monthOf(createdAt)), End: Date.UTC(2087, 5, 15) },
    CalculatedSpend: { ActualSpend: amount(actual, unit), ...(!isShare(budget) && { ForecastedSpend: amount(forecast, unit) }) },
  } as ShownBudget
}

/** How many periods are planned, by the time that a budget repeats in. */
const plannedCounts: Readonly<Record<string, number>> = { MONTHLY: 12, QUARTERLY: 4 }

/** @throws InvalidParameterException for what is not judged here */
function check(budget: ShownBudget, call: BudgetsCall): void {
  const refuse = (message: string) => call.fault('InvalidParameterException', message)
  const { BudgetName: name, BudgetType: type, TimeUnit: unit, CostFilters: filters = {} } = budget
  if (/[:\\]/.test(name)) throw refuse('The budget name must not contain the characters : and \\')
  if (unit === 'CUSTOM') throw refuse('Custom periods are not judged here')
  if (budget.FilterExpression !== undefined) throw refuse('FilterExpression is not judged here: use CostFilters')
  const unknown = Object.keys(filters).find(each => !knownFilters.includes(each))
  if (unknown !== undefined) throw refuse(`The filter ${unknown} is not known here`)
  if (type === 'USAGE' && filters['UsageType'] === undefined) throw refuse('A usage budget needs a UsageType filter')
  if (type.startsWith('RI_') && filters['Service']?.length !== 1) throw refuse('A budget of reservations needs a filter of one Service')
  checkLimit(budget, refuse)
}

/** A limit is fixed, planned or adjusting, one of them. */
function checkLimit(budget: ShownBudget, refuse: (message: string) => Error): void {
  const { BudgetLimit: fixed, PlannedBudgetLimits: planned, AutoAdjustData: adjusting, BudgetType: type, TimeUnit: unit } = budget
  if ([fixed, planned, adjusting].filter(each => each !== undefined).length !== 1) {
    throw refuse('A budget needs one of BudgetLimit, PlannedBudgetLimits and AutoAdjustData')
  }
  if ((planned !== undefined || adjusting !== undefined) && isShare(budget)) throw refuse(`Budgets of type ${type} need a BudgetLimit`)
  if (planned !== undefined) {
    const starts = Object.keys(planned).map(Number).sort((a, b) => a - b)
    if (starts.length !== plannedCounts[unit]) throw refuse(`${plannedCounts[unit] ?? 'No'} limits are planned for a ${unit} budget`)
    if (starts.some((seconds, i) => periodAt(budget, seconds * 1000).fromAt !== seconds * 1000
      || (i > 0 && periodAt(budget, seconds * 1000 - 1).fromAt !== starts[i - 1]! * 1000))) {
      throw refuse('Planned limits begin with periods that follow each other')
    }
  }
  const count = adjusting?.HistoricalOptions?.BudgetAdjustmentPeriod
  if (adjusting?.AutoAdjustType === 'HISTORICAL' && (count === undefined || count < 1 || count > 60)) {
    throw refuse('A budget adjusts to 1 to 60 periods')
  }
  for (const { Amount: given, Unit: of } of fixed === undefined ? Object.values(planned ?? {}) : [fixed]) {
    if (!/^\d+(\.\d+)?$/.test(given) || quantityOf(given) <= 0n) throw refuse(`${given} is no limit`)
    if (type === 'COST' && of !== 'USD') throw refuse('The unit of a cost budget is USD')
    if (isShare(budget) && (of !== 'PERCENTAGE' || quantityOf(given) !== quantityOf('100'))) {
      throw refuse(`The limit of a ${type} budget is 100 PERCENTAGE`)
    }
  }
}
