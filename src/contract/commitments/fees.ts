// What a commitment costs in a month, as lines: its up-front fee when it begins, its recurring fee for the hours of the month that lie in
// its term. What of it nothing used is told apart: that, and the effective cost of what is covered, make the amortized cost. Source:
// "Understanding your reservations" and "Understanding Savings Plans" in the CUR User Guide.

import { atomsOfPrice } from '../money.ts'
import type { Money } from '../money.ts'
import { hourMs, hourStart } from '../calendar.ts'
import type { Licences } from '../prices/licences.ts'
import { onceAt } from '../rating/line.ts'
import type { Line } from '../rating/line.ts'
import { activeWithin, isVoid, pricedAt, upfrontAnHour } from './commitment.ts'
import type { Commitment } from './commitment.ts'

/** What a commitment costs in one hour, its up-front fee spread over the term. */
export function amortizedAnHour(commitment: Commitment): Money {
  return commitment.recurring * atomsOfPrice + upfrontAnHour(commitment)
}

/**
 * @param month first moment and the moment after the last
 * @param usedCost what of its amortized cost, up to now, was put to use
 * @param now a running month's unused hours are those that have passed
 */
export function feeLines(commitment: Commitment, month: { fromAt: number, beforeAt: number }, usedCost: Money, now: number): Line[] {
  const lines: Line[] = []
  if (isVoid(commitment)) return lines
  const { startAt, plan, payment, years } = commitment
  const upfront = commitment.due ?? commitment.upfront
  const term = `${years} yr ${payment}`
  if (upfront > 0n && startAt >= month.fromAt && startAt < month.beforeAt) {
    const kind = plan === undefined ? 'Fee' : 'SavingsPlanUpfrontFee'
    const seller = commitment.shown?.['seller']
    const description = seller === undefined ? `${term}: fee in advance` : `${term}: bought of ${seller}`
    lines.push({ ...lineOf(commitment), ...onceAt(startAt), kind, cost: upfront, publicCost: upfront, description })
  }
  const active = activeWithin(commitment, month.fromAt, month.beforeAt)
  if (active === undefined) return lines
  const hours = BigInt((active.beforeAt - active.fromAt) / hourMs)
  const passedUntil = Math.min(active.beforeAt, Math.max(active.fromAt, now - now % hourMs))
  const passed = BigInt((passedUntil - active.fromAt) / hourMs)
  const unusedCost = amortizedAnHour(commitment) * passed - usedCost
  const cost = commitment.recurring * atomsOfPrice * hours
  const kind = plan === undefined ? 'RIFee' : 'SavingsPlanRecurringFee'
  const description = `${term}: recurring fee, ${hours} hours`
  // Plans are charged by the hour, reservations once for the hours of the month.
  lines.push({
    ...lineOf(commitment), ...onceAt(active.fromAt), kind, cost, publicCost: cost, effectiveCost: unusedCost, unusedCost, description,
  })
  return lines
}

/** What licences have come to cost more since a reservation's price was made, for the hours of the month (Service Terms 5.4.1). */
export function licenceLines(commitment: Commitment, licences: Licences, month: { fromAt: number, beforeAt: number }, now: number): Line[] {
  const { reserved } = commitment
  if (reserved === undefined || isVoid(commitment)) return []
  return licences.between(reserved.operation, pricedAt(commitment), month.beforeAt - 1).flatMap(({ fromAt, hourly }) => {
    const active = activeWithin(commitment, Math.max(hourStart(fromAt), month.fromAt), month.beforeAt)
    if (active === undefined) return []
    const price = hourly * BigInt(reserved.count)
    const hours = BigInt((active.beforeAt - active.fromAt) / hourMs)
    const passed = BigInt((Math.min(active.beforeAt, Math.max(active.fromAt, hourStart(now))) - active.fromAt) / hourMs)
    const cost = price * atomsOfPrice * hours
    return [{
      ...lineOf(commitment), ...onceAt(active.fromAt), kind: 'RIFee' as const, price, publicPrice: price, cost, publicCost: cost,
      effectiveCost: price * atomsOfPrice * passed, description: `licence price, ${hours} hours`,
    }]
  })
}

function lineOf(commitment: Commitment): Omit<Line, 'fromAt' | 'beforeAt' | 'kind' | 'cost' | 'publicCost' | 'description'> {
  const { account, region, arn, id, reserved, plan, recurring, tags, years, payment } = commitment
  const usageType = plan === undefined ? usageOf(commitment) : `${plan.type}SP:${years}yr${payment.replaceAll(' ', '')}`
  return {
    account, region, service: plan === undefined ? reserved!.service : 'savingsplans', usageType, operation: reserved?.operation ?? '',
    resource: arn, tags, amount: 0n, measure: 'hours', unit: 'Hrs', price: recurring, publicPrice: recurring, effectiveCost: 0n,
    commitment: id,
  }
}

/** Of reservations: `HeavyUsage:m5.large`, as bills call them. */
function usageOf({ reserved }: Commitment): string {
  return reserved!.service === 'dynamodb' ? reserved!.usage : `HeavyUsage:${reserved!.type}`
}
