// A price list as CSV: five lines about the list, a line of names, and a line for each rate of each term of each product. Source:
// "Reading the
// service price list file", AWS Billing User Guide.

import { instant, priceText } from '../../contract/index.ts'
import { onDemand, rateCodes } from './product.ts'
import type { Product } from './product.ts'
import { termsOfReservation } from './reserved-term.ts'
import type { CommitmentTerms } from './reserved-term.ts'

interface About {
  readonly formatVersion: string, readonly disclaimer: string, readonly publicationDate: string, readonly version: string,
    readonly code: string
}

const termColumns = [
  'SKU', 'OfferTermCode', 'RateCode', 'TermType', 'PriceDescription', 'EffectiveDate', 'StartingRange', 'EndingRange', 'Unit',
    'PricePerUnit',
  'Currency', 'LeaseContractLength', 'PurchaseOption', 'OfferingClass', 'Product Family',
]

/** Attributes by the names that they have in CSV. */
const attributeColumns: Readonly<Record<string, string>> = {
  'serviceCode': 'servicecode', 'Location': 'location', 'Location Type': 'locationType', 'Instance Type': 'instanceType',
    'Tenancy': 'tenancy',
  'Operating System': 'operatingSystem', 'License Model': 'licenseModel', 'Database Engine': 'databaseEngine',
  'Deployment Option': 'deploymentOption', 'Group': 'group', 'usageType': 'usagetype', 'operation': 'operation',
    'CapacityStatus': 'capacitystatus',
  'MarketOption': 'marketoption', 'Pre Installed S/W': 'preInstalledSw', 'Region Code': 'regionCode', 'serviceName': 'servicename',
}

export function csvOf(products: Iterable<Product>, about: About, sold: CommitmentTerms): string {
  const lines = [
    ['FormatVersion', about.formatVersion], ['Disclaimer', about.disclaimer], ['Publication Date', about.publicationDate],
    ['Version', about.version], ['OfferCode', about.code], [...termColumns, ...Object.keys(attributeColumns)],
  ]
  for (const product of products) {
    const attributes = Object.values(attributeColumns).map(name => product.attributes[name] ?? '')
    for (const term of [...onDemandRows(product), ...reservedRows(product, sold)]) lines.push([...term, product.productFamily,
      ...attributes])
  }
  return lines.map(cells => `${cells.map(cell => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`).join('')
}

function* onDemandRows({ sku, price }: Product): Generator<string[]> {
  const { unit, tiers, description, fromAt } = price
  for (const [i, { price: amount, upTo }] of tiers.entries()) {
    yield [
      sku, onDemand, rateCodes(sku, i), 'OnDemand', `$${priceText(amount)} per ${unit} (${description})`, instant(fromAt).slice(0, 10),
      i === 0 ? '0' : String(tiers[i - 1]!.upTo), upTo === undefined ? 'Inf'
        : String(upTo), unit, Number(priceText(amount)).toFixed(10), 'USD',
      '', '', '',
    ]
  }
}

function* reservedRows({ sku, price }: Product, sold: CommitmentTerms): Generator<string[]> {
  for (const { code, years, payment, offeringClass, hourly, upfront } of termsOfReservation(price, sold)) {
    const rows = [['2TG2D8R56U', 'Quantity', upfront, 'Upfront Fee'], ['6YS6EN2CT7', 'Hrs', hourly, price.description]] as const
    for (const [rate, unit, amount, description] of rows) {
      if (unit === 'Quantity' && payment === 'No Upfront') continue
      yield [
        sku, code, `${sku}.${code}.${rate}`, 'Reserved', description, instant(price.fromAt).slice(0, 10), '', '', unit, amount, 'USD',
        `${years}yr`, payment, offeringClass,
      ]
    }
  }
}
