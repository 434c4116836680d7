// Amazon RDS: reserved DB instances are written over the ledger's commitments; everything else is derived from the model (`derived.ts`).

import { service } from '../../kernel/service.ts'
import {
  DescribeReservedDBInstances, DescribeReservedDBInstancesOfferings, PurchaseReservedDBInstancesOffering,
} from './reserved-instance.ts'

export const rds = service({
  id: 'rds',
  operations: { DescribeReservedDBInstances, DescribeReservedDBInstancesOfferings, PurchaseReservedDBInstancesOffering },
  pageSizes: { DescribeReservedDBInstances: 100, DescribeReservedDBInstancesOfferings: 100 },
})
