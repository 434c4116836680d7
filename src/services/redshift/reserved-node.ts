// Reserved nodes: offers by node type, bought for one or three years, used by the ledger for nodes of that type. Source: "Reserved nodes",
// Amazon Redshift Management Guide; PurchaseReservedNodeOffering, Amazon Redshift API Reference.

import type {
  AcceptReservedNodeExchangeOutputMessageExchangedReservedNode as ReservedNode, Redshift,
  ReservedNodeOfferingsMessageReservedNodeOfferingsItem as ReservedNodeOffering,
} from '../../../generated/aws/redshift.ts'
import { arnTemplate, Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { buyOffer, contractOf, offerId, pricesOfOne, reservationOffers, reservationState, termSeconds } from '../../contract/index.ts'
import type { Commitment, ReservationOffer } from '../../contract/index.ts'

const arnOf = arnTemplate('arn:{partition}:redshift:{region}:{account}:reservednode:{id}')

/** Assumed: AWS says that a payment takes minutes. */
const paymentMs = 120_000

export const DescribeReservedNodeOfferings: Redshift['DescribeReservedNodeOfferings'] = function* ({ ReservedNodeOfferingId: id }, call) {
  let isFound = false
  for (const offer of reservationOffers(contractOf(call).ledger, 'redshift', call)) {
    const shown = shownOffer(offer)
    if (id !== undefined && id !== shown.ReservedNodeOfferingId) continue
    isFound = true
    yield shown
  }
  if (id !== undefined && !isFound) throw unknownOffer(id, call)
}

export const PurchaseReservedNodeOffering: Redshift['PurchaseReservedNodeOffering'] = (input, call) => {
  const { ReservedNodeOfferingId: offeringId, NodeCount: count = 1 } = input
  const offer = [...reservationOffers(contractOf(call).ledger, 'redshift', call)].find(each => offerId(each) === offeringId)
  if (offer === undefined) throw unknownOffer(offeringId, call)
  if (count < 1) throw new Fault('InvalidParameterValue', 'The count must be at least 1')
  const id = call.uuid()
  const made = buyOffer(contractOf(call), offer, {
    id, arn: arnOf(call, { id }), account: call.account, offeringId, count, clearsAt: call.now() + call.lifecycleMs(paymentMs),
  })
  return { ReservedNode: shownReservation(made, call) }
}

export const DescribeReservedNodes: Redshift['DescribeReservedNodes'] = function* ({ ReservedNodeId: id }, call) {
  const own = contractOf(call).ledger.commitments.of(call.account, 'redshift').filter(({ region }) => region === call.region)
  if (id !== undefined && !own.some(each => each.id === id)) {
    throw call.fault('ReservedNodeNotFoundFault', `Reserved node not found: ${id}`)
  }
  for (const each of own) if (id === undefined || each.id === id) yield shownReservation(each, call)
}

function unknownOffer(id: string, call: Call<'ReservedNodeOfferingNotFoundFault'>) {
  return call.fault('ReservedNodeOfferingNotFoundFault', `Reserved node offering not found: ${id}`)
}

function costOf(upfront: bigint, recurring: bigint, count?: number) {
  const { fixed, hourly } = pricesOfOne(upfront, recurring, count)
  return {
    FixedPrice: fixed, UsagePrice: 0, CurrencyCode: 'USD',
    RecurringCharges: hourly === 0 ? [] : [{ RecurringChargeAmount: hourly, RecurringChargeFrequency: 'Hourly' }],
  }
}

function shownOffer(offer: ReservationOffer): ReservedNodeOffering {
  const { instanceType, years, payment, upfront, recurring } = offer
  return {
    ReservedNodeOfferingId: offerId(offer), NodeType: instanceType, Duration: termSeconds(years), ...costOf(upfront, recurring),
    OfferingType: payment, ReservedNodeOfferingType: 'Regular',
  }
}

function shownReservation(commitment: Commitment, call: Call): ReservedNode {
  const { id, offeringId, reserved, startAt, years, payment, upfront, recurring } = commitment
  return {
    ReservedNodeId: id, ReservedNodeOfferingId: offeringId, NodeType: reserved!.type, StartTime: startAt, Duration: termSeconds(years),
    ...costOf(upfront, recurring, reserved!.count), NodeCount: reserved!.count, OfferingType: payment,
    State: reservationState(commitment, call.now()), ReservedNodeOfferingType: 'Regular',
  }
}
