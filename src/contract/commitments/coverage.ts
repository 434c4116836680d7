// A month's usage against the commitments of a family: what they cover becomes lines at their terms, the rest goes on to allowances and
// tiers.

import { atomsOfPrice } from '../money.ts'
import type { Money } from '../money.ts'
import type { Line } from '../rating/line.ts'
import { costAt } from '../rating/rating.ts'
import type { Priced } from '../rating/rating.ts'
import { hoursOf } from '../usage/piece.ts'
import { fitsPlan, fitsReservation, reserve, unitsOf, usePlans } from './benefit.ts'
import type { Covered, PlanRate } from './benefit.ts'
import { activeWithin } from './commitment.ts'
import type { Commitment } from './commitment.ts'
import { amortizedAnHour } from './fees.ts'
import { joined, segments } from './segments.ts'

/** A part of a piece, covered by a commitment in each of its hours. */
interface Part extends Covered { readonly fromAt: number, readonly beforeAt: number }

export interface Coverage {
  readonly lines: readonly Line[]
  readonly left: readonly Priced[]
  /** What of each commitment's amortized cost was put to use. */
  readonly usedCosts: ReadonlyMap<string, Money>
}

export function coverage(commitments: readonly Commitment[], pieces: readonly Priced[], month: string, rateOf: PlanRate): Coverage {
  const isMeant = (piece: Priced) => commitments.some(each => fitsReservation(each, piece) || fitsPlan(each, piece))
  const meant = pieces.filter(isMeant)
  const left: Priced[] = []
  const parts: Part[] = []
  const moments = commitments.flatMap(({ startAt, endAt, endedAt }) => [startAt, endAt, ...endedAt === undefined ? [] : [endedAt]])
    .map(at => at - at % 3_600_000)
  for (const { fromAt, beforeAt, pieces: active } of segments(meant, moments)) {
    const open = active.map(piece => ({ piece, left: piece.amount }))
    const now = commitments.filter(each => activeWithin(each, fromAt, beforeAt) !== undefined)
    const covered = [
      ...reserve(now.filter(({ reserved }) => reserved !== undefined), open),
      ...usePlans(now.filter(({ plan }) => plan !== undefined), open, month, rateOf),
    ]
    parts.push(...covered.map(each => ({ ...each, fromAt, beforeAt })))
    for (const { piece, left: amount } of open) if (amount > 0n) left.push({ ...piece, fromAt, beforeAt, amount })
  }
  const usedCosts = new Map<string, Money>()
  const lines = joined(parts, nameOf).flatMap(part => {
    const made = part.by.plan === undefined ? [reservedLine(part, month)] : planLines(part, month)
    const used = made[0]!.effectiveCost * BigInt(hoursOf(part))
    usedCosts.set(part.by.id, (usedCosts.get(part.by.id) ?? 0n) + used)
    return made
  })
  const others = pieces.filter(piece => !meant.includes(piece))
  return { lines, left: [...others, ...joined(left, pieceName)], usedCosts }
}

function nameOf(part: Part): string {
  return `${part.by.id}\0${part.used}\0${pieceName(part.piece)}`
}

function pieceName({ account, region, service, usageType, operation, resource, price }: Priced): string {
  return `${account}\0${region}\0${service}\0${usageType}\0${operation}\0${resource}\0${price.fromAt}`
}

function reservedLine({ piece, by, amount, used, fromAt, beforeAt }: Part, month: string): Line {
  const capacity = by.reserved!.units * 3_600_000n
  const effectiveCost = amortizedAnHour(by) * used / capacity
  return { ...coveredLine({ piece, by, amount, fromAt, beforeAt }, month), kind: 'DiscountedUsage', price: 0n, cost: 0n, effectiveCost }
}

/** What is covered at the on-demand price, and the same taken back: the plan's fee stands for it. */
function planLines({ piece, by, amount, used, fromAt, beforeAt }: Part, month: string): Line[] {
  const covered = coveredLine({ piece, by, amount, fromAt, beforeAt }, month)
  const effectiveCost = by.plan!.hourly === 0n ? 0n : amortizedAnHour(by) * used / (by.plan!.hourly * atomsOfPrice)
  return [
    { ...covered, kind: 'SavingsPlanCoveredUsage', effectiveCost },
    {
      ...covered, kind: 'SavingsPlanNegation', amount: 0n, cost: -covered.cost, publicCost: 0n, effectiveCost: 0n,
      description: `Savings Plan negation: ${covered.description}`,
    },
  ]
}

function coveredLine(
  { piece, by, amount, fromAt, beforeAt }: Omit<Part, 'used'>, month: string,
): Omit<Line, 'kind' | 'effectiveCost'> {
  const { account, region, service, usageType, operation, resource, price: { measure, unit, description, tiers, instanceType } } = piece
  const price = tiers[0]!.price
  const cost = costAt(price, amount, measure, month)
  return {
    account, region, service, usageType, operation, resource, tags: {}, fromAt, beforeAt, amount, measure, unit, price, publicPrice: price,
    cost, publicCost: cost, description, commitment: by.id, ...(instanceType !== undefined && { quarterUnits: unitsOf(piece) }),
  }
}
