// Offerings of Savings Plans: one for each type, term, payment option and, for EC2 Instance plans, family and region; their ids are made
// from that. Rates are the on-demand price times what the plan's terms leave of it.

import { createHash } from 'node:crypto'
import type { Savingsplans } from '../../../generated/aws/savingsplans.ts'
import { contractOf, pageOf as worked, priceText, termSeconds } from '../../contract/index.ts'
import type { Price } from '../../contract/index.ts'
import type { Call } from '../../kernel/service.ts'

export interface Offering {
  readonly id: string
  readonly type: 'Compute' | 'EC2Instance'
  readonly years: 1 | 3
  readonly payment: 'All Upfront' | 'Partial Upfront' | 'No Upfront'
  readonly permille: bigint
  readonly family?: string
  readonly region?: string
}

export function* offerings(call: Call): IterableIterator<Offering> {
  const { ledger } = contractOf(call)
  if (!ledger.commitments.sells('savings-plan')) return
  const families = new Set(instances(call).map(({ instanceType }) => instanceType!.split('.')[0]!))
  for (const { programme, years, payment, permille } of ledger.commitments.terms) {
    if (programme === 'Compute') yield { id: idOf(`Compute/${years}/${payment}`), type: 'Compute', years, payment, permille }
    if (programme !== 'EC2Instance') continue
    for (const { region } of ledger.book.regions.all) for (const family of families) {
      yield { id: idOf(`EC2Instance/${years}/${payment}/${family}/${region}`), type: 'EC2Instance', years, payment, permille, family,
        region }
    }
  }
}

function instances(call: Call): Price[] {
  return contractOf(call).ledger.book.list(['ec2'], call.now()).filter(({ instanceType }) => instanceType !== undefined)
}

function idOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
}

export const DescribeSavingsPlansOfferings: Savingsplans['DescribeSavingsPlansOfferings'] = (input, call) => {
  const { offeringIds, paymentOptions, planTypes, durations, filters = [], productType, currencies } = input
  const has = <T>(list: readonly T[] | undefined, value: T) => list === undefined || list.length === 0 || list.includes(value)
  const filterOf = (name: string) => filters.filter(filter => filter.name === name).flatMap(({ values }) => values ?? [])
  const [regions, families] = [filterOf('region'), filterOf('instanceFamily')]
  const found = [...offerings(call)].filter(({ id, type, years, payment, family, region }) => has(offeringIds, id) && has(planTypes, type)
    && has(paymentOptions, payment) && has(durations, termSeconds(years)) && has(currencies, 'USD')
    && (region === undefined ? regions.length === 0 : has(regions, region))
      && (family === undefined ? families.length === 0 : has(families, family))
    && (productType === undefined || productType === 'EC2' || type === 'Compute'))
  const { items, token } = pageOf(found, input, 'offerings', call)
  return {
    searchResults: items.map(({ id, type, years, payment, family, region }) => ({
      offeringId: id, productTypes: type === 'Compute' ? ['EC2', 'Fargate', 'Lambda'] as const : ['EC2'] as const, planType: type,
      description: `${years} year ${payment} ${type === 'Compute' ? 'Compute' : `${family} EC2 Instance`} Savings Plan`,
        paymentOption: payment,
      durationSeconds: termSeconds(years), currency: 'USD' as const, serviceCode: 'ComputeSavingsPlans',
      usageType: `${type}SP:${years}yr${payment.replaceAll(' ', '')}`, operation: '',
      properties: family === undefined ? [] : [{ name: 'instanceFamily' as const, value: family },
        { name: 'region' as const, value: region! }],
    })),
    ...token,
  }
}

export const DescribeSavingsPlansOfferingRates: Savingsplans['DescribeSavingsPlansOfferingRates'] = (input, call) => {
  const { savingsPlanOfferingIds = [], savingsPlanPaymentOptions: payments = [], savingsPlanTypes: types = [], filters = [] } = input
  const values = (name: string) => filters.filter(filter => filter.name === name).flatMap(each => each.values ?? [])
  const has = <T>(list: readonly T[], value: T) => list.length === 0 || list.includes(value)
  const chosen = [...offerings(call)].filter(({ id, payment, type }) =>
    has(savingsPlanOfferingIds, id) && has(payments, payment) && has(types, type))
  const rates = function* () {
    for (const offering of chosen) for (const rate of ratesOf(offering, call)) {
      if (!has(values('region'), rate.region) || !has(values('instanceType'), rate.instanceType)) continue
      if (!has(input.usageTypes ?? [], rate.usageType)) continue
      yield {
        savingsPlanOffering: {
          offeringId: offering.id, paymentOption: offering.payment, planType: offering.type, durationSeconds: termSeconds(offering.years),
          currency: 'USD' as const,
        },
        rate: rate.rate, unit: 'Hrs' as const, productType: 'EC2' as const, serviceCode: 'AmazonEC2' as const, usageType: rate.usageType,
        operation: rate.operation, properties: [{ name: 'instanceType', value: rate.instanceType }, { name: 'region', value: rate.region }],
      }
    }
  }
  const { items, token } = pageOf(rates(), input, 'offering-rates', call)
  return { searchResults: items, ...token }
}

/** What a plan's hours of instances cost: the on-demand price of its day, less its discount, and what licences have risen since. */
export function* ratesOf(offering: Pick<Offering, 'type' | 'permille' | 'family' | 'region'>, call: Call, boughtAt = call.now()) {
  const { book } = contractOf(call).ledger
  for (const { region } of book.regions.all) {
    if (offering.region !== undefined && offering.region !== region) continue
    for (const listed of instances(call)) {
      if (listed.region !== '*') continue
      if (offering.family !== undefined && !listed.instanceType!.startsWith(`${offering.family}.`)) continue
      const price = book.find(call.account, 'ec2', listed.usage, listed.operation, region, boughtAt) ?? listed
      const risen = book.licences.risen(listed.operation, boughtAt, call.now())
      yield {
        region, instanceType: listed.instanceType!, usageType: book.regions.usageType(region, listed.usage),
        operation: listed.operation === '' ? 'RunInstances' : listed.operation,
        rate: priceText(price.tiers[0]!.price * offering.permille / 1000n + risen),
      }
    }
  }
}

interface Asked { readonly nextToken?: string | undefined, readonly maxResults?: number | undefined }

/** A token has the letters that the model allows: those of base64. @throws ValidationException for a token that is not ours */
export function pageOf<T>(items: Iterable<T>, { nextToken, maxResults = 1000 }: Asked, of: string, call: Call<'ValidationException'>) {
  const token = nextToken?.replaceAll('+', '-').replaceAll('/', '_')
  const page = worked(items, { token, limit: maxResults }, of, call, () =>
    call.fault('ValidationException', 'Invalid next token'))
  return { items: page.items, token: page.next === undefined ? {} : { nextToken: page.next.replaceAll('-', '+').replaceAll('_', '/') } }
}
