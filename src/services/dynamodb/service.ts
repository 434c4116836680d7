// Amazon DynamoDB: the manifest. What each noun does is in its own file; what a request means is in `engine/`.

import { parseArn, service } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { DescribeEndpoints, DescribeLimits } from './account.ts'
import { answering } from './answering.ts'
import { BatchGetItem, BatchWriteItem } from './batch.ts'
import { DeleteItem, GetItem, PutItem, UpdateItem } from './item.ts'
import { Query } from './query.ts'
import { reclaim } from './reclaim.ts'
import { Scan } from './scan.ts'
import { endStream, Stream, trimStream } from './stream.ts'
import { CreateTable, DeleteTable, DescribeTable, ListTables } from './table-creation.ts'
import { UpdateTable } from './table-update.ts'
import { Table, tableNameOf } from './table.ts'
import { DescribeTimeToLive, expire, UpdateTimeToLive } from './time-to-live.ts'
import { TransactGetItems, TransactWriteItems } from './transaction.ts'
import { modelFault } from './validation.ts'

export const dynamodb = service({
  id: 'dynamodb',
  resources: [Stream, Table],
  operations: answering({
    BatchGetItem, BatchWriteItem, CreateTable, DeleteItem, DeleteTable, DescribeEndpoints, DescribeLimits, DescribeTable, DescribeTimeToLive, GetItem, ListTables, PutItem, Query,
    Scan, TransactGetItems, TransactWriteItems, UpdateItem, UpdateTable, UpdateTimeToLive,
  }),
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
  timers: { endStream, expire, reclaim, trimStream },
  invalid: modelFault,
  ownPages: true,
  replays: false,
  locate(_operation, { TableName: name }: { readonly TableName?: unknown }) {
    const place = typeof name === 'string' && name.startsWith('arn:') ? parseArn(name) : undefined
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
