// Budgets: a limit for a time that repeats, and what was spent of it so far and will be. Source: Budget, AWS Budgets API Reference.

import type { Budget as ShownBudget, Budgets } from '../../../generated/aws/budgets.ts'
import { resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { chargesWithin, contractOf, costOf, dayMs, dollar, dollars, monthEnd, monthOf, monthStart, within } from '../../contract/index.ts'
import type { Line, Money } from '../../contract/index.ts'
import type { StoredNotification } from './notification.ts'

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
      BudgetedAmount: amount(limitOf(budget)), ActualAmount: amount(spentWithin(budget, period.fromAt, Math.min(period.beforeAt, now),
        call)),
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
  const actual = spentWithin(budget, fromAt, Math.min(beforeAt, now), call)
  const passedMs = Math.max(now - fromAt, 3_600_000)
  return { actual, forecast: actual * BigInt(beforeAt - fromAt) / BigInt(Math.min(passedMs, beforeAt - fromAt)) }
}

export function limitOf({ BudgetLimit }: ShownBudget): Money {
  const [whole = '0', part = ''] = (BudgetLimit?.Amount ?? '0').split('.')
  return BigInt(`${whole}${part.slice(0, 12).padEnd(12, '0')}`) * (dollar / 10n ** 12n)
}

export function amount(money: Money): { Amount: string, Unit: string } {
  return { Amount: dollars(money, 3), Unit: 'USD' }
}

function shown(stored: Budget, call: Call): ShownBudget {
  const { actual, forecast } = spendOf(stored, call)
  return {
    ...stored.budget, CostTypes: { ...defaultTypes, ...stored.budget.CostTypes }, LastUpdatedTime: stored.updatedAt,
    TimePeriod: stored.budget.TimePeriod ?? { Start: monthStart(monthOf(stored.createdAt)), End: Date.UTC(2087, 5, 15) },
    CalculatedSpend: { ActualSpend: amount(actual), ForecastedSpend: amount(forecast) },
  } as ShownBudget
}

const defaultTypes = {
  IncludeTax: true, IncludeSubscription: true, UseBlended: false, IncludeRefund: true, IncludeCredit: true, IncludeUpfront: true,
  IncludeRecurring: true, IncludeOtherSubscription: true, IncludeSupport: true, IncludeDiscount: true, UseAmortized: false,
}

/** The day, month, quarter or year that a time lies in. */
export function periodAt({ TimeUnit }: ShownBudget, at: number): { readonly fromAt: number, readonly beforeAt: number } {
  const date = new Date(at)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
  switch (TimeUnit) {
    case 'DAILY': return { fromAt: at - at % dayMs, beforeAt: at - at % dayMs + dayMs }
    case 'QUARTERLY': return { fromAt: Date.UTC(year, month - month % 3, 1), beforeAt: Date.UTC(year, month - month % 3 + 3, 1) }
    case 'ANNUALLY': return { fromAt: Date.UTC(year, 0, 1), beforeAt: Date.UTC(year + 1, 0, 1) }
    default: return { fromAt: monthStart(monthOf(at)), beforeAt: monthEnd(monthOf(at)) }
  }
}

function spentWithin(budget: ShownBudget, fromAt: number, beforeAt: number, call: Call): Money {
  const contract = contractOf(call)
  const types = { ...defaultTypes, ...budget.CostTypes }
  const included = (line: Line) => (line.kind !== 'Tax' || types.IncludeTax) && (line.kind !== 'Credit' || types.IncludeCredit)
    && (line.kind !== 'Refund' || types.IncludeRefund) && (line.kind !== 'RIFee' || types.IncludeRecurring)
    && (line.kind !== 'SavingsPlanUpfrontFee' || types.IncludeUpfront) && (line.service !== 'support' || types.IncludeSupport)
  const filters = Object.entries(budget.CostFilters ?? {})
  const passes = (line: Line) => filters.every(([name, values]) => values.includes(fieldOf(name, line, call)))
  let sum = 0n
  // Hours that have begun count as far as they have come.
  const end = Math.ceil(beforeAt / 3_600_000) * 3_600_000
  for (const { lines } of chargesWithin(contract, call.account, fromAt, end)) {
    for (const line of lines) {
      const part = included(line) && passes(line) ? within(line, fromAt, end) : undefined
      if (part !== undefined) sum += types.UseAmortized ? costOf({ ...part, cost: part.effectiveCost }) : costOf(part)
    }
  }
  return sum
}

/** What a cost filter reads of a line. Source: "CostFilters", AWS Budgets API Reference. */
function fieldOf(name: string, line: Line, call: Call): string {
  const { book } = contractOf(call).ledger
  switch (name) {
    case 'Service': return book.offers.of(line.service, line.usageType).name
    case 'LinkedAccount': return line.account
    case 'Region': return line.region
    case 'Operation': return line.operation
    case 'UsageType': return book.regions.usageType(line.region, line.usageType)
    default: return ''
  }
}

const knownFilters = ['Service', 'LinkedAccount', 'Region', 'Operation', 'UsageType']

/** @throws InvalidParameterException for what is not judged here */
function check(budget: ShownBudget, call: BudgetsCall): void {
  const refuse = (message: string) => call.fault('InvalidParameterException', message)
  if (/[:\\]/.test(budget.BudgetName)) throw refuse('The budget name must not contain the characters : and \\')
  if (budget.BudgetType !== 'COST') throw refuse(`Budgets of type ${budget.BudgetType} are not judged here: use COST`)
  if (budget.BudgetLimit === undefined) throw refuse('A budget needs a BudgetLimit; planned and adjusting limits are not judged here')
  if (!/^\d+(\.\d+)?$/.test(budget.BudgetLimit.Amount) || limitOf(budget) <= 0n) throw refuse(`${budget.BudgetLimit.Amount} is no limit`)
  if (budget.BudgetLimit.Unit !== 'USD') throw refuse('The unit of a cost budget is USD')
  if (budget.TimeUnit === 'CUSTOM') throw refuse('Custom periods are not judged here')
  if (budget.FilterExpression !== undefined) throw refuse('FilterExpression is not judged here: use CostFilters')
  const unknown = Object.keys(budget.CostFilters ?? {}).find(name => !knownFilters.includes(name))
  if (unknown !== undefined) throw refuse(`The filter ${unknown} is not known here`)
}
