// Convertible reserved instances, exchanged for others of at least the same worth: what is left of the old ones counts, the rest is paid at
// once, and the new ones end when the old ones would have. Source: "Exchange Convertible Reserved Instances", EC2 User Guide.

import type { Ec2, TargetConfigurationRequest } from '../../../generated/aws/ec2.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { contractOf, dollars, hourMs, hourStart, priceText, priceValue, reservedOf, unspent } from '../../contract/index.ts'
import type { Commitment, Money } from '../../contract/index.ts'
import { activeNamed, arnOf, clearsAt, productOf } from './reservation.ts'
import { placedOffer, unknownOffer } from './reservation-offering.ts'
import type { Placed } from './reservation-offering.ts'

/** What is left of something: paid in advance, to be paid by the hour, both. */
interface Worth { readonly upfront: Money, readonly hourly: bigint, readonly total: Money }

interface Target { readonly placed: Placed, readonly count: number, readonly worth: Worth }

interface Quote {
  readonly sources: readonly Commitment[]
  readonly worths: readonly Worth[]
  readonly source: Worth
  readonly target: Worth
  readonly targets: readonly Target[]
  readonly endAt: number
  readonly due: Money
  readonly problem?: string
}

interface Asked { readonly ReservedInstanceIds: readonly string[], readonly TargetConfigurations?: readonly TargetConfigurationRequest[] }

export const GetReservedInstancesExchangeQuote: Ec2['GetReservedInstancesExchangeQuote'] = (input, call) => {
  const { sources, worths, source, target, targets, endAt, due, problem } = quoteOf(input, call)
  return {
    CurrencyCode: 'USD', IsValidExchange: problem === undefined, OutputReservedInstancesWillExpireAt: endAt, PaymentDue: dollars(due, 6),
    ReservedInstanceValueRollup: shown(source), TargetConfigurationValueRollup: shown(target),
    ReservedInstanceValueSet: sources.map((each, i) => ({ ReservedInstanceId: each.id, ReservationValue: shown(worths[i]!) })),
    TargetConfigurationValueSet: targets.map(({ placed, count, worth }) => ({
      TargetConfiguration: { OfferingId: placed.id, InstanceCount: count }, ReservationValue: shown(worth),
    })),
    ...(problem !== undefined && { ValidationFailureReason: problem }),
  }
}

export const AcceptReservedInstancesExchangeQuote: Ec2['AcceptReservedInstancesExchangeQuote'] = (input, call) => {
  const { sources, source, target, targets, endAt, due, problem } = quoteOf(input, call)
  if (problem !== undefined) throw new Fault('InvalidParameterValue', problem)
  const { commitments } = contractOf(call).ledger
  const at = hourStart(call.now())
  for (const each of sources) commitments.put({ ...each, endedAt: at, ending: 'exchanged' })
  // What was paid in advance for the old ones and what is paid now are spread over the hours of the new ones.
  let left = { upfront: source.upfront > target.upfront ? source.upfront : target.upfront, due }
  for (const [i, { placed: { offer, id: offeringId }, count, worth }] of targets.entries()) {
    const isLast = i === targets.length - 1
    const share = (amount: Money) => target.total === 0n ? 0n : amount * worth.total / target.total
    const [upfront, dueNow] = isLast ? [left.upfront, left.due] : [share(left.upfront), share(left.due)]
    left = { upfront: left.upfront - upfront, due: left.due - dueNow }
    const id = call.uuid()
    commitments.put({
      id, arn: arnOf(call, { id }), account: call.account, programme: 'ec2', region: call.region, years: offer.years,
        payment: offer.payment,
      offeringClass: 'convertible', offeringId, startAt: at, endAt, upfront, due: dueNow, recurring: offer.recurring * BigInt(count),
      reserved: reservedOf('ec2', offer.usage, offer.operation, offer.instanceType, count), tags: {},
      shown: {
        clearsAt: String(clearsAt(call.now(), call)), product: productOf(offer.operation), face: String(offer.upfront * BigInt(count)),
      },
    })
  }
  return { ExchangeId: `riex-${call.uuid()}` }
}

function quoteOf({ ReservedInstanceIds: ids, TargetConfigurations: wanted = [] }: Asked, call: Call): Quote {
  const sources = ids.map(id => activeNamed(id, call))
  if (sources.some(({ offeringClass }) => offeringClass !== 'convertible')) {
    throw new Fault('InvalidParameterValue', 'Only Convertible Reserved Instances can be exchanged.')
  }
  if (wanted.length === 0) throw new Fault('MissingParameter', 'The request must contain the parameter TargetConfiguration')
  const at = hourStart(call.now())
  const placed = wanted.map(({ OfferingId: id }) => placedOffer(id, call) ?? failed(id))
  const years = Math.max(...placed.map(({ offer }) => offer.years))
  const endAt = Math.max(...sources.map(each => years > each.years ? each.startAt + years * 365 * 24 * hourMs : each.endAt))
  const worths = sources.map(each => worthOf(unspent(each, at), each.recurring, each.endAt - at))
  const source = sum(worths)
  const targets = placed.map((each, i) => {
    const one = oneOf(each, endAt - at)
    // As many as are needed to come to the worth of the old ones.
    const enough = one.total === 0n ? 1n : (source.total + one.total - 1n) / one.total
    const count = BigInt(wanted[i]!.InstanceCount ?? (enough < 1n ? 1n : enough))
    return { placed: each, count: Number(count),
      worth: { upfront: one.upfront * count, hourly: one.hourly * count, total: one.total * count } }
  })
  const target = sum(targets.map(({ worth }) => worth))
  const due = target.upfront > source.upfront ? target.upfront - source.upfront : 0n
  const problem = problemOf(sources, placed, source, target)
  return { sources, worths, source, target, targets, endAt, due, ...(problem !== undefined && { problem }) }
}

function problemOf(sources: readonly Commitment[], placed: readonly Placed[], source: Worth, target: Worth): string | undefined {
  if (placed.some(({ offer }) => offer.offeringClass !== 'convertible')) return 'The target must be a Convertible offering.'
  if (placed.some(({ offer }) => sources.some(({ years }) => years > offer.years))) return 'The term of the target is shorter.'
  const isPaid = sources.some(({ payment }) => payment !== 'No Upfront')
  if (isPaid && placed.some(({ offer }) => offer.payment === 'No Upfront')) return 'What was paid in advance cannot become No Upfront.'
  return target.total < source.total ? 'The target configurations are worth less than the reservations.' : undefined
}

function failed(id: string): never {
  throw unknownOffer(id)
}

/** One of an offer, for what is left of the time. */
function oneOf({ offer }: Placed, leftMs: number): Worth {
  const hours = BigInt(Math.floor(leftMs / hourMs))
  return worthOf(offer.upfront * hours / BigInt(offer.years * 365 * 24), offer.recurring, leftMs)
}

function worthOf(upfront: Money, hourly: bigint, leftMs: number): Worth {
  return { upfront, hourly, total: upfront + priceValue(hourly) * BigInt(Math.floor(leftMs / hourMs)) }
}

function sum(worths: readonly Worth[]): Worth {
  return worths.reduce((all, { upfront, hourly, total }) =>
    ({ upfront: all.upfront + upfront, hourly: all.hourly + hourly, total: all.total + total }), { upfront: 0n, hourly: 0n, total: 0n })
}

function shown({ upfront, hourly, total }: Worth) {
  return { HourlyPrice: priceText(hourly), RemainingUpfrontValue: dollars(upfront, 6), RemainingTotalValue: dollars(total, 6) }
}
