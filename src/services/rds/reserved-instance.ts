// Reserved DB instances: offers by class, engine and number of zones, bought for one or three years, used by the ledger for any size of the
// class's family. Source: "Reserved DB instances for Amazon RDS", RDS User Guide; PurchaseReservedDBInstancesOffering, RDS API Reference.

import type { Rds, ReservedDBInstanceListItem as ReservedDBInstance, ReservedDBInstancesOffering } from '../../../generated/aws/rds.ts'
import { arnTemplate, Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { buyOffer, contractOf, offerId, pricesOfOne, reservationOffers, reservationState, termSeconds } from '../../contract/index.ts'
import type { Commitment, ReservationOffer } from '../../contract/index.ts'

/** Engines by the operation that usage is metered under. */
const engines: Readonly<Record<string, string>> = {
  'CreateDBInstance:0002': 'mysql', 'CreateDBInstance:0014': 'postgresql', 'CreateDBInstance:0018': 'mariadb',
  'CreateDBInstance:0016': 'aurora-mysql', 'CreateDBInstance:0021': 'aurora-postgresql',
}

const arnOf = arnTemplate('arn:{partition}:rds:{region}:{account}:ri:{name}')

/** Assumed: AWS says that a payment takes minutes. */
const paymentMs = 120_000

interface Asked {
  readonly DBInstanceClass?: string, readonly Duration?: string, readonly ProductDescription?: string, readonly OfferingType?: string
  readonly MultiAZ?: boolean
}

export const DescribeReservedDBInstancesOfferings: Rds['DescribeReservedDBInstancesOfferings'] = function* (input, call) {
  const { ReservedDBInstancesOfferingId: id } = input
  let isFound = false
  for (const offer of reservationOffers(contractOf(call).ledger, 'rds', call)) {
    const shown = shownOffer(offer)
    if ((id !== undefined && id !== shown.ReservedDBInstancesOfferingId) || !isAsked(input, shown)) continue
    isFound = true
    yield shown
  }
  if (id !== undefined && !isFound) throw unknownOffer(id, call)
}

export const PurchaseReservedDBInstancesOffering: Rds['PurchaseReservedDBInstancesOffering'] = (input, call) => {
  const { ReservedDBInstancesOfferingId: offeringId, DBInstanceCount: count = 1, Tags: tags = [] } = input
  const offer = [...reservationOffers(contractOf(call).ledger, 'rds', call)].find(each => offerId(each) === offeringId)
  if (offer === undefined) throw unknownOffer(offeringId, call)
  if (count < 1) throw new Fault('InvalidParameterValue', 'The count must be at least 1')
  const name = input.ReservedDBInstanceId ?? `ri-${new Date(call.now()).toISOString().replace(/\D/g, '-').slice(0, 23)}`
  if (reservations(call).some(each => each.name === name)) {
    throw call.fault('ReservedDBInstanceAlreadyExistsFault', `Reserved DB Instance already exists: ${name}`)
  }
  const made = buyOffer(contractOf(call), offer, {
    id: `rds-${call.uuid()}`, arn: arnOf(call, { name }), account: call.account, offeringId, count, name,
    clearsAt: call.now() + call.lifecycleMs(paymentMs), tags: Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value])),
    shown: { isMultiZone: String(isMultiZone(offer)) },
  })
  return { ReservedDBInstance: shownReservation(made, call) }
}

export const DescribeReservedDBInstances: Rds['DescribeReservedDBInstances'] = function* (input, call) {
  const { ReservedDBInstanceId: name, ReservedDBInstancesOfferingId: offeringId } = input
  const own = reservations(call)
  if (name !== undefined && !own.some(each => each.name === name)) {
    throw call.fault('ReservedDBInstanceNotFoundFault', `Reserved DB Instance not found: ${name}`)
  }
  for (const each of own) {
    const shown = shownReservation(each, call)
    if ((name === undefined || each.name === name) && (offeringId === undefined || each.offeringId === offeringId)
      && isAsked(input, shown)) yield shown
  }
}

function reservations(call: Call): Commitment[] {
  return contractOf(call).ledger.commitments.of(call.account, 'rds').filter(({ region }) => region === call.region)
}

function isMultiZone({ usage }: ReservationOffer): boolean {
  return usage.startsWith('Multi-AZUsage:')
}

function unknownOffer(id: string, call: Call<'ReservedDBInstancesOfferingNotFoundFault'>) {
  return call.fault('ReservedDBInstancesOfferingNotFoundFault', `Reserved DB Instances Offering not found: ${id}`)
}

/** Durations are asked for in years or in seconds. */
function isAsked(asked: Asked, shown: Readonly<ReservedDBInstancesOffering | ReservedDBInstance>): boolean {
  const { DBInstanceClass: type, Duration: duration, ProductDescription: product, OfferingType: option, MultiAZ: zones } = asked
  return (type === undefined || type === shown.DBInstanceClass) && (option === undefined || option === shown.OfferingType)
    && (duration === undefined || [String(shown.Duration), String(shown.Duration! / termSeconds(1))].includes(duration))
    && (product === undefined || shown.ProductDescription!.includes(product)) && (zones === undefined || zones === shown.MultiAZ)
}

function costOf(upfront: bigint, recurring: bigint, count?: number) {
  const { fixed, hourly } = pricesOfOne(upfront, recurring, count)
  return {
    FixedPrice: fixed, UsagePrice: 0, CurrencyCode: 'USD',
    RecurringCharges: hourly === 0 ? [] : [{ RecurringChargeAmount: hourly, RecurringChargeFrequency: 'Hourly' }],
  }
}

function shownOffer(offer: ReservationOffer): ReservedDBInstancesOffering {
  const { instanceType, operation, years, payment, upfront, recurring } = offer
  return {
    ReservedDBInstancesOfferingId: offerId(offer), DBInstanceClass: instanceType, Duration: termSeconds(years),
    ...costOf(upfront, recurring), ProductDescription: engines[operation] ?? operation, OfferingType: payment, MultiAZ: isMultiZone(offer),
  }
}

function shownReservation(commitment: Commitment, call: Call): ReservedDBInstance {
  const { name = '', arn, offeringId, reserved, startAt, years, payment, upfront, recurring, shown } = commitment
  return {
    ReservedDBInstanceId: name, ReservedDBInstancesOfferingId: offeringId, DBInstanceClass: reserved!.type, StartTime: startAt,
    Duration: termSeconds(years), ...costOf(upfront, recurring, reserved!.count), DBInstanceCount: reserved!.count,
    ProductDescription: engines[reserved!.operation] ?? reserved!.operation, OfferingType: payment, ReservedDBInstanceArn: arn,
    MultiAZ: shown?.['isMultiZone'] === 'true', State: reservationState(commitment, call.now()),
  }
}
