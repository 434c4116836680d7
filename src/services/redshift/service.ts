// Amazon Redshift: reserved nodes are written over the ledger's commitments; everything else is derived from the model (`derived.ts`).

import { service } from '../../kernel/service.ts'
import { DescribeReservedNodeOfferings, DescribeReservedNodes, PurchaseReservedNodeOffering } from './reserved-node.ts'

const exchange = 'Reserved nodes are not exchanged: buy others when their term is over.'

export const redshift = service({
  id: 'redshift',
  operations: { DescribeReservedNodeOfferings, DescribeReservedNodes, PurchaseReservedNodeOffering },
  refuses: {
    AcceptReservedNodeExchange: exchange, DescribeReservedNodeExchangeStatus: exchange,
      GetReservedNodeExchangeConfigurationOptions: exchange,
    GetReservedNodeExchangeOfferings: exchange,
  },
  pageSizes: { DescribeReservedNodeOfferings: 100, DescribeReservedNodes: 100 },
})
