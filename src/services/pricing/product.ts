// Products as price lists have them: one for each usage type, operation and region, with attributes, and its on-demand terms in tiers.
// Source: "Reading the service price list file for an AWS service", AWS Billing User Guide. SKUs are made from what they stand for.

import { createHash } from 'node:crypto'
import { instant, priceText } from '../../contract/index.ts'
import type { Price, PriceBook } from '../../contract/index.ts'
import { reservedTerms } from './reserved-term.ts'
import type { CommitmentTerms } from './reserved-term.ts'

export interface Product {
  readonly sku: string
  readonly productFamily: string
  readonly attributes: Readonly<Record<string, string>>
  readonly price: Price
}

/** AWS's code of on-demand terms, and of a rate in dollars. */
export const onDemand = 'JRTCKXETXF'
const rate = '6YS6EN2CT7'

/** The products of an offer that are sold at a time. */
export function* productsOf(book: PriceBook, code: string, at: number, onlyRegion?: string): IterableIterator<Product> {
  const services = book.offers.codes.get(code) ?? []
  const prices = book.list(services, at).filter(price => book.offers.of(price.service, price.usage).code === code)
  const own = new Set(prices.map(price => `${price.region}/${price.usage}/${price.operation}`))
  for (const { region, location } of book.regions.all) {
    if (onlyRegion !== undefined && region !== onlyRegion) continue
    for (const price of prices) {
      if (price.region !== '*' && price.region !== region) continue
      if (price.region === '*' && own.has(`${region}/${price.usage}/${price.operation}`)) continue
      yield productOf(book, code, price, region, location)
    }
  }
}

function productOf(book: PriceBook, code: string, price: Price, region: string, location: string): Product {
  const usagetype = book.regions.usageType(region, price.usage)
  const attributes = {
    servicecode: code, servicename: book.offers.of(price.service, price.usage).name, location, locationType: 'AWS Region',
      regionCode: region,
    usagetype, operation: operationOf(price), group: price.description,
    ...(price.instanceType !== undefined && instanceAttributes(price)),
  }
  return { sku: skuOf(`${code}/${usagetype}/${price.operation}/${region}`), productFamily: price.family, attributes, price }
}

function operationOf({ service, operation, instanceType }: Price): string {
  return operation === '' && service === 'ec2' && instanceType !== undefined ? 'RunInstances' : operation
}

function instanceAttributes({ service, instanceType = '', description, operation, usage }: Price): Record<string, string> {
  const words = description.split(' ').slice(1).join(' ')
  if (service === 'ec2') {
    const system = operation.endsWith(':0002') ? 'Windows' : operation.endsWith(':0010') ? 'RHEL' : 'Linux'
    return {
      instanceType, tenancy: 'Shared', operatingSystem: system, preInstalledSw: 'NA', capacitystatus: 'Used',
        licenseModel: 'No License required',
      marketoption: 'OnDemand',
    }
  }
  if (service === 'rds') {
    const isMulti = usage.startsWith('Multi-AZ')
    return { instanceType, databaseEngine: words.split(',')[0]!, deploymentOption: isMulti ? 'Multi-AZ' : 'Single-AZ' }
  }
  return { instanceType }
}

/** One line of a price list, as GetProducts gives it. */
export function priceListEntry(product: Product, code: string, now: number, sold: CommitmentTerms): Record<string, unknown> {
  const { sku, productFamily, attributes, price } = product
  const reserved = reservedTerms(sku, price, sold)
  return {
    product: { productFamily, attributes, sku },
    serviceCode: code,
    terms: {
      OnDemand: { [`${sku}.${onDemand}`]: termOf(sku, price) }, ...(Object.keys(reserved).length > 0 && { Reserved: reserved }),
    },
    version: versionOf(now), publicationDate: instant(now - now % 86_400_000),
  }
}

/** Of the on-demand rate of a tier. */
export function rateCodes(sku: string, tier: number): string {
  return `${sku}.${onDemand}.${tier === 0 ? rate : skuOf(`${rate}${tier}`).slice(0, 10)}`
}

export function termOf(sku: string, { tiers, unit, description, fromAt }: Price): Record<string, unknown> {
  let begin = '0'
  const dimensions = tiers.map(({ upTo, price }, i) => {
    const rateCode = rateCodes(sku, i)
    const end = upTo === undefined ? 'Inf' : String(upTo)
    const dimension = {
      unit, endRange: end, description: `$${priceText(price)} per ${unit} (${description})`, appliesTo: [], rateCode, beginRange: begin,
      pricePerUnit: { USD: Number(priceText(price)).toFixed(10) },
    }
    begin = end
    return [rateCode, dimension] as const
  })
  return {
    priceDimensions: Object.fromEntries(dimensions), sku, effectiveDate: instant(fromAt), offerTermCode: onDemand, termAttributes: {},
  }
}

/** Of a day: `20270301000000`. */
export function versionOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 10).replaceAll('-', '')}000000`
}

/** Sixteen letters and digits that are always the same for a text. */
function skuOf(text: string): string {
  const digits = BigInt(`0x${createHash('sha256').update(text).digest('hex')}`).toString(36).toUpperCase()
  return digits.slice(0, 16).padEnd(16, 'A')
}
