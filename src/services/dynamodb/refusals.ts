// Operations of DynamoDB that are refused, and why.

const bulk = 'Bulk operations are not modelled; BatchWriteItem and ImportTable write many items.'

export const refuses: Readonly<Record<string, string>> = {
  CancelBulkOperation: bulk,
  DescribeBulkOperation: bulk,
  ListBulkOperations: bulk,
  StartBulkPutItems: bulk,
  SearchVectors: 'Vector indexes are not modelled.',
  DescribeTableReplicaAutoScaling: 'Scaling policies are those of Application Auto Scaling, region by region.',
  UpdateTableReplicaAutoScaling: 'Scaling policies are those of Application Auto Scaling, region by region.',
  UpdateGlobalTableSettings: 'The capacity of a replica is changed in its own region, by UpdateTable.',
}
