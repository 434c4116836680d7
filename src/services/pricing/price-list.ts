// Which price lists there are: one for an offer, a region and a day. Their files are not served; GetProducts tells the same page by page.

import { dayOf } from '../../contract/index.ts'
import type { Pricing } from '../../../generated/aws/pricing.ts'
import { contractOf } from '../../contract/index.ts'
import { arnTemplate } from '../../kernel/service.ts'
import { known } from './catalogue.ts'
import { pageOf } from './page.ts'
import { versionOf } from './product.ts'

const arnOf = arnTemplate('arn:{partition}:pricing:::price-list/{offer}/{currency}/{version}/{regionCode}')

export const ListPriceLists: Pricing['ListPriceLists'] = (input, call) => {
  const { book } = contractOf(call).ledger
  const code = known(book, input.ServiceCode, call)
  if (input.CurrencyCode !== 'USD') throw call.fault('InvalidParameterException', `Price lists are in USD, not in ${input.CurrencyCode}`)
  const at = Math.min(Number(input.EffectiveDate), call.now())
  const regions = book.regions.all.filter(({ region }) => input.RegionCode === undefined || region === input.RegionCode)
  if (regions.length === 0) throw call.fault('InvalidParameterException', `There is no region ${input.RegionCode}`)
  const { items, token } = pageOf(regions, input, `lists/${code}/${input.RegionCode}/${dayOf(at)}`, call)
  return {
    PriceLists: items.map(({ region }) => ({
      PriceListArn: arnOf(call, { offer: code, currency: 'USD', version: versionOf(at), regionCode: region }), RegionCode: region,
      CurrencyCode: 'USD', FileFormats: ['json', 'csv'],
    })),
    ...token,
  }
}
