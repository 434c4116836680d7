// Reserved instances, bought and shown: paid for, active, retired when their term is over. Nobody can cancel one (Service Terms 5.4.2); a
// purchase that is queued for a later day can be deleted until then. Source: PurchaseReservedInstancesOffering, EC2 API Reference.

import type { Ec2, PurchaseReservedInstancesOfferingRequest } from '../../../generated/aws/ec2.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { buyOffer, contractOf, dollar, dollars } from '../../contract/index.ts'
import type { Money } from '../../contract/index.ts'
import { filterPaths, passes } from './filter.ts'
import { invalid } from './kind.ts'
import { arnOf, clearsAt, productOf, reservationNamed, reservations, shownReservation, stateOf } from './reservation.ts'
import { placedOffer, saleNamed, unknownOffer } from './reservation-offering.ts'

/** A purchase is queued for at most this long. Source: "Queue your purchase", EC2 User Guide: three years. */
const longestQueueMs = 3 * 365 * 86_400_000

export const PurchaseReservedInstancesOffering: Ec2['PurchaseReservedInstancesOffering'] = (input, call) => {
  const { ReservedInstancesOfferingId: offeringId, InstanceCount: count, PurchaseTime: time } = input
  if (!Number.isInteger(count) || count < 1) throw invalid(count, 'instanceCount', 'It must be at least 1.')
  const sale = saleNamed(offeringId, call)
  if (sale !== undefined) {
    const { market } = contractOf(call)
    checkLimit(input, market.priceAt(sale, call.now()) * BigInt(count))
    if (sale.account === call.account) throw new Fault('InvalidParameterCombination', 'You cannot buy your own listing.')
    if (count > sale.count - sale.sold) {
      throw new Fault('ReservedInstancesCountExceeded', `The listing has ${sale.count - sale.sold} instances left.`)
    }
    const id = call.uuid()
    const clears = clearsAt(call.now(), call)
    contractOf(call).market.buy(sale, { id, arn: arnOf(call, { id }), account: call.account, count, clearsAt: clears })
    return { ReservedInstancesId: id }
  }
  const placed = placedOffer(offeringId, call)
  if (placed === undefined) throw unknownOffer(offeringId)
  const { offer, zone } = placed
  checkLimit(input, offer.upfront * BigInt(count))
  const startAt = time === undefined ? call.now() : Number(time)
  if (startAt < call.now() || startAt > call.now() + longestQueueMs) throw invalid(time, 'purchaseTime',
    'It must be within the next three years.')
  if (startAt > call.now() && zone !== undefined) {
    throw new Fault('InvalidParameterCombination', 'Only purchases for a region can be queued.')
  }
  const id = call.uuid()
  buyOffer(contractOf(call), offer, {
    id, arn: arnOf(call, { id }), account: call.account, offeringId, count, startAt, clearsAt: clearsAt(startAt, call),
    shown: { product: productOf(offer.operation), ...(zone !== undefined && { zone }) },
  })
  return { ReservedInstancesId: id }
}

function checkLimit({ LimitPrice: limit }: PurchaseReservedInstancesOfferingRequest, total: Money): void {
  if (limit?.Amount === undefined || total <= BigInt(Math.round(limit.Amount * 100)) * dollar / 100n) return
  throw new Fault('InvalidParameterValue', `The order comes to ${dollars(total)}, more than the limit of ${limit.Amount}.`)
}

const filters = filterPaths(`availability-zone availability-zone-id duration end fixed-price instance-type scope product-description
  reserved-instances-id=ReservedInstancesId start state usage-price`)

export const DescribeReservedInstances: Ec2['DescribeReservedInstances'] = (input, call) => {
  const { ReservedInstancesIds: ids = [], Filters: asked, OfferingClass: kind, OfferingType: option } = input
  for (const id of ids) reservationNamed(id, call)
  const shown = reservations(call).filter(({ id }) => ids.length === 0 || ids.includes(id))
    .map(each => ({ tags: each.tags, shown: shownReservation(each, call) }))
    .filter(each => passes(each.shown, asked, filters, each.tags))
  return {
    ReservedInstances: shown.map(each => each.shown).filter(each => (kind === undefined || each.OfferingClass === kind)
      && (option === undefined || each.OfferingType === option)),
  }
}

export const DeleteQueuedReservedInstances: Ec2['DeleteQueuedReservedInstances'] = ({ ReservedInstancesIds: ids }, call) => {
  const { commitments } = contractOf(call).ledger
  const outcome = ids.map(id => ({ id, problem: problemOf(id, call) }))
  for (const { id, problem } of outcome) {
    if (problem !== undefined) continue
    const queued = reservationNamed(id, call)
    commitments.put({ ...queued, endedAt: queued.startAt, ending: 'queued-deleted' })
  }
  return {
    SuccessfulQueuedPurchaseDeletions: outcome.filter(({ problem }) => problem === undefined).map(({ id }) =>
      ({ ReservedInstancesId: id })),
    FailedQueuedPurchaseDeletions: outcome.filter(({ problem }) => problem !== undefined)
      .map(({ id, problem }) => ({ ReservedInstancesId: id, Error: problem! })),
  }
}

function problemOf(id: string, call: Call): { Code: string, Message: string } | undefined {
  const found = reservations(call).find(each => each.id === id)
  if (found === undefined) return { Code: 'reserved-instances-id-invalid', Message: `The ID '${id}' does not exist` }
  if (stateOf(found, call) === 'queued') return undefined
  return { Code: 'reserved-instances-not-in-queued-state', Message: `Reserved Instances '${id}' are not queued.` }
}
