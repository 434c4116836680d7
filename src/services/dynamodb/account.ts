// What DynamoDB says of an account and region as a whole. Source: DescribeLimits and DescribeEndpoints, DynamoDB API Reference; "Quotas".

import type { Dynamodb } from '../../../generated/aws/dynamodb.ts'
import { quotas } from './capacity-change.ts'

export const DescribeLimits: Dynamodb['DescribeLimits'] = () => ({
  AccountMaxReadCapacityUnits: quotas.AccountReadUnits!.value, AccountMaxWriteCapacityUnits: quotas.AccountWriteUnits!.value,
  TableMaxReadCapacityUnits: quotas.TableReadUnits!.value, TableMaxWriteCapacityUnits: quotas.TableWriteUnits!.value,
})

export const DescribeEndpoints: Dynamodb['DescribeEndpoints'] = (_, call) =>
  ({ Endpoints: [{ Address: new URL(call.endpoint).host, CachePeriodInMinutes: 1440 }] })
