// Reservations of dedicated hosts: offered by family, bought for hosts that are there, billed to the end of their term. They are
// commitments of the ledger like others. Source: PurchaseHostReservation and HostOffering, EC2 API Reference; "Dedicated Host
// Reservations",
// EC2 User Guide.

import { createHash } from 'node:crypto'
import type { Ec2 } from '../../../generated/aws/ec2.ts'
import { arnTemplate, Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { contractOf, dollars, isActive, paid, priceText, termSeconds } from '../../contract/index.ts'
import type { Commitment, Money, PaymentOption } from '../../contract/index.ts'
import { filterPaths, passes } from './filter.ts'
import { hostFamilies, hostReservations, hostsOf, presentHosts, reservationOf } from './host.ts'
import { invalid } from './kind.ts'

interface Offering {
  readonly id: string
  readonly family: string
  readonly years: 1 | 3
  readonly payment: PaymentOption
  /** For one host. */
  readonly upfront: Money
  readonly recurring: bigint
}

const words: Readonly<Record<PaymentOption, string>> = {
  'No Upfront': 'NoUpfront', 'Partial Upfront': 'PartialUpfront', 'All Upfront': 'AllUpfront',
}
const arnOf = arnTemplate('arn:{partition}:ec2:{region}:{account}:host-reservation/{id}')

/** By the same shares of the on-demand price as standard reserved instances. */
function* offerings(call: Call): IterableIterator<Offering> {
  const { book, commitments } = contractOf(call).ledger
  if (!commitments.sells('ec2')) return
  for (const family of hostFamilies) {
    const price = book.find(call.account, 'ec2', `HostUsage:${family}`, '', call.region, call.now())
    if (price === undefined) continue
    for (const { programme, offeringClass, years, payment, permille } of commitments.terms) {
      if (programme !== 'ec2' || offeringClass !== 'standard') continue
      const hex = createHash('sha256').update(`${call.region}/${family}/${years}/${payment}`).digest('hex').slice(0, 17)
      yield { id: `hro-${hex}`, family, years, payment, ...paid(price.tiers[0]!.price * permille / 1000n, years, payment) }
    }
  }
}

function terms({ years, payment, upfront, recurring, family }: Omit<Offering, 'id'>, count = 1) {
  const each = BigInt(count)
  return {
    Duration: termSeconds(years), PaymentOption: words[payment] as 'NoUpfront', InstanceFamily: family,
      UpfrontPrice: dollars(upfront * each, 3),
    HourlyPrice: priceText(recurring * each),
  }
}

export const DescribeHostReservationOfferings: Ec2['DescribeHostReservationOfferings'] = function* (input, call) {
  const { OfferingId: id, MinDuration: least = 0, MaxDuration: most = Infinity, Filter: filters } = input
  for (const offering of offerings(call)) {
    const shown = { OfferingId: offering.id, ...terms(offering) }
    if ((id === undefined || id === offering.id) && shown.Duration >= least && shown.Duration <= most
      && passes(shown, filters, offeringFilters, {})) {
      yield shown
    }
  }
}

const offeringFilters = filterPaths('instance-family payment-option')

/** @throws faults for hosts that are not there, are covered, or are not of the offering's family */
function order({ HostIdSet: ids, OfferingId: id }: { readonly HostIdSet: readonly string[], readonly OfferingId: string },
  call: Call): Offering {
  const offering = [...offerings(call)].find(each => each.id === id)
  if (offering === undefined) throw new Fault('InvalidHostReservationOfferingId.NotFound', `The offering ID '${id}' does not exist`)
  const hosts = presentHosts(call)
  if (ids.length === 0) throw invalid('', 'hostIdSet', 'Name a host.')
  for (const host of ids) {
    const family = hosts.get(host)?.HostProperties?.InstanceFamily
    if (family === undefined) throw new Fault('InvalidHostID.NotFound', `The host ID '${host}' does not exist`)
    if (family !== offering.family) throw invalid(host, 'hostIdSet', `It is of the family ${family}, not ${offering.family}.`)
    if (reservationOf(host, call) !== undefined) {
      throw new Fault('HostAlreadyCoveredByReservation', `The host '${host}' is already covered by a reservation.`)
    }
  }
  return offering
}

function priced(offering: Offering, ids: readonly string[], reservation?: string) {
  const { UpfrontPrice, HourlyPrice, ...rest } = terms(offering, ids.length)
  return {
    CurrencyCode: 'USD' as const, TotalUpfrontPrice: UpfrontPrice, TotalHourlyPrice: HourlyPrice,
    Purchase: [{
      ...rest, UpfrontPrice, HourlyPrice, CurrencyCode: 'USD' as const, HostIdSet: [...ids],
      ...(reservation !== undefined && { HostReservationId: reservation }),
    }],
  }
}

export const GetHostReservationPurchasePreview: Ec2['GetHostReservationPurchasePreview'] = (input, call) =>
  priced(order(input, call), input.HostIdSet)

export const PurchaseHostReservation: Ec2['PurchaseHostReservation'] = (input, call) => {
  const { HostIdSet: ids, LimitPrice: limit, ClientToken, TagSpecifications: specifications = [] } = input
  const offering = order(input, call)
  const { years, payment, family, upfront, recurring } = offering
  const total = Number(dollars(upfront * BigInt(ids.length), 3))
  if (limit !== undefined && total > Number(limit)) throw invalid(limit, 'limitPrice', `The order comes to ${total}.`)
  const id = `hr-${call.hex(17)}`
  const contract = contractOf(call)
  const startAt = call.now()
  const tags = specifications.flatMap(({ Tags = [] }) => Tags.map(({ Key = '', Value = '' }) => [Key, Value] as const))
  const count = BigInt(ids.length)
  contract.ledger.commitments.put({
    id, arn: arnOf(call, { id }), account: call.account, programme: 'ec2', region: call.region, years, payment, offeringId: offering.id,
    startAt, endAt: startAt + termSeconds(years) * 1000, upfront: upfront * count, recurring: recurring * count,
      tags: Object.fromEntries(tags),
    reserved: {
      units: count, service: 'ec2', usage: `HostUsage:${family}`, isFlexible: false, operation: '', type: family, count: ids.length,
    },
    shown: { hosts: ids.join(',') },
  })
  call.afterCommit(() => { contract.changed() })
  return { ...priced(offering, ids, id), ...(ClientToken !== undefined && { ClientToken }) }
}

const reservationFilters = filterPaths('instance-family payment-option state')

export const DescribeHostReservations: Ec2['DescribeHostReservations'] = function* ({ HostReservationIdSet: ids, Filter: filters }, call) {
  const own = hostReservations(call)
  for (const id of ids ?? []) {
    if (!own.some(each => each.id === id)) throw new Fault('InvalidHostReservationId.NotFound', `The reservation ID '${id}' does not exist`)
  }
  for (const each of own) {
    if (ids !== undefined && ids.length > 0 && !ids.includes(each.id)) continue
    const shown = shownReservation(each, call)
    if (passes(shown, filters, reservationFilters, each.tags)) yield shown
  }
}

function shownReservation(each: Commitment, call: Call) {
  const { id, offeringId, startAt, endAt, endedAt, reserved, tags, years, payment, upfront, recurring } = each
  return {
    HostReservationId: id, OfferingId: offeringId, Count: reserved!.count, HostIdSet: hostsOf(each), Start: startAt,
    End: Math.min(endAt, endedAt ?? endAt), State: isActive(each, call.now()) ? 'active' as const : 'retired' as const,
    CurrencyCode: 'USD' as const, ...terms({ years, payment, upfront, recurring, family: reserved!.type }),
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  }
}
