// What reserved instances are sold: AWS's own offers by region and by zone, and what other accounts sell on the market. Source:
// DescribeReservedInstancesOfferings, EC2 API Reference; "Reserved Instance Marketplace", EC2 User Guide.

import type { Ec2, ReservedInstancesOffering } from '../../../generated/aws/ec2.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { contractOf, dollars, offerId, reservationOffers, termSeconds } from '../../contract/index.ts'
import type { Listing, ReservationOffer } from '../../contract/index.ts'
import { filterPaths, passes } from './filter.ts'
import { costOfOne, isProduct, productOf } from './reservation.ts'
import { checkZone, zoneId, zoneNames } from './zone.ts'

/** An offer, for one zone or for the region. */
export interface Placed { readonly offer: ReservationOffer, readonly zone?: string, readonly id: string }

const filters = filterPaths(`availability-zone availability-zone-id duration fixed-price instance-type product-description usage-price
  marketplace reserved-instances-offering-id=ReservedInstancesOfferingId scope`)

const asked = (wanted: string | undefined, found: string | undefined) => wanted === undefined || wanted === found

export const DescribeReservedInstancesOfferings: Ec2['DescribeReservedInstancesOfferings'] = function* (input, call) {
  const { ReservedInstancesOfferingIds: ids = [], InstanceType: type, ProductDescription: product, OfferingType: option,
    OfferingClass: kind, AvailabilityZone: zone, MinDuration: least = 0, MaxDuration: most = Infinity } = input
  if (zone !== undefined) checkZone(zone, call)
  if ((input.InstanceTenancy ?? 'default') !== 'default') return
  const isOne = (each: ReservedInstancesOffering) => (ids.length === 0 || ids.includes(each.ReservedInstancesOfferingId!))
    && asked(option, each.OfferingType) && asked(kind, each.OfferingClass) && asked(zone, each.AvailabilityZone)
    && asked(input.AvailabilityZoneId, each.AvailabilityZoneId) && each.Duration! >= least && each.Duration! <= most
    && passes(each, input.Filters, filters, {})
  if (ids.length > 0) for (const id of ids) if (placedOffer(id, call) === undefined
    && saleNamed(id, call) === undefined) throw unknownOffer(id)
  for (const placed of placedOffers(call, type, product)) {
    const shown = shownOffer(placed)
    if (isOne(shown)) yield shown
  }
  if (input.IncludeMarketplace === false) return
  for (const listing of contractOf(call).market.open(call.region)) {
    const shown = shownSale(listing, call)
    if (asked(type, shown.InstanceType) && (product === undefined || shown.ProductDescription === product.replace(' (Amazon VPC)', ''))
      && (input.MaxInstanceCount === undefined || listing.count - listing.sold <= input.MaxInstanceCount) && isOne(shown)) yield shown
  }
}

export function* placedOffers(call: Call, type?: string, product?: string): Generator<Placed> {
  const wants = ({ instanceType, operation }: { readonly instanceType?: string, readonly operation: string }) =>
    asked(type, instanceType) && (product === undefined || isProduct(operation, product))
  for (const offer of reservationOffers(contractOf(call).ledger, 'ec2', call, wants)) {
    yield { offer, id: offerId(offer) }
    if (offer.offeringClass === 'convertible') continue
    for (const zone of zoneNames(call.region)) yield { offer, zone, id: offerId(offer, zone) }
  }
}

/** An offer of AWS's by its id. */
export function placedOffer(id: string, call: Call): Placed | undefined {
  const known = call.cache('reservation-offers', () => new Map<string, string>())
  const type = known.get(`${call.region}/${id}`)
  for (const placed of placedOffers(call, type)) {
    if (placed.id !== id) continue
    known.set(`${call.region}/${id}`, placed.offer.instanceType)
    return placed
  }
  return undefined
}

/** What another account sells under this id; its own nobody buys. */
export function saleNamed(id: string, call: Call): Listing | undefined {
  return contractOf(call).market.open(call.region).find(listing => listing.id === id)
}

export function unknownOffer(id: string): Fault {
  return new Fault('InvalidReservedInstancesOfferingId', `The ID '${id}' does not exist`)
}

function shownOffer({ offer, zone, id }: Placed): ReservedInstancesOffering {
  const { instanceType, operation, years, payment, offeringClass, upfront, recurring } = offer
  return {
    ReservedInstancesOfferingId: id, InstanceType: instanceType, ProductDescription: productOf(operation), Duration: termSeconds(years),
    ...costOfOne(upfront, recurring), InstanceTenancy: 'default', Marketplace: false, OfferingClass: offeringClass!,
    OfferingType: payment, PricingDetails: [],
    ...(zone === undefined ? { Scope: 'Region' as const }
      : { Scope: 'Availability Zone' as const, AvailabilityZone: zone, AvailabilityZoneId: zoneId(zone) }),
  }
}

function shownSale(listing: Listing, call: Call): ReservedInstancesOffering {
  const { market, ledger } = contractOf(call)
  const { reserved, endAt, payment, recurring, shown = {} } = ledger.commitments.get(listing.reservation)!
  const price = market.priceAt(listing, call.now())
  const zone = shown['zone']
  return {
    ReservedInstancesOfferingId: listing.id, InstanceType: reserved!.type, ProductDescription: productOf(reserved!.operation),
    ...costOfOne(price, recurring / BigInt(reserved!.count), 1), Duration: Math.floor((endAt - call.now()) / 1000),
    InstanceTenancy: 'default', Marketplace: true, OfferingClass: 'standard', OfferingType: payment,
    PricingDetails: [{ Count: listing.count - listing.sold, Price: Number(dollars(price)) }],
    ...(zone === undefined ? { Scope: 'Region' as const } : { Scope: 'Availability Zone' as const, AvailabilityZone: zone }),
  }
}
