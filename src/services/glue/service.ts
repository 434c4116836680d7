// AWS Glue: the manifest of the Data Catalog's heart, written by hand: databases, tables with their versions, partitions and what is known
// of columns. Jobs, crawlers and the other kinds are derived from the model.

import { service } from '../../kernel/service.ts'
import {
  DeleteColumnStatisticsForPartition, DeleteColumnStatisticsForTable, GetColumnStatisticsForPartition, GetColumnStatisticsForTable,
  UpdateColumnStatisticsForPartition, UpdateColumnStatisticsForTable,
} from './column-statistics.ts'
import { CreateDatabase, DeleteDatabase, GetDatabase, GetDatabases, UpdateDatabase } from './database.ts'
import {
  BatchCreatePartition, BatchDeletePartition, BatchGetPartition, BatchUpdatePartition, CreatePartition, DeletePartition, GetPartition,
  UpdatePartition,
} from './partition.ts'
import { CreatePartitionIndex, DeletePartitionIndex, GetPartitionIndexes } from './partition-index.ts'
import { GetPartitions } from './partition-list.ts'
import { Database } from './stored-database.ts'
import { Table } from './stored-table.ts'
import { BatchDeleteTable, CreateTable, DeleteTable, GetTable, GetTables, UpdateTable } from './table.ts'
import { BatchDeleteTableVersion, DeleteTableVersion, GetTableVersion, GetTableVersions } from './table-version.ts'

export const glue = service({
  id: 'glue',
  resources: [Database, Table],
  operations: {
    BatchCreatePartition, BatchDeletePartition, BatchDeleteTable, BatchDeleteTableVersion, BatchGetPartition, BatchUpdatePartition,
    CreateDatabase, CreatePartition, CreatePartitionIndex, CreateTable, DeleteColumnStatisticsForPartition,
    DeleteColumnStatisticsForTable, DeleteDatabase, DeletePartition, DeletePartitionIndex, DeleteTable, DeleteTableVersion,
    GetColumnStatisticsForPartition, GetColumnStatisticsForTable, GetDatabase, GetDatabases, GetPartition, GetPartitionIndexes,
    GetPartitions, GetTable, GetTables, GetTableVersion, GetTableVersions, UpdateColumnStatisticsForPartition,
    UpdateColumnStatisticsForTable, UpdateDatabase, UpdatePartition, UpdateTable,
  },
  // A catalog is an account's; another's is asked there.
  locate: (_operation, { CatalogId: id }: { readonly CatalogId?: string }) =>
    id !== undefined && /^\d{12}$/.test(id) ? { account: id } : undefined,
})
