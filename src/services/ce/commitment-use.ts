// How reservations and Savings Plans are used, and what of the usage they cover. Source: GetReservationUtilization, GetReservationCoverage,
// GetSavingsPlansUtilization, GetSavingsPlansCoverage, AWS Cost Explorer API Reference.

import type { Ce } from '../../../generated/aws/ce.ts'
import { activeWithin, amortizedAnHour, atomsOfPrice, contractOf, costOf, decimal, hourMs, hoursOf, upfrontAnHour }
  from '../../contract/index.ts'
import type { Commitment, Line, MonthCharges } from '../../contract/index.ts'
import type { Call } from '../../kernel/service.ts'
import { chargesOf } from './charges.ts'
import { linesOf } from './cost-and-usage.ts'
import { vocabularyOf } from './cost-category.ts'
import { unavailable } from './fault.ts'
import { testOf } from './filter.ts'
import { steps } from './period.ts'
import type { Granularity, Step } from './period.ts'
import { amountText, percentage } from './tally.ts'

interface Asked { readonly TimePeriod: { Start: string, End: string }, readonly Granularity?: string, readonly Filter?: never }

function look(input: Asked, call: Call): { span: Step[], months: MonthCharges[], passes: (line: Line) => boolean } {
  const whole = input.Granularity ?? 'MONTHLY'
  const span = steps(input.TimePeriod, whole as Granularity, call.now())
  const months = chargesOf(call, span[0]!.fromAt, span.at(-1)!.beforeAt)
  return { span, months, passes: testOf(input.Filter, vocabularyOf(call)) }
}

/** The commitments that an account sees: its own, or a payer's whole family's. */
function commitmentsOf(call: Call, isPlan: boolean): Commitment[] {
  const { ledger } = contractOf(call)
  return [...ledger.commitments.all()].filter(({ account, plan }) => (plan !== undefined) === isPlan
    && (account === call.account || ledger.accounts.payerAt(account, call.now()) === call.account))
}

/** Hours of a step that lie in a commitment's term and have passed. */
function hoursIn(commitment: Commitment, { fromAt, beforeAt }: Step, now: number): bigint {
  const active = activeWithin(commitment, fromAt, Math.min(beforeAt, now - now % hourMs))
  return active === undefined ? 0n : BigInt((active.beforeAt - active.fromAt) / hourMs)
}

function hours(amount: bigint): string {
  return decimal(amount, 3_600_000n, 10).replace(/\.?0+$/, '')
}

export const GetReservationUtilization: Ce['GetReservationUtilization'] = (input, call) => {
  const { span, months, passes } = look(input as Asked, call)
  const all = commitmentsOf(call, false)
  const of = (step: Step) => {
    let [purchased, used, onDemand, amortized, upfront] = [0n, 0n, 0n, 0n, 0n]
    for (const each of all) {
      const count = hoursIn(each, step, call.now())
      purchased += count * each.reserved!.units * 3_600_000n
      amortized += count * amortizedAnHour(each)
      upfront += count * upfrontAnHour(each)
    }
    for (const { line } of linesOf(months, step, passes)) {
      if (line.kind !== 'DiscountedUsage') continue
      used += line.amount * (line.quarterUnits ?? 1n) * BigInt(hoursOf(line))
      onDemand += line.publicCost * BigInt(hoursOf(line))
    }
    return {
      UtilizationPercentage: percentage(used, purchased), PurchasedUnits: hours(purchased / 4n), TotalActualUnits: hours(used / 4n),
      UnusedUnits: hours((purchased - used) / 4n), PurchasedHours: hours(purchased), TotalActualHours: hours(used),
      UnusedHours: hours(purchased - used), OnDemandCostOfRIHoursUsed: amountText(onDemand), NetRISavings: amountText(onDemand - amortized),
      TotalAmortizedFee: amountText(amortized), AmortizedUpfrontFee: amountText(upfront),
        AmortizedRecurringFee: amountText(amortized - upfront),
      TotalPotentialRISavings: amountText(onDemand - amortized),
    }
  }
  if (all.length === 0) throw unavailable('There are no reservations')
  return { UtilizationsByTime: span.map(step => ({ TimePeriod: step.shown, Groups: [], Total: of(step) })), Total: of(whole(span)) }
}

export const GetReservationCoverage: Ce['GetReservationCoverage'] = (input, call) => {
  const { span, months, passes } = look(input as Asked, call)
  const of = (step: Step) => {
    let [covered, all, onDemand] = [0n, 0n, 0n]
    for (const { line } of linesOf(months, step, passes)) {
      if (line.quarterUnits === undefined && !/^(BoxUsage|InstanceUsage|Multi-AZUsage|NodeUsage|Node):/.test(line.usageType)) continue
      if (line.amount === 0n) continue
      const amount = line.amount * BigInt(hoursOf(line))
      all += amount
      if (line.kind === 'DiscountedUsage') covered += amount
      else if (line.kind === 'Usage') onDemand += costOf(line)
    }
    return {
      CoverageHours: {
        OnDemandHours: hours(all - covered), ReservedHours: hours(covered), TotalRunningHours: hours(all),
        CoverageHoursPercentage: percentage(covered, all),
      },
      CoverageCost: { OnDemandCost: amountText(onDemand) },
    }
  }
  return { CoveragesByTime: span.map(step => ({ TimePeriod: step.shown, Groups: [], Total: of(step) })), Total: of(whole(span)) }
}

export const GetSavingsPlansUtilization: Ce['GetSavingsPlansUtilization'] = (input, call) => {
  const { span, months, passes } = look(input as Asked, call)
  const all = commitmentsOf(call, true)
  if (all.length === 0) throw unavailable('There are no Savings Plans')
  const of = (step: Step) => utilization(all, months, step, passes, call)
  return { SavingsPlansUtilizationsByTime: span.map(step => ({ TimePeriod: step.shown, ...of(step) })), Total: of(whole(span)) }
}

export const GetSavingsPlansUtilizationDetails: Ce['GetSavingsPlansUtilizationDetails'] = (input, call) => {
  const { span, months, passes } = look({ ...input, Granularity: 'MONTHLY' } as Asked, call)
  const all = commitmentsOf(call, true)
  const step = whole(span)
  return {
    SavingsPlansUtilizationDetails: all.map(each => ({
      SavingsPlanArn: each.arn, Attributes: { Region: each.region, AccountId: each.account, PaymentOption: each.payment },
      ...utilization([each], months, step, line => passes(line) && line.commitment === each.id, call),
    })),
    Total: utilization(all, months, step, passes, call),
    TimePeriod: { Start: step.shown.Start, End: step.shown.End },
  }
}

function utilization(all: readonly Commitment[], months: readonly MonthCharges[], step: Step, passes: (line: Line) => boolean, call: Call) {
  let [total, used, upfront, onDemand] = [0n, 0n, 0n, 0n]
  for (const each of all) {
    const count = hoursIn(each, step, call.now())
    total += count * each.plan!.hourly * atomsOfPrice
    upfront += count * upfrontAnHour(each)
  }
  for (const { line } of linesOf(months, step, passes)) {
    if (line.kind !== 'SavingsPlanCoveredUsage') continue
    used += line.effectiveCost * BigInt(hoursOf(line))
    onDemand += costOf(line)
  }
  return {
    Utilization: {
      TotalCommitment: amountText(total), UsedCommitment: amountText(used), UnusedCommitment: amountText(total - used),
      UtilizationPercentage: percentage(used, total),
    },
    Savings: { NetSavings: amountText(onDemand - total), OnDemandCostEquivalent: amountText(onDemand) },
    AmortizedCommitment: {
      AmortizedRecurringCommitment: amountText(total - upfront), AmortizedUpfrontCommitment: amountText(upfront),
      TotalAmortizedCommitment: amountText(total),
    },
  }
}

export const GetSavingsPlansCoverage: Ce['GetSavingsPlansCoverage'] = (input, call) => {
  const { span, months, passes } = look(input as Asked, call)
  return {
    SavingsPlansCoverages: span.map(step => {
      let [covered, onDemand] = [0n, 0n]
      for (const { line } of linesOf(months, step, passes)) {
        if (line.kind === 'SavingsPlanCoveredUsage') covered += costOf(line)
        else if (line.kind === 'Usage' && /^(BoxUsage:|Lambda-GB-Second|Fargate-)/.test(line.usageType)) onDemand += costOf(line)
      }
      return {
        Attributes: {}, TimePeriod: step.shown,
        Coverage: {
          SpendCoveredBySavingsPlans: amountText(covered), OnDemandCost: amountText(onDemand), TotalCost: amountText(covered + onDemand),
          CoveragePercentage: percentage(covered, covered + onDemand),
        },
      }
    }),
  }
}

function whole(span: readonly Step[]): Step {
  const [first, last] = [span[0]!, span.at(-1)!]
  return { fromAt: first.fromAt, beforeAt: last.beforeAt, shown: { Start: first.shown.Start, End: last.shown.End } }
}
