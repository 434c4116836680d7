// Reserved instances as commitments of the ledger: how EC2's API calls them, their states on the clock, and how one is found.
// Source: ReservedInstances, EC2 API Reference; "How Reserved Instances work", EC2 User Guide.

import type { ReservedInstances } from '../../../generated/aws/ec2.ts'
import { arnTemplate, Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { contractOf, pricesOfOne, reservationState, termSeconds } from '../../contract/index.ts'
import type { Commitment, ReservationState } from '../../contract/index.ts'
import { zoneId } from './zone.ts'

/** Products by the operation that usage is metered under. Source: "AMI billing information fields", EC2 User Guide. */
const products: Readonly<Record<string, string>> = {
  '': 'Linux/UNIX', 'RunInstances': 'Linux/UNIX', 'RunInstances:0002': 'Windows', 'RunInstances:0010': 'Red Hat Enterprise Linux',
}

/** A payment is taken, and the reservation is there, after this long. Assumed: AWS says "usually a few minutes". */
const paymentMs = 120_000

export const arnOf = arnTemplate('arn:{partition}:ec2:{region}:{account}:reserved-instances/{id}')

export function productOf(operation: string): string {
  return products[operation] ?? operation
}

/** What a product is called with and without the mark of VPC. */
export function isProduct(operation: string, wanted: string): boolean {
  return productOf(operation) === wanted.replace(' (Amazon VPC)', '')
}

/** When the payment of what begins at a time is through. */
export function clearsAt(startAt: number, call: Call): number {
  return startAt + call.lifecycleMs(paymentMs)
}

export function stateOf(commitment: Commitment, call: Call): ReservationState {
  return reservationState(commitment, call.now())
}

/** The account's reservations in the region, oldest first. */
export function reservations(call: Call): Commitment[] {
  return contractOf(call).ledger.commitments.of(call.account, 'ec2').filter(({ region, shown }) => region === call.region
    && shown?.['hosts'] === undefined)
    .sort((a, b) => a.startAt - b.startAt || (a.id < b.id ? -1 : 1))
}

/** @throws InvalidReservedInstancesId */
export function reservationNamed(id: string, call: Call): Commitment {
  const found = reservations(call).find(each => each.id === id)
  if (found === undefined) throw new Fault('InvalidReservedInstancesId', `The ID '${id}' does not exist`)
  return found
}

/** @throws IncorrectState for one that is not active */
export function activeNamed(id: string, call: Call): Commitment {
  const found = reservationNamed(id, call)
  const state = stateOf(found, call)
  if (state === 'active') return found
  throw new Fault('InvalidState', `Reserved Instances '${id}' is ${state}, not active.`)
}

/** As EC2 writes it. */
export function costOfOne(upfront: bigint, recurring: bigint, count = 1) {
  const { fixed, hourly } = pricesOfOne(upfront, recurring, count)
  return {
    FixedPrice: fixed, UsagePrice: 0, CurrencyCode: 'USD' as const,
    RecurringCharges: hourly === 0 ? [] : [{ Amount: hourly, Frequency: 'Hourly' }],
  }
}

export function shownReservation(commitment: Commitment, call: Call): ReservedInstances {
  const { id, reserved, startAt, endAt, endedAt, years, upfront, recurring, offeringClass, payment: option, tags, shown = {} } = commitment
  const { ledger } = contractOf(call)
  const zone = shown['zone']
  const face = shown['face'] === undefined ? upfront : BigInt(shown['face'])
  return {
    ReservedInstancesId: id, InstanceType: reserved!.type, InstanceCount: reserved!.count,
      ...costOfOne(face, recurring + ledger.commitments.risen(commitment, call.now()), reserved!.count),
    ProductDescription: shown['product'] ?? productOf(reserved!.operation), State: stateOf(commitment, call), Start: startAt,
    End: Math.min(endAt, endedAt ?? Infinity), Duration: termSeconds(years), InstanceTenancy: 'default',
    OfferingClass: offeringClass ?? 'standard', OfferingType: option,
    ...(zone === undefined ? { Scope: 'Region' as const }
      : { Scope: 'Availability Zone' as const, AvailabilityZone: zone, AvailabilityZoneId: zoneId(zone) }),
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  }
}
