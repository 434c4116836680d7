// Which price lists there are, one for an offer, a region and a day, and where their files are found.

import { dayOf } from '../../contract/index.ts'
import type { Pricing } from '../../../generated/aws/pricing.ts'
import { contractOf } from '../../contract/index.ts'
import { arnTemplate, matchArn } from '../../kernel/service.ts'
import { known } from './catalogue.ts'
import { pageOf } from './page.ts'
import { versionOf } from './product.ts'

const template = 'arn:{partition}:pricing:::price-list/{offer}/{currency}/{version}/{regionCode}'
const arnOf = arnTemplate(template)

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

export const GetPriceListFileUrl: Pricing['GetPriceListFileUrl'] = ({ PriceListArn: arn, FileFormat: format }, call) => {
  const { book } = contractOf(call).ledger
  const { offer = '', currency, version = '', regionCode = '' } = matchArn(template, arn) ?? {}
  const isListed = book.offers.codes.has(offer) && currency === 'USD' && /^\d{14}$/.test(version)
    && book.regions.all.some(({ region }) => region === regionCode)
  if (!isListed) throw call.fault('NotFoundException', `The price list ${arn} is not found`)
  if (!['json', 'csv'].includes(format)) throw call.fault('InvalidParameterException', `Price lists are not written as ${format}`)
  return { Url: call.pageUrl(encodeURIComponent(`offers/v1.0/aws/${offer}/${version}/${regionCode}/index.${format}`)) }
}
