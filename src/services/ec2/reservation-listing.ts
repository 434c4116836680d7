// Reserved instances for sale: listed by their owner with a price that falls month by month, bought by other accounts, taken back.
// Source: CreateReservedInstancesListing, EC2 API Reference; "Sell Reserved Instances", EC2 User Guide.

import type { Ec2, PriceScheduleSpecification, ReservedInstancesListing } from '../../../generated/aws/ec2.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { contractOf, dollar, dollars, monthsBetween } from '../../contract/index.ts'
import type { Listing } from '../../contract/index.ts'
import { filterPaths, passes } from './filter.ts'
import { activeNamed } from './reservation.ts'

export const CreateReservedInstancesListing: Ec2['CreateReservedInstancesListing'] = (input, call) => {
  const { ClientToken: clientToken, InstanceCount: count, PriceSchedules: schedules, ReservedInstancesId: id } = input
  const { market } = contractOf(call)
  const known = market.of(call.account).find(each => each.clientToken === clientToken)
  if (known !== undefined) return { ReservedInstancesListings: [shownListing(known, call)] }
  const reservation = activeNamed(id, call)
  const problem = market.problemOf(reservation, count)
  if (problem !== undefined) throw new Fault('InvalidParameterValue', problem)
  if (!Number.isInteger(count) || count < 1) throw new Fault('InvalidParameterValue', `${count} is no number of instances.`)
  const now = call.now()
  const prices = schedules.map(schedule => priceOf(schedule, monthsBetween(now, reservation.endAt)))
  if (prices.length === 0) throw new Fault('MissingParameter', 'The request must contain the parameter PriceSchedules')
  const listing = market.put({
    id: call.uuid(), account: call.account, region: call.region, reservation: id, count, sold: 0, prices, createdAt: now, updatedAt: now,
    status: 'active', clientToken,
  })
  return { ReservedInstancesListings: [shownListing(listing, call)] }
}

/** @throws InvalidParameterValue for a price or a term that is none */
function priceOf({ Price: price, Term: months, CurrencyCode: currency = 'USD' }: PriceScheduleSpecification, monthsLeft: number) {
  if (currency !== 'USD') throw new Fault('InvalidParameterValue', 'The currency must be USD.')
  if (price === undefined || !(price >= 0) || months === undefined || !Number.isInteger(months) || months < 1
    || months > Math.ceil(monthsLeft)) {
    throw new Fault('InvalidParameterValue', 'A price schedule needs a price and a term of months that are left of the reservation.')
  }
  return { months, price: BigInt(Math.round(price * 100)) * dollar / 100n }
}

export const CancelReservedInstancesListing: Ec2['CancelReservedInstancesListing'] = ({ ReservedInstancesListingId: id }, call) => {
  const { market } = contractOf(call)
  const listing = listingNamed(id, call)
  if (listing.status !== 'active') throw new Fault('InvalidState', `The listing '${id}' is ${listing.status}.`)
  return { ReservedInstancesListings: [shownListing(market.cancel(listing), call)] }
}

const filters = filterPaths('reserved-instances-id reserved-instances-listing-id status status-message')

export const DescribeReservedInstancesListings: Ec2['DescribeReservedInstancesListings'] = (input, call) => {
  const { ReservedInstancesId: reservation, ReservedInstancesListingId: id, Filters: asked } = input
  if (id !== undefined) listingNamed(id, call)
  const shown = own(call).filter(each => id === undefined || each.id === id).map(each => shownListing(each, call))
  return {
    ReservedInstancesListings: shown.filter(each => (reservation === undefined || each.ReservedInstancesId === reservation)
      && passes(each, asked, filters, {})),
  }
}

function own(call: Call): Listing[] {
  return contractOf(call).market.of(call.account).filter(({ region }) => region === call.region)
}

function listingNamed(id: string, call: Call): Listing {
  const found = own(call).find(each => each.id === id)
  if (found === undefined) throw new Fault('InvalidReservedInstancesListingId', `The ID '${id}' does not exist`)
  return found
}

function shownListing(listing: Listing, call: Call): ReservedInstancesListing {
  const { id, reservation, count, sold, prices, createdAt, updatedAt, status, reason = '', clientToken } = listing
  const left = count - sold
  const now = contractOf(call).market.priceAt(listing, call.now())
  return {
    ReservedInstancesListingId: id, ReservedInstancesId: reservation, CreateDate: createdAt, UpdateDate: updatedAt, Status: status,
    StatusMessage: reason, Tags: [], ...(clientToken !== undefined && { ClientToken: clientToken }),
    InstanceCounts: [
      { State: 'available' as const, InstanceCount: status === 'active' ? left : 0 }, { State: 'sold' as const, InstanceCount: sold },
      { State: 'cancelled' as const, InstanceCount: status === 'cancelled' ? left : 0 }, { State: 'pending' as const, InstanceCount: 0 },
    ],
    PriceSchedules: prices.map(({ months, price }) =>
      ({ Term: months, Price: Number(dollars(price)), CurrencyCode: 'USD' as const, Active: price === now })),
  }
}
