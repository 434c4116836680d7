// What the Price List API tells of services and their products. Source: AWS Price List API Reference.

import type { Pricing } from '../../../generated/aws/pricing.ts'
import { contractOf } from '../../contract/index.ts'
import type { PriceBook } from '../../contract/index.ts'
import type { Call } from '../../kernel/service.ts'
import { pageOf } from './page.ts'
import { priceListEntry, productsOf } from './product.ts'
import type { Product } from './product.ts'

type PricingCall = Call<'NotFoundException' | 'InvalidParameterException' | 'InvalidNextTokenException'>

export const DescribeServices: Pricing['DescribeServices'] = (input, call) => {
  const { book } = contractOf(call).ledger
  const codes = input.ServiceCode === undefined ? [...book.offers.codes.keys()].sort() : [known(book, input.ServiceCode, call)]
  const { items, token } = pageOf(codes, input, `services/${input.ServiceCode}`, call)
  return {
    Services: items.map(ServiceCode => ({ ServiceCode, AttributeNames: attributesOf(book, ServiceCode, call.now()) })),
      FormatVersion: 'aws_v1', ...token,
  }
}

export const GetAttributeValues: Pricing['GetAttributeValues'] = (input, call) => {
  const { book } = contractOf(call).ledger
  const code = known(book, input.ServiceCode, call)
  const values = new Set<string>()
  for (const product of productsOf(book, code, call.now())) {
    const value = fieldOf(product, input.AttributeName)
    if (value !== undefined) values.add(value)
  }
  if (values.size === 0) throw call.fault('NotFoundException', `Attribute ${input.AttributeName} of ${code} is not found`)
  const { items, token } = pageOf([...values].sort(), input, `values/${code}/${input.AttributeName}`, call)
  return { AttributeValues: items.map(Value => ({ Value })), ...token }
}

/** Each entry is JSON in a text; the codec writes it so, as the model asks. */
export const GetProducts: Pricing['GetProducts'] = (input, call) => {
  const { book } = contractOf(call).ledger
  const code = known(book, input.ServiceCode, call)
  const filters = input.Filters ?? []
  const tests = filters.map(({ Type, Field, Value }) => (product: Product) => fits(Type, fieldOf(product, Field), Value))
  const sold = contractOf(call).ledger.commitments
  const region = filters.find(({ Field, Type }) => Field === 'regionCode' && Type === 'TERM_MATCH')?.Value
  const { items, token } = pageOf(matching(book, code, call.now(), tests, region), input, `products/${code}/${JSON.stringify(filters)}`,
    call)
  return { FormatVersion: 'aws_v1', PriceList: items.map(product => priceListEntry(product, code, call.now(), sold) as never), ...token }
}

function* matching(
  book: PriceBook, code: string, at: number, tests: readonly ((product: Product) => boolean)[], region: string | undefined,
): IterableIterator<Product> {
  for (const product of productsOf(book, code, at, region)) if (tests.every(test => test(product))) yield product
}

function fits(type: string, found: string | undefined, wanted: string): boolean {
  if (found === undefined) return type === 'NONE_OF'
  switch (type) {
    case 'CONTAINS': return found.toLowerCase().includes(wanted.toLowerCase())
    case 'ANY_OF': return wanted.split(',').includes(found)
    case 'NONE_OF': return !wanted.split(',').includes(found)
    default: return found.toLowerCase() === wanted.toLowerCase()
  }
}

function fieldOf({ sku, productFamily, attributes }: Product, name: string): string | undefined {
  if (name.toLowerCase() === 'sku') return sku
  if (name.toLowerCase() === 'productfamily') return productFamily
  return attributes[name] ?? attributes[Object.keys(attributes).find(key => key.toLowerCase() === name.toLowerCase()) ?? '']
}

function attributesOf(book: PriceBook, code: string, at: number): string[] {
  const names = new Set(['productFamily'])
  for (const { attributes } of productsOf(book, code, at, 'us-east-1')) for (const name of Object.keys(attributes)) names.add(name)
  return [...names].sort()
}

/** @throws InvalidParameterException */
export function known(book: PriceBook, code: string, call: PricingCall): string {
  if (book.offers.codes.has(code)) return code
  throw call.fault('InvalidParameterException', `Input Parameters are invalid. The service code ${code} is not known`)
}
