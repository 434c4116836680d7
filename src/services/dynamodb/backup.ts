// On-demand backups: a copy of a table's definition and items at one moment, kept until it is deleted, also when the table is gone.
// Source: "On-demand backup and restore for DynamoDB", Developer Guide; CreateBackup and its kin, API Reference.

import type { BackupDetails, BackupSummary, CreateTableInput, Dynamodb } from '../../../generated/aws/dynamodb.ts'
import { resource } from '../../kernel/service.ts'
import type { Call, Table as StoreTable } from '../../kernel/service.ts'
import type { KeySchema } from './engine/key.ts'
import { isFromService } from './access.ts'
import { leave } from './reclaim.ts'
import { contentsKey, itemsOf } from './stored-item.ts'
import type { ItemRecord } from './stored-item.ts'
import { definitionInput } from './table-description.ts'
import { Table, tableNamed, tableNameOf } from './table.ts'
import { invalid } from './validation.ts'

export interface Backup {
  /** Of the source, at the time. */
  readonly table: string
  readonly id: string
  readonly name: string
  readonly status: 'CREATING' | 'AVAILABLE' | 'DELETED'
  /** Names its items in the store. */
  readonly contents: string
  readonly source: { readonly id: string, readonly arn: string, readonly createdAt: number, readonly key: KeySchema }
  readonly definition: CreateTableInput
  readonly timeToLive?: string
  readonly itemCount: number
  readonly sizeBytes: number
  readonly createdAt: number
  /** Made by the service itself, kept until then. */
  readonly expiresAt?: number
}

export const Backup = resource<Backup>({
  name: 'Backup',
  key: ['table', 'id'],
  arn: 'arn:{partition}:dynamodb:{region}:{account}:table/{table}/backup/{id}',
  notFound: 'BackupNotFoundException',
  lifecycle: { field: 'status', settles: { CREATING: { to: 'AVAILABLE', afterMs: 3_000 } } },
})

const pageSize = 100
/** "Point-in-time recovery for DynamoDB", Developer Guide: of a deleted table. */
const systemBackupMs = 35 * 86_400_000

/** The items of all backups of the cell, under the backup's contents and the item's key in its table. */
export function backupItems(call: Call): StoreTable<ItemRecord> {
  return call.table('backup-item')
}

export const CreateBackup: Dynamodb['CreateBackup'] = ({ TableName: given, BackupName: name }, call) => {
  const backup = makeBackup(sourceTable(given, call), name, {}, call)
  return { BackupDetails: detailsOf(backup, call) }
}

/** Of a table that ends otherwise than its owner may want: kept for 35 days. @returns its ARN */
export function makeSystemBackup(table: Table, call: Call): string {
  const expiresAt = call.now() + systemBackupMs
  const backup = makeBackup(table, `${table.name}$DeletedTableBackup`, { expiresAt }, call)
  call.setTimer('expireBackup', `${backup.table}/${backup.id}`, expiresAt)
  return call.arn(Backup, backup)
}

/** Timer. */
export function expireBackup(_payload: unknown, call: Call, { id: place }: { readonly id: string }): void {
  const [table, id] = place.split('/') as [string, string]
  const backup = call.of(Backup).get(table, id)
  if (backup === undefined) return
  call.of(Backup).delete(table, id)
  leave([backup.contents], undefined, call)
}

function makeBackup(table: Table, name: string, more: Pick<Backup, 'expiresAt'>, call: Call): Backup {
  const now = call.now()
  const contents = call.alphanumeric(10)
  const prefix = contentsKey(table.contents)
  let itemCount = 0
  let sizeBytes = 0
  for (const [at, stored] of itemsOf(call).scan({ prefix })) {
    backupItems(call).put(contentsKey(contents) + at.slice(prefix.length), stored.record)
    itemCount += 1
    sizeBytes += stored.sizeBytes
  }
  const { timeToLive } = table
  return call.of(Backup).insert({
    table: table.name, id: `${String(now).padStart(14, '0')}-${call.hex(8)}`,
    name, status: 'CREATING', contents, itemCount, sizeBytes, createdAt: now,
    source: { id: table.id, arn: call.arn(Table, table), createdAt: table.createdAt, key: table.key },
    definition: definitionInput(table),
    ...(timeToLive?.enabled && { timeToLive: timeToLive.attribute }),
    ...more,
  })
}

export const DescribeBackup: Dynamodb['DescribeBackup'] = ({ BackupArn: arn }, call) =>
  ({ BackupDescription: describe(backupOf(arn, call), call) })

export const DeleteBackup: Dynamodb['DeleteBackup'] = ({ BackupArn: arn }, call) => {
  const backup = backupOf(arn, call)
  if (backup.status === 'CREATING') throw call.fault('BackupInUseException', `Backup is being created: ${arn}`)
  call.of(Backup).delete(backup.table, backup.id)
  leave([backup.contents], undefined, call)
  return { BackupDescription: describe({ ...backup, status: 'DELETED' }, call) }
}

export const ListBackups: Dynamodb['ListBackups'] = (input, call) => {
  const { TableName: given, Limit: limit = pageSize, TimeRangeLowerBound: from = -Infinity, TimeRangeUpperBound: before = Infinity } = input
  const start = input.ExclusiveStartBackupArn === undefined ? undefined : backupOf(input.ExclusiveStartBackupArn, call)
  const name = given?.split('/').at(-1)
  const found: BackupSummary[] = []
  if (input.BackupType === 'AWS_BACKUP') return { BackupSummaries: found }
  const { BackupType: type = 'USER' } = input
  for (const backup of call.of(Backup).scan({
    ...(name !== undefined && { within: [name] }),
    ...(start !== undefined && { after: name === undefined ? [start.table, start.id] : [start.id] }),
  })) {
    if (backup.createdAt < from || backup.createdAt >= before || type !== 'ALL' && type !== typeOf(backup)) continue
    if (found.length === limit) return { BackupSummaries: found, LastEvaluatedBackupArn: found.at(-1)!.BackupArn! }
    const { source } = backup
    found.push({ TableName: backup.table, TableId: source.id, TableArn: source.arn, ...detailsOf(backup, call) })
  }
  return { BackupSummaries: found }
}

/** @throws BackupNotFoundException */
export function backupOf(arn: string, call: Call): Backup {
  const [, table, , id] = arn.slice(arn.lastIndexOf(':') + 1).split('/')
  const backup = table === undefined || id === undefined ? undefined : call.of(Backup).get(table, id)
  if (backup !== undefined && call.arn(Backup, backup) === arn) return backup
  throw call.fault('BackupNotFoundException', `Backup not found: ${arn}`)
}

/**
 * A table that backups and restores begin from; a new one is not ready for them.
 * @throws TableNotFoundException, ContinuousBackupsUnavailableException, ValidationException
 */
export function sourceTable(given: string, call: Call): Table {
  const name = tableNameOf(given)
  const table = call.of(Table).get(name)
  if (table === undefined) throw call.fault('TableNotFoundException', `Table not found: ${name}`)
  const isReady = table.status === 'ACTIVE' || table.status === 'UPDATING' || isFromService(call)
  if (table.status === 'CREATING' && !isReady) {
    throw call.fault('ContinuousBackupsUnavailableException', `Backups are being enabled for the table: ${name}. Please retry later`)
  }
  if (!isReady) throw invalid(`Table is not active: ${name}`)
  return tableNamed(given, call)
}

function typeOf({ expiresAt }: Backup): 'USER' | 'SYSTEM' {
  return expiresAt === undefined ? 'USER' : 'SYSTEM'
}

function detailsOf(backup: Backup, call: Call): BackupDetails {
  return {
    BackupArn: call.arn(Backup, backup),
    BackupName: backup.name,
    BackupSizeBytes: backup.sizeBytes,
    BackupStatus: backup.status,
    BackupType: typeOf(backup),
    BackupCreationDateTime: backup.createdAt,
    ...(backup.expiresAt !== undefined && { BackupExpiryDateTime: backup.expiresAt }),
  }
}

function describe(backup: Backup, call: Call) {
  const { source, definition, itemCount, sizeBytes } = backup
  return {
    BackupDetails: detailsOf(backup, call),
    SourceTableDetails: {
      TableName: backup.table, TableId: source.id, TableArn: source.arn, TableSizeBytes: sizeBytes, ItemCount: itemCount,
      KeySchema: definition.KeySchema!, TableCreationDateTime: source.createdAt, BillingMode: definition.BillingMode!,
      ProvisionedThroughput: definition.ProvisionedThroughput ?? { ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
    },
    SourceTableFeatureDetails: {
      ...(definition.LocalSecondaryIndexes !== undefined && { LocalSecondaryIndexes: definition.LocalSecondaryIndexes }),
      ...(definition.GlobalSecondaryIndexes !== undefined && { GlobalSecondaryIndexes: definition.GlobalSecondaryIndexes }),
      ...(backup.timeToLive !== undefined && {
        TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: backup.timeToLive },
      }),
    },
  }
}
