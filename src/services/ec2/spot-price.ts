// Prices of the spot market, as EC2 shows them, and what a request is ready to pay.
// Source: DescribeSpotPriceHistory, EC2 API Reference ("up to the past 90 days"); "Spot Instance pricing history", EC2 User Guide.

import type { Ec2, SpotPrice } from '../../../generated/aws/ec2.ts'
import { contractOf, priceOf, spotOperation } from '../../contract/index.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { filterPaths, passes } from './filter.ts'
import { zoneId, zoneNames } from './zone.ts'

const products: Readonly<Record<string, string>> = { 'Linux/UNIX': 'RunInstances', 'Windows': 'RunInstances:0002' }
const historyMs = 90 * 24 * 3_600_000
const filters = filterPaths('availability-zone instance-type product-description spot-price timestamp')

/** Dollars an hour, 10⁻¹²; undefined for a type that the book does not price. */
export function spotPrice(type: string, operation: string, zone: string, call: Call, at = call.now()): bigint | undefined {
  const { book } = contractOf(call).ledger
  return book.find(call.account, 'ec2', `SpotUsage:${type}`, spotOperation(operation, zone), call.region, at)?.tiers[0]!.price
}

export function onDemandPrice(type: string, operation: string, call: Call): bigint | undefined {
  return contractOf(call).ledger.book.find(call.account, 'ec2', `BoxUsage:${type}`, operation, call.region, call.now())?.tiers[0]!.price
}

/** What is the most that is paid: as given, else the on-demand price. @throws InvalidParameterValue */
export function mostOf(given: string | undefined, type: string, operation: string, call: Call): bigint {
  if (given !== undefined && (!/^\d+(\.\d+)?$/.test(given) || Number(given) <= 0)) {
    throw new Fault('InvalidParameterValue', `Invalid value '${given}' for SpotPrice. It must be a positive number.`)
  }
  const onDemand = onDemandPrice(type, operation, call)
  if (onDemand === undefined) {
    throw new Fault('InsufficientInstanceCapacity', `There is no Spot capacity available that matches your request for ${type}.`)
  }
  return given === undefined ? onDemand : priceOf(given)
}

/** `0.034500` */
export function priceShown(price: bigint): string {
  const millionths = price / 1_000_000n
  return `${millionths / 1_000_000n}.${String(millionths % 1_000_000n).padStart(6, '0')}`
}

/** Newest first: each change, and of each series the price that held when the time began. */
export const DescribeSpotPriceHistory: Ec2['DescribeSpotPriceHistory'] = function* (input, call) {
  const { InstanceTypes: asked, ProductDescriptions: wanted, AvailabilityZone: zone, Filters: given } = input
  const endAt = Math.min(input.EndTime ?? call.now(), call.now())
  const startAt = Math.max(input.StartTime ?? endAt, call.now() - historyMs)
  const { book } = contractOf(call).ledger
  const types = asked ?? typesPriced(call)
  const zones = zoneNames(call.region).filter(name => zone === undefined || name === zone)
  const names = Object.keys(products).filter(name => wanted === undefined
    || wanted.some(each => each.replace(' (Amazon VPC)', '') === name))
  for (const at of [startAt, ...book.spot.turns('', startAt, endAt + 1)].reverse()) {
    for (const type of types) for (const AvailabilityZone of zones) for (const product of names) {
      const price = spotPrice(type, products[product]!, AvailabilityZone, call, at)
      if (price === undefined || (at > startAt && price === spotPrice(type, products[product]!, AvailabilityZone, call, at - 1))) continue
      const shown: SpotPrice = {
        AvailabilityZone, AvailabilityZoneId: zoneId(AvailabilityZone), InstanceType: type, ProductDescription: product,
        SpotPrice: priceShown(price), Timestamp: at,
      }
      if (passes(shown, given, filters, {})) yield shown as never
    }
  }
}

function typesPriced(call: Call): string[] {
  const { book } = contractOf(call).ledger
  const names = book.list(['ec2'], call.now()).map(({ usage }) => /^BoxUsage:(.+)$/.exec(usage)?.[1]).filter(name => name !== undefined)
  return [...new Set(names)].sort()
}
