// Amazon ElastiCache: reserved nodes are written over the ledger's commitments; everything else is derived from the model (`derived.ts`).

import { service } from '../../kernel/service.ts'
import { DescribeReservedCacheNodes, DescribeReservedCacheNodesOfferings, PurchaseReservedCacheNodesOffering } from './reserved-node.ts'

export const elasticache = service({
  id: 'elasticache',
  operations: { DescribeReservedCacheNodes, DescribeReservedCacheNodesOfferings, PurchaseReservedCacheNodesOffering },
  pageSizes: { DescribeReservedCacheNodes: 100, DescribeReservedCacheNodesOfferings: 100 },
})
