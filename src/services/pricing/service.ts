// The AWS Price List API, answered from the price book of the ledger. The manifest.

import { coralMessage, Fault, service } from '../../kernel/service.ts'
import type { Violation } from '../../kernel/service.ts'
import { DescribeServices, GetAttributeValues, GetProducts } from './catalogue.ts'
import { ListPriceLists } from './price-list.ts'

export const pricing = service({
  id: 'pricing',
  scope: 'account',
  ownPages: true,
  operations: { DescribeServices, GetAttributeValues, GetProducts, ListPriceLists },
  refuses: { GetPriceListFileUrl: 'Price list files are not served: GetProducts tells the same products page by page.' },
  invalid: (violations: readonly Violation[]) => new Fault('InvalidParameterException', coralMessage(violations), 400),
})
