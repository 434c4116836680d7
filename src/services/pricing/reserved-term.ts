// Terms of reservations, as price lists have them: for each product that can be reserved, one for each term, class and payment option,
// with a
// rate by the hour and a fee in advance. The codes are AWS's own. Source: "Reading the service price list file", AWS Billing User Guide.

import { dollars, instant, paid, priceText } from '../../contract/index.ts'
import type { Ledger, PaymentOption, Price } from '../../contract/index.ts'

/** What of the ledger's commitments tells the terms that are sold. */
export type CommitmentTerms = Pick<Ledger['commitments'], 'sells' | 'terms'>

const codes: Readonly<Record<string, string>> = {
  'standard 1 No Upfront': '4NA7Y494T4', 'standard 1 Partial Upfront': 'HU7G6KETJZ', 'standard 1 All Upfront': '6QCMYABX3D',
  'standard 3 No Upfront': 'BPH4J8HBKS', 'standard 3 Partial Upfront': '38NPMPTW36', 'standard 3 All Upfront': 'NQ3QZPMQV9',
  'convertible 1 No Upfront': '7NE97W5U4E', 'convertible 1 Partial Upfront': 'CUZHX8X6JH', 'convertible 1 All Upfront': 'VJWZNREJX2',
  'convertible 3 No Upfront': 'Z2E3P23VKM', 'convertible 3 Partial Upfront': 'R5XV2EPZQZ', 'convertible 3 All Upfront': 'MZU6U2429S',
}
const hourlyRate = '6YS6EN2CT7'
const feeRate = '2TG2D8R56U'
const programmes = ['ec2', 'rds', 'elasticache', 'redshift'] as const

export interface ReservedTerm {
  readonly code: string
  readonly years: 1 | 3
  readonly payment: PaymentOption
  readonly offeringClass: 'standard' | 'convertible'
  readonly hourly: string
  readonly upfront: string
}

export function* termsOfReservation(price: Price, sold: CommitmentTerms): IterableIterator<ReservedTerm> {
  const programme = programmes.find(each => each === price.service)
  if (programme === undefined || price.instanceType === undefined || !sold.sells(programme)) return
  for (const terms of sold.terms) {
    if (terms.programme !== programme) continue
    const { years, payment, permille } = terms
    const offeringClass = terms.offeringClass === 'convertible' ? 'convertible' : 'standard'
    const { upfront, recurring } = paid(price.tiers[0]!.price * permille / 1000n, years, payment)
    yield { code: codes[`${offeringClass} ${years} ${payment}`]!, years, payment, offeringClass, hourly: priceText(recurring),
      upfront: dollars(upfront) }
  }
}

/** By `sku.code`. */
export function reservedTerms(sku: string, price: Price, sold: CommitmentTerms): Record<string, unknown> {
  return Object.fromEntries([...termsOfReservation(price, sold)].map(({ code, years, payment, offeringClass, hourly, upfront }) => {
    const rate = (id: string, unit: string, amount: string, description: string) => [`${sku}.${code}.${id}`, {
      unit, rateCode: `${sku}.${code}.${id}`, description, appliesTo: [], beginRange: '0', endRange: 'Inf',
      pricePerUnit: { USD: Number(amount).toFixed(10) },
    }]
    return [`${sku}.${code}`, {
      sku, offerTermCode: code, effectiveDate: instant(price.fromAt),
      termAttributes: { LeaseContractLength: `${years}yr`, OfferingClass: offeringClass, PurchaseOption: payment },
      priceDimensions: Object.fromEntries([
        ...payment === 'No Upfront' ? [] : [rate(feeRate, 'Quantity', upfront, 'Upfront Fee')],
        rate(hourlyRate, 'Hrs', hourly, `$${hourly} per ${price.description}, reserved instance applied`),
      ]),
    }]
  }))
}
