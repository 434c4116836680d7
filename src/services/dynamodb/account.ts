// What DynamoDB says of an account and region as a whole. Source: DescribeLimits and DescribeEndpoints, DynamoDB API Reference; "Quotas".

import type { Dynamodb } from '../../../generated/aws/dynamodb.ts'

export const DescribeLimits: Dynamodb['DescribeLimits'] = () => ({
  AccountMaxReadCapacityUnits: 80_000, AccountMaxWriteCapacityUnits: 80_000, TableMaxReadCapacityUnits: 40_000,
    TableMaxWriteCapacityUnits: 40_000,
})

export const DescribeEndpoints: Dynamodb['DescribeEndpoints'] = (_, call) =>
  ({ Endpoints: [{ Address: new URL(call.endpoint).host, CachePeriodInMinutes: 1440 }] })
