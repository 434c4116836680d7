// Orders of reservations, as every service takes them: what of an offer is bought for whom, when its payment is through, and what the
// services' own APIs show of it from then on. What a declined card should have paid in advance never begins.

import { dollars, priceText } from '../money.ts'
import type { Money } from '../money.ts'
import type { Contract } from '../part.ts'
import { isActive } from './commitment.ts'
import type { Commitment } from './commitment.ts'
import type { ReservationOffer } from './offer.ts'

export interface Order {
  readonly id: string
  readonly arn: string
  readonly account: string
  readonly offeringId: string
  readonly count: number
  /** Until then it is `payment-pending`. */
  readonly clearsAt: number
  readonly startAt?: number
  readonly name?: string
  readonly tags?: Readonly<Record<string, string>>
  readonly shown?: Readonly<Record<string, string>>
}

/** Buys; inside the call's transaction. */
export function buyOffer(contract: Contract, offer: ReservationOffer, { clearsAt, shown, ...order }: Order): Commitment {
  const { programme, region, years, payment, usage, operation, offeringClass } = offer
  const { accounts, commitments } = contract.ledger
  const made = contract.buy({
    ...order, programme, region, years, payment, usage, operation, ...(offeringClass !== undefined && { offeringClass }),
    shown: { ...shown, clearsAt: String(clearsAt) },
  })
  const { card } = accounts.get(accounts.payerAt(made.account, contract.ledger.now()))
  if (made.upfront === 0n || !card.declines) return made
  const failed: Commitment = { ...made, endedAt: made.startAt, ending: 'payment-failed' }
  commitments.put(failed)
  return failed
}

export type ReservationState = 'queued' | 'queued-deleted' | 'payment-pending' | 'payment-failed' | 'active' | 'retired'

export function reservationState(commitment: Commitment, now: number): ReservationState {
  const { ending, startAt, shown } = commitment
  if (ending === 'queued-deleted') return 'queued-deleted'
  if (now < startAt) return 'queued'
  if (now < Number(shown?.['clearsAt'] ?? 0)) return 'payment-pending'
  if (ending === 'payment-failed') return 'payment-failed'
  return isActive(commitment, now) ? 'active' : 'retired'
}

/** What one of a reservation, or of an offer, costs: dollars in advance, and dollars an hour. */
export function pricesOfOne(upfront: Money, recurring: bigint, count = 1): { readonly fixed: number, readonly hourly: number } {
  const each = BigInt(count)
  return { fixed: Number(dollars(upfront / each)), hourly: Number(priceText(recurring / each)) }
}
