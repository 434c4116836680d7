// Amazon DynamoDB: the manifest. What each noun does is in its own file; what a request means is in `engine/`.

import { malformedWords } from '../../engines/table-words.ts'
import { parseArn, service } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { policyOf, targetOf } from './access.ts'
import { DescribeEndpoints, DescribeLimits } from './account.ts'
import { answering } from './answering.ts'
import { Backup, CreateBackup, DeleteBackup, DescribeBackup, expireBackup, ListBackups } from './backup.ts'
import { BatchGetItem, BatchWriteItem } from './batch.ts'
import { DescribeContinuousBackups, forget, UpdateContinuousBackups } from './continuous-backup.ts'
import { DescribeContributorInsights, ListContributorInsights, UpdateContributorInsights } from './contributor-insights.ts'
import {
  CreateGlobalTable, DescribeGlobalTable, DescribeGlobalTableSettings, ListGlobalTables, UpdateGlobalTable,
} from './global-table.ts'
import { GlobalTableResource } from './global-table-resource.ts'
import { DescribeExport, Export, ExportTableToPointInTime, ListExports, runExport } from './export.ts'
import { DescribeImport, Import, ImportTable, ListImports, runImport } from './import.ts'
import { refuses } from './refusals.ts'
import { DeleteItem, GetItem, PutItem, UpdateItem } from './item.ts'
import { deliver, openDestination } from './kinesis-delivery.ts'
import {
  DescribeKinesisStreamingDestination, DisableKinesisStreamingDestination, EnableKinesisStreamingDestination,
    UpdateKinesisStreamingDestination,
} from './kinesis-destination.ts'
import { BatchExecuteStatement, ExecuteStatement, ExecuteTransaction } from './partiql.ts'
import { quotas } from './capacity-change.ts'
import { Query } from './query.ts'
import { reclaim } from './reclaim.ts'
import { passOnNow } from './replica-settings.ts'
import { joinReplica, leaveReplica, partReplica } from './replica.ts'
import { replicate, trimTombstones } from './replication.ts'
import { DeleteResourcePolicy, GetResourcePolicy, PutResourcePolicy } from './resource-policy.ts'
import { RestoreTableFromBackup, RestoreTableToPointInTime } from './restore.ts'
import { Scan } from './scan.ts'
import { endStream, Stream, trimStream } from './stream.ts'
import { CreateTable, DeleteTable, DescribeTable, ListTables } from './table-creation.ts'
import { UpdateTable } from './table-update.ts'
import { archive, tryKey } from './table-key.ts'
import { provisionOf } from './table-metrics.ts'
import { Table, tableNameOf } from './table.ts'
import { DescribeTimeToLive, expire, UpdateTimeToLive } from './time-to-live.ts'
import { TransactGetItems, TransactWriteItems } from './transaction.ts'
import { modelFault } from './validation.ts'
import { tellWeight } from './weight.ts'

export const dynamodb = service({
  id: 'dynamodb',
  resources: [Stream, Backup, Export, Import, Table, GlobalTableResource],
  operations: answering({
    BatchExecuteStatement, BatchGetItem, BatchWriteItem, CreateBackup, CreateGlobalTable, CreateTable, DeleteBackup, DeleteItem,
    DeleteResourcePolicy, DeleteTable, DescribeBackup, DescribeContinuousBackups, DescribeContributorInsights, DescribeEndpoints,
    DescribeExport, DescribeGlobalTable, DescribeGlobalTableSettings, DescribeImport, DescribeKinesisStreamingDestination,
    DescribeLimits, DescribeTable, DescribeTimeToLive, DisableKinesisStreamingDestination, EnableKinesisStreamingDestination,
    ExecuteStatement, ExecuteTransaction, ExportTableToPointInTime, GetItem, GetResourcePolicy, ImportTable, ListBackups,
    ListContributorInsights, ListExports, ListGlobalTables, ListImports, ListTables, PutItem, PutResourcePolicy, Query,
    RestoreTableFromBackup, RestoreTableToPointInTime, Scan, TransactGetItems, TransactWriteItems, UpdateContinuousBackups,
    UpdateContributorInsights, UpdateGlobalTable, UpdateItem, UpdateKinesisStreamingDestination, UpdateTable, UpdateTimeToLive,
  }),
  refuses,
  tagging: {
    resource: Table,
    tag: 'TagResource',
    untag: 'UntagResource',
    list: 'ListTagsOfResource',
    identify: ({ ResourceArn: arn }: { readonly ResourceArn: string }, call: Call) => [taggedTable(arn, call)],
  },
  // "Logging DynamoDB operations by using AWS CloudTrail", DynamoDB Developer Guide.
  dataEvents: [
    'BatchExecuteStatement', 'BatchGetItem', 'BatchWriteItem', 'DeleteItem', 'ExecuteStatement', 'ExecuteTransaction', 'GetItem', 'PutItem',
    'Query', 'Scan', 'TransactGetItems', 'TransactWriteItems', 'UpdateItem',
  ],
  timers: {
    archive, deliver, openDestination, endStream, expire, expireBackup, runExport, runImport, joinReplica, leaveReplica, partReplica,
      passOn: passOnNow,
    reclaim, replicate, tellWeight, trimHistory: forget, trimStream, trimTombstones, tryKey,
  },
  quotas,
  gauge: provisionOf,
  target: targetOf,
  resourcePolicy: policyOf,
  invalid: modelFault,
  malformed: malformedWords,
  ownPages: true,
  replays: false,
  locate(_operation, { TableName: name }: { readonly TableName?: unknown }) {
    const place = typeof name === 'string' && name.includes(':') ? parseArn(name) : undefined
    return place === undefined ? undefined : { account: place.account }
  },
})

/** The name of the table that an ARN names. @throws ResourceNotFoundException */
function taggedTable(arn: string, call: Call): string {
  const name = tableNameOf(arn)
  const table = call.of(Table).get(name)
  if (table !== undefined && call.arn(Table, table) === arn) return name
  throw call.fault('ResourceNotFoundException', `Requested resource not found: ResourcArn: ${arn} not found`)
}
