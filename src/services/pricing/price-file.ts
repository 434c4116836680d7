// The files of the price list: an index of offers, of an offer's versions and regions, and an offer's products and terms as JSON and CSV.
// Each
// is made when it is asked for, from the price book of the day. They stand at AWS's paths under the host `pricing.REGION.amazonaws.com` or
// `pricing.localhost`, and at pages that GetPriceListFileUrl names. Source: "Getting price list files", AWS Billing User Guide.

import { emptyBody } from '../../kernel/service.ts'
import type { Call, WebHandler, WireResponse } from '../../kernel/service.ts'
import { contractOf, dayMs, instant } from '../../contract/index.ts'
import { csvOf } from './price-csv.ts'
import { onDemand, productsOf, termOf, versionOf } from './product.ts'
import { reservedTerms } from './reserved-term.ts'

interface File { readonly type: string, readonly text: string }

const root = 'offers/v1.0/aws'
const head = { formatVersion: 'v1.0', disclaimer: 'The prices are those of the price book of this cloud.' }

export function priceFilePage(path: string, call: Call): File | undefined {
  const { book } = contractOf(call).ledger
  const publicationDate = instant(call.now() - call.now() % dayMs)
  const json = (value: object): File => ({ type: 'application/json', text: JSON.stringify({ ...head, publicationDate, ...value }) })
  if (path === `${root}/index.json`) return json({ offers: offersOf([...book.offers.codes.keys()]) })
  if (!path.startsWith(`${root}/`)) return undefined
  const [code = '', second = '', third = '', fourth = ''] = path.slice(root.length + 1).split('/')
  if (!book.offers.codes.has(code)) return undefined
  const now = versionOf(call.now())
  if (second === 'index.json' && third === '') return json(versionsOf(code, now, publicationDate))
  const at = second === 'current' ? call.now() : timeOf(second)
  if (at === undefined || at > call.now()) return undefined
  const version = versionOf(at)
  if (third === 'region_index.json' && fourth === '') {
    return json({ regions: Object.fromEntries(book.regions.all.map(({ region }) =>
      [region, { regionCode: region, currentVersionUrl: `/${root}/${code}/${version}/${region}/index.json` }])) })
  }
  const [region, name] = fourth === '' ? [undefined, third] : [third, fourth]
  if (region !== undefined && !book.regions.all.some(each => each.region === region)) return undefined
  if (name === 'index.json') return json({ offerCode: code, version, ...productsAndTerms(code, at, region, call) })
  if (name !== 'index.csv') return undefined
  const { commitments } = contractOf(call).ledger
  return { type: 'text/csv', text: csvOf(productsOf(book, code, at, region), { ...head, publicationDate, version, code }, commitments) }
}

export const priceFiles: WebHandler = ({ method, path }, visit): WireResponse => {
  const file = method === 'GET' || method === 'HEAD' ? priceFilePage(path.slice(1), visit.at()) : undefined
  if (file === undefined) return { status: 404, headers: {}, body: emptyBody }
  return { status: 200, headers: { 'content-type': file.type }, body: Buffer.from(file.text) }
}

function offersOf(codes: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(codes.map(code => [code, {
    offerCode: code, versionIndexUrl: `/${root}/${code}/index.json`, currentVersionUrl: `/${root}/${code}/current/index.json`,
    currentRegionIndexUrl: `/${root}/${code}/current/region_index.json`,
  }]))
}

function versionsOf(code: string, version: string, from: string): Record<string, unknown> {
  return {
    offerCode: code, currentVersion: version,
    versions: { [version]: {
      versionEffectiveBeginDate: from, versionEffectiveEndDate: '', offerVersionUrl: `/${root}/${code}/${version}/index.json`,
    } },
  }
}

function productsAndTerms(code: string, at: number, region: string | undefined, call: Call): Record<string, unknown> {
  const { book, commitments } = contractOf(call).ledger
  const products: Record<string, unknown> = {}
  const OnDemand: Record<string, unknown> = {}
  const Reserved: Record<string, unknown> = {}
  for (const { sku, productFamily, attributes, price } of productsOf(book, code, at, region)) {
    products[sku] = { sku, productFamily, attributes }
    OnDemand[sku] = { [`${sku}.${onDemand}`]: termOf(sku, price) }
    const reserved = reservedTerms(sku, price, commitments)
    if (Object.keys(reserved).length > 0) Reserved[sku] = reserved
  }
  return { products, terms: { OnDemand, ...(Object.keys(Reserved).length > 0 && { Reserved }) }, attributesList: {} }
}

/** The day of a version such as `20270301000000`. */
function timeOf(version: string): number | undefined {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})\d{6}$/.exec(version) ?? []
  const at = Date.parse(`${year}-${month}-${day}T00:00:00Z`)
  return Number.isNaN(at) ? undefined : at
}
