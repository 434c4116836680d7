// The price book: every price there is, what was changed since, and the prices that single accounts were given. A price is found by
// service, usage type, operation and region for a time; the most particular one counts, and of those the one that began last.

import { readTable } from '../../std/rows.ts'
import { instancePrices } from './instances.ts'
import { Licences } from './licences.ts'
import { Offers } from './offer.ts'
import { priceColumns, readPrice } from './price.ts'
import type { Price } from './price.ts'
import { PriceRegions } from './region.ts'
import { SpotMarket, spotPlaceOf } from './spot.ts'

export class PriceBook {
  readonly regions = new PriceRegions()
  readonly offers = new Offers()
  readonly spot = new SpotMarket()
  readonly licences = new Licences()
  readonly #standard = new Map<string, Price[]>()
  /** Changes for everybody, and by account; the latter come first. */
  #changes: ReadonlyMap<string, readonly Price[]> = new Map()

  constructor() {
    const plain = readTable(new URL('./prices.tsv', import.meta.url), priceColumns).map(readPrice)
    for (const price of [...plain, ...instancePrices()]) {
      const name = nameOf(price)
      const known = this.#standard.get(name)
      if (known === undefined) this.#standard.set(name, [price])
      else known.push(price)
    }
  }

  /** Puts other changes in place of those before. @param changes prices by account, those of all under `*` */
  change(changes: ReadonlyMap<string, readonly Price[]>): void {
    this.#changes = changes
  }

  /** @param usage without its region */
  find(account: string, service: string, usage: string, operation: string, region: string, at: number): Price | undefined {
    if (service === 'ec2' && usage.startsWith(spotUsage)) return this.#spotPrice(account, usage.slice(spotUsage.length), operation,
      region, at)
    const fits = (price: Price) => price.service === service && price.usage === usage && price.fromAt <= at
      && (price.operation === '' || price.operation === operation) && (price.region === '*' || price.region === region)
    for (const owner of [account, '*']) {
      const own = best(this.#changes.get(owner)?.filter(fits) ?? [])
      if (own !== undefined) return this.#raised(own, operation, at)
    }
    const standard = best(this.#standard.get(`${service}/${usage}`)?.filter(fits) ?? [])
    return standard === undefined ? undefined : this.#raised(standard, operation, at)
  }

  /** With what licences have come to cost more since the price began. */
  #raised(price: Price, operation: string, at: number): Price {
    const risen = price.service === 'ec2' && price.instanceType !== undefined ? this.licences.risen(operation, price.fromAt, at) : 0n
    return risen === 0n ? price : { ...price, tiers: price.tiers.map(tier => ({ ...tier, price: tier.price + risen })) }
  }

  /** What is asked for an instance type in a zone at a time: a part of its on-demand price, to a hundredth of a cent. */
  #spotPrice(account: string, type: string, operation: string, region: string, at: number): Price | undefined {
    const place = spotPlaceOf(operation, region)
    const onDemand = place === undefined ? undefined : this.find(account, 'ec2', `BoxUsage:${type}`, place.operation, region, at)
    if (place === undefined || onDemand === undefined) return undefined
    const { instanceType: _, ...rest } = onDemand
    const exact = onDemand.tiers[0]!.price * this.spot.permille(type, place.zone, at) / 1000n
    const price = exact - exact % hundredthOfCent
    return { ...rest, usage: `SpotUsage:${type}`, operation, region, tiers: [{ price }], description: `${type} Spot Instance hour` }
  }

  /** When the price of a usage type becomes another within a time: the moments, in order. */
  turns(account: string, service: string, usage: string, fromAt: number, beforeAt: number): number[] {
    if (service === 'ec2' && usage.startsWith(spotUsage)) {
      const type = usage.slice(spotUsage.length)
      const onDemand = this.turns(account, service, `BoxUsage:${type}`, fromAt, beforeAt)
      return [...new Set([...onDemand, ...this.spot.turns(type, fromAt, beforeAt)])].sort((a, b) => a - b)
    }
    const all = [this.#changes.get(account) ?? [], this.#changes.get('*') ?? [], this.#standard.get(`${service}/${usage}`) ?? []].flat()
    const begun = all.filter(price => price.service === service && price.usage === usage).map(({ fromAt: at }) => at)
    const moments = service === 'ec2' ? [...begun, ...this.licences.turns] : begun
    return [...new Set(moments.filter(at => at > fromAt && at < beforeAt))].sort((a, b) => a - b)
  }

  /** The prices of a service that hold at a time, as a price list shows them: one for each region that has its own, else for `*`. */
  list(services: readonly string[], at: number): Price[] {
    const names = new Map<string, Price>()
    const changed = (this.#changes.get('*') ?? [])
    for (const price of [...[...this.#standard.values()].flat(), ...changed]) {
      if (!services.includes(price.service) || price.fromAt > at) continue
      const name = `${nameOf(price)}/${price.operation}/${price.region}`
      const known = names.get(name)
      if (known === undefined || price.fromAt >= known.fromAt) names.set(name, price)
    }
    return [...names.values()]
  }
}

const spotUsage = 'SpotUsage:'
const hundredthOfCent = 100_000_000n

function nameOf({ service, usage }: Price): string {
  return `${service}/${usage}`
}

function best(prices: readonly Price[]): Price | undefined {
  const weight = ({ operation, region }: Price) => (operation === '' ? 0 : 2) + (region === '*' ? 0 : 1)
  let found: Price | undefined
  for (const price of prices) {
    if (found === undefined) found = price
    else if (weight(price) > weight(found) || (weight(price) === weight(found) && price.fromAt >= found.fromAt)) found = price
  }
  return found
}
