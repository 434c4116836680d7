// Reserved cache nodes: offers by node type and engine, bought for one or three years, used by the ledger for any size of the type's
// family.
// Source: "Reserved nodes", ElastiCache User Guide; PurchaseReservedCacheNodesOffering, ElastiCache API Reference.

import type { Elasticache, ReservedCacheNodeListItem as ReservedCacheNode,
  ReservedCacheNodesOffering } from '../../../generated/aws/elasticache.ts'
import { arnTemplate } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { buyOffer, contractOf, offerId, pricesOfOne, reservationOffers, reservationState, termSeconds } from '../../contract/index.ts'
import type { Commitment, ReservationOffer } from '../../contract/index.ts'

/** One price holds for all of them. */
const engines = ['redis', 'memcached', 'valkey'] as const

const arnOf = arnTemplate('arn:{partition}:elasticache:{region}:{account}:reserved-instance:{name}')

/** Assumed: AWS says that a payment takes minutes. */
const paymentMs = 120_000

interface Placed { readonly offer: ReservationOffer, readonly engine: string, readonly id: string }

interface Asked {
  readonly CacheNodeType?: string, readonly Duration?: string, readonly ProductDescription?: string, readonly OfferingType?: string
}

function* offers(call: Call): Generator<Placed> {
  for (const offer of reservationOffers(contractOf(call).ledger, 'elasticache', call)) {
    for (const engine of engines) yield { offer, engine, id: offerId(offer, engine) }
  }
}

export const DescribeReservedCacheNodesOfferings: Elasticache['DescribeReservedCacheNodesOfferings'] = function* (input, call) {
  const { ReservedCacheNodesOfferingId: id } = input
  let isFound = false
  for (const placed of offers(call)) {
    const shown = shownOffer(placed)
    if ((id !== undefined && id !== placed.id) || !isAsked(input, shown)) continue
    isFound = true
    yield shown
  }
  if (id !== undefined && !isFound) throw unknownOffer(id, call)
}

export const PurchaseReservedCacheNodesOffering: Elasticache['PurchaseReservedCacheNodesOffering'] = (input, call) => {
  const { ReservedCacheNodesOfferingId: offeringId, CacheNodeCount: count = 1, Tags: tags = [] } = input
  const placed = [...offers(call)].find(({ id }) => id === offeringId)
  if (placed === undefined) throw unknownOffer(offeringId, call)
  if (count < 1) throw call.fault('InvalidParameterValueException', 'The count must be at least 1')
  const name = input.ReservedCacheNodeId ?? `ri-${new Date(call.now()).toISOString().replace(/\D/g, '-').slice(0, 23)}`
  if (reservations(call).some(each => each.name === name)) {
    throw call.fault('ReservedCacheNodeAlreadyExistsFault', `Reserved Cache Node already exists: ${name}`)
  }
  const made = buyOffer(contractOf(call), placed.offer, {
    id: `elasticache-${call.uuid()}`, arn: arnOf(call, { name }), account: call.account, offeringId, count, name,
    clearsAt: call.now() + call.lifecycleMs(paymentMs), tags: Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value])),
    shown: { engine: placed.engine },
  })
  return { ReservedCacheNode: shownReservation(made, call) }
}

export const DescribeReservedCacheNodes: Elasticache['DescribeReservedCacheNodes'] = function* (input, call) {
  const { ReservedCacheNodeId: name, ReservedCacheNodesOfferingId: offeringId } = input
  const own = reservations(call)
  if (name !== undefined && !own.some(each => each.name === name)) {
    throw call.fault('ReservedCacheNodeNotFoundFault', `ReservedCacheNode not found: ${name}`)
  }
  for (const each of own) {
    const shown = shownReservation(each, call)
    if ((name === undefined || each.name === name) && (offeringId === undefined || each.offeringId === offeringId)
      && isAsked(input, shown)) yield shown
  }
}

function reservations(call: Call): Commitment[] {
  return contractOf(call).ledger.commitments.of(call.account, 'elasticache').filter(({ region }) => region === call.region)
}

function unknownOffer(id: string, call: Call<'ReservedCacheNodesOfferingNotFoundFault'>) {
  return call.fault('ReservedCacheNodesOfferingNotFoundFault', `ReservedCacheNodesOffering not found: ${id}`)
}

/** Durations are asked for in years or in seconds. */
function isAsked(asked: Asked, shown: Readonly<ReservedCacheNodesOffering | ReservedCacheNode>): boolean {
  const { CacheNodeType: type, Duration: duration, ProductDescription: product, OfferingType: option } = asked
  return (type === undefined || type === shown.CacheNodeType) && (option === undefined || option === shown.OfferingType)
    && (duration === undefined || [String(shown.Duration), String(shown.Duration! / termSeconds(1))].includes(duration))
    && (product === undefined || shown.ProductDescription === product)
}

function costOf(upfront: bigint, recurring: bigint, count?: number) {
  const { fixed, hourly } = pricesOfOne(upfront, recurring, count)
  return {
    FixedPrice: fixed, UsagePrice: 0,
    RecurringCharges: hourly === 0 ? [] : [{ RecurringChargeAmount: hourly, RecurringChargeFrequency: 'Hourly' }],
  }
}

function shownOffer({ offer: { instanceType, years, payment, upfront, recurring }, engine, id }: Placed): ReservedCacheNodesOffering {
  return {
    ReservedCacheNodesOfferingId: id, CacheNodeType: instanceType, Duration: termSeconds(years), ...costOf(upfront, recurring),
    ProductDescription: engine, OfferingType: payment,
  }
}

function shownReservation(commitment: Commitment, call: Call): ReservedCacheNode {
  const { name = '', arn, offeringId, reserved, startAt, years, payment, upfront, recurring, shown } = commitment
  return {
    ReservedCacheNodeId: name, ReservedCacheNodesOfferingId: offeringId, CacheNodeType: reserved!.type, StartTime: startAt,
    Duration: termSeconds(years), ...costOf(upfront, recurring, reserved!.count), CacheNodeCount: reserved!.count,
    ProductDescription: shown?.['engine'] ?? 'redis', OfferingType: payment, State: reservationState(commitment, call.now()),
    ReservationARN: arn,
  }
}
