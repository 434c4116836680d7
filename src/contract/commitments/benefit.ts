// How commitments are used, within one hour, in AWS's order: reservations before Savings Plans; the buyer's own account before the others
// of the family; flexible reservations from the smallest size up; EC2 Instance plans before Compute plans, each where it saves most.
// Sources: "How Reserved Instances are applied", EC2 User Guide; "Understanding how Savings Plans apply to your usage", Savings Plans User
// Guide.

import { costAt } from '../rating/rating.ts'
import type { Priced } from '../rating/rating.ts'
import { familyAndSize, quarterUnits } from '../prices/size.ts'
import { atomsOfPrice } from '../money.ts'
import type { Money } from '../money.ts'
import type { Commitment, Plan, Reserved } from './commitment.ts'

/** A piece, and how much of one of its hours is not covered yet. */
export interface Open { readonly piece: Priced, left: bigint }

/** So much of a piece is covered by a commitment in one hour; `used` is in the commitment's own measure: unit × ms, or atoms. */
export interface Covered { readonly piece: Priced, readonly by: Commitment, readonly amount: bigint, readonly used: bigint }

const hour = 3_600_000n

/** Units of one piece's amount: quarter units of its size, or 1. */
export function unitsOf({ price: { instanceType } }: Priced): bigint {
  return instanceType === undefined ? 1n : quarterUnits(familyAndSize(instanceType).size)
}

export function fitsReservation({ reserved, region }: Commitment, piece: Priced): boolean {
  if (reserved === undefined || piece.service !== reserved.service || piece.region !== region) return false
  if (reserved.operation !== '' && reserved.operation !== piece.operation) return false
  return reserved.isFlexible ? piece.usageType.startsWith(`${reserved.usage}.`) : piece.usageType === reserved.usage
}

export function fitsPlan({ plan, region }: Commitment, piece: Priced): boolean {
  if (plan === undefined) return false
  if (plan.type === 'Compute') return isCompute(piece)
  return piece.service === 'ec2' && piece.region === region && piece.usageType.startsWith(`BoxUsage:${plan.family}.`)
}

function isCompute({ service, usageType }: Priced): boolean {
  return (service === 'ec2' && usageType.startsWith('BoxUsage:')) || (service === 'ecs' && usageType.startsWith('Fargate-'))
    || (service === 'lambda' && usageType === 'Lambda-GB-Second')
}

/** Uses up one hour of reservations. @param open what is left of each piece; it is taken from */
export function reserve(commitments: readonly Commitment[], open: readonly Open[]): Covered[] {
  const covered: Covered[] = []
  const left = new Map(commitments.map(each => [each, each.reserved!.units * hour]))
  for (const own of [true, false]) {
    for (const by of commitments) {
      const fitting = open.filter(({ piece }) => (piece.account === by.account) === own && fitsReservation(by, piece))
      fitting.sort((a, b) => Number(unitsOf(a.piece) - unitsOf(b.piece)))
      for (const entry of fitting) {
        const units = by.reserved!.isFlexible ? unitsOf(entry.piece) : unitsOfType(by.reserved!)
        const capacity = left.get(by)!
        const amount = entry.left * units <= capacity ? entry.left : capacity / units
        if (amount === 0n) continue
        entry.left -= amount
        left.set(by, capacity - amount * units)
        covered.push({ piece: entry.piece, by, amount, used: amount * units })
      }
    }
  }
  return covered
}

/** Units of one instance of a reservation's own type. */
function unitsOfType({ units, count }: Reserved): bigint {
  return units / BigInt(count)
}

/** What a unit of a piece costs under a plan, in thousandths of 10⁻¹² dollars. */
export type PlanRate = (by: Commitment, piece: Priced) => bigint

/** Uses up one hour of Savings Plans. */
export function usePlans(plans: readonly Commitment[], open: readonly Open[], month: string, rateOf: PlanRate): Covered[] {
  const covered: Covered[] = []
  const left = new Map(plans.map(each => [each, each.plan!.hourly * atomsOfPrice]))
  const ranked = [...plans].sort((a, b) => rank(a.plan!) - rank(b.plan!) || Number(a.plan!.permille - b.plan!.permille))
  for (const own of [true, false]) {
    for (const by of ranked) {
      for (const entry of open) {
        if ((entry.piece.account === by.account) !== own || entry.left === 0n || !fitsPlan(by, entry.piece)) continue
        const hourly = left.get(by)!
        const rate = rateOf(by, entry.piece)
        const whole = planCost(entry.piece, entry.left, rate, month)
        const amount = whole <= hourly ? entry.left : entry.left * hourly / whole
        if (amount === 0n) continue
        const used = planCost(entry.piece, amount, rate, month)
        entry.left -= amount
        left.set(by, hourly - used)
        covered.push({ piece: entry.piece, by, amount, used })
      }
    }
  }
  return covered
}

function rank({ type }: Plan): number {
  return type === 'EC2Instance' ? 0 : 1
}

/** What an amount costs under a plan. */
function planCost(piece: Priced, amount: bigint, rate: bigint, month: string): Money {
  return costAt(rate, amount, piece.price.measure, month) / 1000n
}
