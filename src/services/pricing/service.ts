// The AWS Price List API, answered from the price book of the ledger. The manifest.

import { coralMessage, Fault, service } from '../../kernel/service.ts'
import type { Violation } from '../../kernel/service.ts'
import { DescribeServices, GetAttributeValues, GetProducts } from './catalogue.ts'
import { priceFilePage, priceFiles } from './price-file.ts'
import { GetPriceListFileUrl, ListPriceLists } from './price-list.ts'

export const pricing = service({
  id: 'pricing',
  scope: 'account',
  ownPages: true,
  operations: { DescribeServices, GetAttributeValues, GetPriceListFileUrl, GetProducts, ListPriceLists },
  page: priceFilePage,
  web: { 'price-list': priceFiles },
  invalid: (violations: readonly Violation[]) => new Fault('InvalidParameterException', coralMessage(violations), 400),
})
