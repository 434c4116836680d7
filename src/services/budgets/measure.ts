// What a budget measures within a time, by its type: dollars, units of usage, or a percentage of commitments that is used, or of usage that
// they cover. All are kept alike: one dollar, one unit, one percent is the same number. Source: "Creating a budget", Cost Management User
// Guide; Budget, AWS Budgets API Reference.

import type { Budget as ShownBudget } from '../../../generated/aws/budgets.ts'
import type { Call } from '../../kernel/service.ts'
import {
  activeWithin, amortizedAnHour, amountOfUnit, chargesWithin, contractOf, costOf, dollar, hourMs, hoursOf, monthOf, within,
} from '../../contract/index.ts'
import type { Commitment, Line, Money } from '../../contract/index.ts'

export const defaultTypes = {
  IncludeTax: true, IncludeSubscription: true, UseBlended: false, IncludeRefund: true, IncludeCredit: true, IncludeUpfront: true,
  IncludeRecurring: true, IncludeOtherSubscription: true, IncludeSupport: true, IncludeDiscount: true, UseAmortized: false,
}

export const knownFilters = ['Service', 'LinkedAccount', 'Region', 'Operation', 'UsageType']

/** What a cost filter reads of a line. Source: "CostFilters", AWS Budgets API Reference. */
function fieldOf(name: string, line: Pick<Line, 'service' | 'usageType' | 'account' | 'region' | 'operation'>, call: Call): string {
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

/** Lines of a time that pass the budget's filters, cut to it; hours that have begun count as far as they have come. */
function linesWithin(budget: ShownBudget, fromAt: number, beforeAt: number, call: Call): Line[] {
  const filters = Object.entries(budget.CostFilters ?? {})
  const end = Math.ceil(beforeAt / hourMs) * hourMs
  return chargesWithin(contractOf(call), call.account, fromAt, end).flatMap(({ lines }) => lines.flatMap(line => {
    const part = filters.every(([name, values]) => values.includes(fieldOf(name, line, call))) ? within(line, fromAt, end) : undefined
    return part === undefined ? [] : [part]
  }))
}

type Measure = (budget: ShownBudget, lines: readonly Line[], fromAt: number, beforeAt: number, call: Call) => Money

function sum<T>(items: readonly T[], of: (item: T) => bigint): bigint {
  return items.reduce((total, item) => total + of(item), 0n)
}

/** Of nothing that could be used, all is. */
function percent(part: bigint, whole: bigint): Money {
  return whole === 0n ? 100n * dollar : part * 100n * dollar / whole
}

const cost: Measure = (budget, lines) => {
  const types = { ...defaultTypes, ...budget.CostTypes }
  const included = lines.filter(line => (line.kind !== 'Tax' || types.IncludeTax) && (line.kind !== 'Credit' || types.IncludeCredit)
    && (line.kind !== 'Refund' || types.IncludeRefund) && (line.kind !== 'RIFee' || types.IncludeRecurring)
    && (line.kind !== 'SavingsPlanUpfrontFee' || types.IncludeUpfront) && (line.service !== 'support' || types.IncludeSupport))
  return sum(included, line => types.UseAmortized ? costOf({ ...line, cost: line.effectiveCost }) : costOf(line))
}

const used: readonly Line['kind'][] = ['Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage']

const usage: Measure = (_, lines) => sum(lines.filter(({ kind }) => used.includes(kind)), line =>
  line.amount * BigInt(hoursOf(line)) * dollar / amountOfUnit(line.measure, monthOf(line.fromAt)))

/** The commitments that an account pays for, those of its family among them, that pass the filters of services and regions. */
function commitmentsOf(budget: ShownBudget, isPlan: boolean, call: Call): Commitment[] {
  const { ledger } = contractOf(call)
  const { Service: services, Region: regions } = (budget.CostFilters ?? {}) as Readonly<Record<string, readonly string[]>>
  const name = (of: Commitment) => ledger.book.offers.of(of.reserved?.service ?? 'savingsplans', of.reserved?.usage ?? '').name
  return [...ledger.commitments.all()].filter(each => (each.plan !== undefined) === isPlan
    && (each.account === call.account || ledger.accounts.payerAt(each.account, call.now()) === call.account)
    && (isPlan || services?.includes(name(each)) !== false) && regions?.includes(each.region) !== false)
}

function hoursIn(commitment: Commitment, fromAt: number, beforeAt: number): bigint {
  const active = activeWithin(commitment, fromAt, beforeAt - beforeAt % hourMs)
  return active === undefined ? 0n : BigInt((active.beforeAt - active.fromAt) / hourMs)
}

const unitsOf = (line: Line) => line.amount * (line.quarterUnits ?? 1n) * BigInt(hoursOf(line))

const reservationUse: Measure = (budget, lines, fromAt, beforeAt, call) => percent(
  sum(lines.filter(({ kind }) => kind === 'DiscountedUsage'), unitsOf),
  sum(commitmentsOf(budget, false, call), each => hoursIn(each, fromAt, beforeAt) * each.reserved!.units * BigInt(hourMs)),
)

const reservable = /^(BoxUsage|InstanceUsage|Multi-AZUsage|NodeUsage|Node):/

const reservationCoverage: Measure = (_, lines) => {
  const instances = lines.filter(({ usageType, kind }) => reservable.test(usageType) && used.includes(kind))
  const hours = (line: Line) => line.amount * BigInt(hoursOf(line))
  return percent(sum(instances.filter(({ kind }) => kind === 'DiscountedUsage'), hours), sum(instances, hours))
}

const planUse: Measure = (budget, lines, fromAt, beforeAt, call) => percent(
  sum(lines.filter(({ kind }) => kind === 'SavingsPlanCoveredUsage'), line => line.effectiveCost * BigInt(hoursOf(line))),
  sum(commitmentsOf(budget, true, call), each => hoursIn(each, fromAt, beforeAt) * amortizedAnHour(each)),
)

/** What plans could cover: hours of instances, containers and functions that no reservation covers. */
const plannable = /^(BoxUsage:|Fargate-|Lambda-GB-Second)/

const planCoverage: Measure = (_, lines) => {
  const open = lines.filter(({ usageType, kind }) => plannable.test(usageType) && (kind === 'Usage' || kind === 'SavingsPlanCoveredUsage'))
  const onDemand = (line: Line) => line.publicCost * BigInt(hoursOf(line))
  return percent(sum(open.filter(({ kind }) => kind === 'SavingsPlanCoveredUsage'), onDemand), sum(open, onDemand))
}

const measures: Readonly<Record<ShownBudget['BudgetType'], Measure>> = {
  COST: cost, USAGE: usage, RI_UTILIZATION: reservationUse, RI_COVERAGE: reservationCoverage, SAVINGS_PLANS_UTILIZATION: planUse,
  SAVINGS_PLANS_COVERAGE: planCoverage,
}

/** Whether a type says how much of something, in percent, instead of how much. */
export function isShare({ BudgetType: type }: Pick<ShownBudget, 'BudgetType'>): boolean {
  return type !== 'COST' && type !== 'USAGE'
}

/** What a budget measures of a time. */
export function measured(budget: ShownBudget, fromAt: number, beforeAt: number, call: Call): Money {
  return measures[budget.BudgetType]!(budget, linesWithin(budget, fromAt, beforeAt, call), fromAt, beforeAt, call)
}
