// Making a table from a backup, or as it was at a time. What restores leave out, AWS leaves out too: streams, time to live, policies, tags,
// point-in-time recovery. Source: RestoreTableFromBackup and RestoreTableToPointInTime, DynamoDB API Reference.

import type { CreateTableInput, Dynamodb, RestoreTableFromBackupInput,
  RestoreTableToPointInTimeInput } from '../../../generated/aws/dynamodb.ts'
import type { Call } from '../../kernel/service.ts'
import { Backup, backupItems, backupOf, sourceTable } from './backup.ts'
import { restorable } from './continuous-backup.ts'
import { itemsAt } from './history.ts'
import { writeItem } from './item-write.ts'
import { contentsKey, itemKey, StoredItem } from './stored-item.ts'
import { makeTable } from './table-creation.ts'
import { definitionInput, describeTable } from './table-description.ts'
import { checkTableName, Table } from './table.ts'
import { invalid } from './validation.ts'
import { loadOf } from './weight.ts'

type Overrides = Omit<RestoreTableFromBackupInput & RestoreTableToPointInTimeInput, 'BackupArn'>

export const RestoreTableFromBackup: Dynamodb['RestoreTableFromBackup'] = (input, call) => {
  const backup = backupOf(input.BackupArn, call)
  if (backup.status !== 'AVAILABLE') throw call.fault('BackupInUseException', `Backup is not available: ${input.BackupArn}`)
  const origin = { tableArn: backup.source.arn, backupArn: call.arn(Backup, backup), at: backup.createdAt }
  const table = target(backup.definition, input, origin, call)
  for (const [, record] of backupItems(call).scan({ prefix: contentsKey(backup.contents) })) lay(table, StoredItem.from(record), call)
  meterRestored(table, call)
  return { TableDescription: describeTable(table, call) }
}

export const RestoreTableToPointInTime: Dynamodb['RestoreTableToPointInTime'] = (input, call) => {
  const given = input.SourceTableName ?? input.SourceTableArn
  if (given === undefined) throw invalid('Either SourceTableName or SourceTableArn must be specified')
  const source = sourceTable(given, call)
  const times = restorable(source, call.now())
  if (times === undefined) {
    throw call.fault('PointInTimeRecoveryUnavailableException', `Point in time recovery is not enabled for table '${source.name}'`)
  }
  const at = input.UseLatestRestorableTime ? times.latestAt : input.RestoreDateTime
  if (at === undefined) throw invalid('Either RestoreDateTime or UseLatestRestorableTime must be specified')
  if (at < Math.floor(times.earliestAt / 1000) * 1000 || at > times.latestAt) {
    throw call.fault('InvalidRestoreTimeException',
      'The RestoreDateTime is outside of the EarliestRestorableDateTime and LatestRestorableDateTime')
  }
  const items = itemsAt(source, at, call)
  const table = target(definitionInput(source), input, { tableArn: call.arn(Table, source), at }, call)
  for (const stored of items.values()) lay(table, stored, call)
  meterRestored(table, call)
  return { TableDescription: describeTable(table, call) }
}

function target(definition: CreateTableInput, input: Overrides, origin: NonNullable<Table['restoredFrom']>, call: Call): Table {
  const { TargetTableName: name, BillingModeOverride: billingMode, ProvisionedThroughputOverride: throughput } = input
  checkTableName(name)
  if (call.of(Table).get(name) !== undefined) throw call.fault('TableAlreadyExistsException', `Table already exists: ${name}`)
  const { ProvisionedThroughput: previous, GlobalSecondaryIndexes: globals, LocalSecondaryIndexes: locals, ...rest } = definition
  const isOnDemand = (billingMode ?? definition.BillingMode) === 'PAY_PER_REQUEST'
  const indexes = (input.GlobalSecondaryIndexOverride ?? globals ?? []).map(({ ProvisionedThroughput: own, ...index }) =>
    ({ ...index, ...(!isOnDemand && { ProvisionedThroughput: own ?? throughput ?? previous! }) }))
  const kept = input.LocalSecondaryIndexOverride ?? locals ?? []
  const whole: CreateTableInput = {
    ...rest, TableName: name,
    ...(billingMode !== undefined && { BillingMode: billingMode }),
    ...(!isOnDemand && (throughput ?? previous) !== undefined && { ProvisionedThroughput: (throughput ?? previous)! }),
    ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes }),
    ...(kept.length > 0 && { LocalSecondaryIndexes: kept }),
    ...(input.SSESpecificationOverride !== undefined && { SSESpecification: input.SSESpecificationOverride }),
  }
  return makeTable({ ...whole, AttributeDefinitions: usedDefinitions(whole) }, call, origin)
}

/** Attributes of keys that the overrides have taken away need no definition. */
function usedDefinitions(input: CreateTableInput): NonNullable<CreateTableInput['AttributeDefinitions']> {
  const keys = [input, ...input.GlobalSecondaryIndexes ?? [], ...input.LocalSecondaryIndexes ?? []]
  const used = new Set(keys.flatMap(({ KeySchema: schema = [] }) => schema.map(({ AttributeName: name }) => name)))
  return (input.AttributeDefinitions ?? []).filter(({ AttributeName: name }) => used.has(name))
}

function meterRestored(table: Table, call: Call): void {
  const { bytes } = loadOf(table.contents, call)
  if (bytes > 0) call.meter('RestoreDataSize-Bytes', bytes, { resource: call.arn(Table, table) })
}

function lay(table: Table, { item, sizeBytes }: StoredItem, call: Call): void {
  writeItem(table, itemKey(table, item), undefined, item, sizeBytes, call)
}
