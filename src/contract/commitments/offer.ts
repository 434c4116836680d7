// Offers of reservations: what a programme sells in a region at the prices of now, one offer for each type, system or engine, term, payment
// option and class. An offer's id is made from what it stands for, so it is the same in every cloud and under every price.

import { createHash } from 'node:crypto'
import type { Money } from '../money.ts'
import type { Ledger } from '../ledger.ts'
import type { Price } from '../prices/price.ts'
import type { PaymentOption, Programme } from './commitment.ts'
import { paid } from './offerings.ts'

export interface ReservationOffer {
  readonly programme: Programme
  readonly region: string
  /** `BoxUsage:m5.large`, without its region. */
  readonly usage: string
  readonly operation: string
  readonly instanceType: string
  /** Of the price: `m5.large Linux/UNIX`. */
  readonly description: string
  readonly years: 1 | 3
  readonly payment: PaymentOption
  readonly offeringClass?: 'standard' | 'convertible'
  /** For one. */
  readonly upfront: Money
  readonly recurring: bigint
}

/** @param wants tells early which types are looked for; the rest is not worked out */
export function* reservationOffers(
  ledger: Ledger, programme: Programme, { account, region }: { readonly account: string, readonly region: string },
  wants: (price: Price) => boolean = () => true,
): IterableIterator<ReservationOffer> {
  const { book, commitments } = ledger
  if (!commitments.sells(programme)) return
  const now = ledger.now()
  const terms = commitments.terms.filter(each => each.programme === programme)
  const seen = new Set<string>()
  for (const listed of book.list([programme], now)) {
    const name = `${listed.usage}/${listed.operation}`
    if (listed.instanceType === undefined || seen.has(name) || !wants(listed)) continue
    seen.add(name)
    const price = book.find(account, programme, listed.usage, listed.operation, region, now)
    if (price === undefined) continue
    for (const { years, payment, permille, offeringClass } of terms) {
      const costs = paid(price.tiers[0]!.price * permille / 1000n, years, payment)
      yield {
        programme, region, usage: listed.usage, operation: listed.operation, instanceType: listed.instanceType, years, payment, ...costs,
        description: price.description, ...(offeringClass !== '' && { offeringClass: offeringClass as 'standard' }),
      }
    }
  }
}

/** @param place what else tells it apart: an availability zone */
export function offerId({ programme, region, usage, operation, years, payment, offeringClass }: ReservationOffer, place = ''): string {
  const text = [programme, region, usage, operation, years, payment, offeringClass ?? '', place].join('/')
  const hex = createHash('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
}
