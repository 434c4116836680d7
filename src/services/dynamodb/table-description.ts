// A table as AWS describes it.

import type {
  CreateTableInput, GlobalSecondaryIndexDescription, LocalSecondaryIndexDescription, ProvisionedThroughput, TableDescription,
} from '../../../generated/aws/dynamodb.ts'
import type { Call } from '../../kernel/service.ts'
import { decreasesToday } from './capacity-change.ts'
import type { Provision } from './capacity-change.ts'
import { Stream } from './stream.ts'
import type { KeySchema } from './engine/key.ts'
import { indexArn, Table } from './table.ts'
import type { Capacity, Index, OnDemandLimits, Projection } from './table.ts'
import { warmUnits } from './throttle.ts'
import { loadOf } from './weight.ts'

export function describeTable(table: Table, call: Call): TableDescription {
  const { name, status, indexes, leaving, stream, lastStreamLabel } = table
  const { items, bytes } = loadOf(table.contents, call)
  const locals = indexes.filter(({ kind }) => kind === 'local')
  const globals = [...indexes, ...(leaving !== undefined && status !== 'ACTIVE' ? [leaving] : [])].filter(({ kind }) => kind === 'global')
  return {
    AttributeDefinitions: table.attributes.map(attribute => ({ AttributeName: attribute.name, AttributeType: attribute.type })),
    TableName: name,
    KeySchema: describeKey(table.key),
    TableStatus: status,
    CreationDateTime: table.createdAt,
    ProvisionedThroughput: describeThroughput(table, call),
    TableSizeBytes: bytes,
    ItemCount: items,
    TableArn: call.arn(Table, table),
    TableId: table.id,
    ...describeBilling(table),
    ...(locals.length > 0 && { LocalSecondaryIndexes: locals.map(index => describeLocal(table, index, call)) }),
    ...(globals.length > 0 && { GlobalSecondaryIndexes: globals.map(index => describeGlobal(table, index, call)) }),
    ...(stream !== undefined && { StreamSpecification: { StreamEnabled: true, StreamViewType: stream.view } }),
    ...(lastStreamLabel !== undefined && {
      LatestStreamLabel: lastStreamLabel, LatestStreamArn: call.arn(Stream, { table: name, label: lastStreamLabel } as Stream),
    }),
    ...describeOrigin(table),
    ...describeReplicas(table, call),
    ...describeEncryption(table),
    ...(table.tableClass !== undefined && {
      TableClassSummary: {
        TableClass: table.tableClass.name,
        ...(table.tableClass.changedAt !== undefined && { LastUpdateDateTime: table.tableClass.changedAt }),
      },
    }),
    DeletionProtectionEnabled: table.deletionProtected,
    ...describeLimits(table.onDemand),
    WarmThroughput: { ...warmOf(table, undefined, call), Status: status === 'ACTIVE' ? 'ACTIVE' : 'UPDATING' },
  }
}

function describeThroughput(provision: Provision, call: Call): TableDescription['ProvisionedThroughput'] & object {
  const { capacity, increasedAt, decreases = [] } = provision
  return {
    NumberOfDecreasesToday: decreasesToday(provision, call.now()).length,
    ReadCapacityUnits: capacity.readUnits,
    WriteCapacityUnits: capacity.writeUnits,
    ...(increasedAt !== undefined && { LastIncreaseDateTime: increasedAt }),
    ...(decreases.length > 0 && { LastDecreaseDateTime: decreases.at(-1)! }),
  }
}

function describeBilling({ billingMode, onDemandSince, status }: Table): Pick<TableDescription, 'BillingModeSummary'> {
  if (billingMode === 'PROVISIONED' && onDemandSince === undefined) return {}
  return {
    BillingModeSummary: {
      BillingMode: billingMode,
      ...(onDemandSince !== undefined && status !== 'CREATING' && { LastUpdateToPayPerRequestDateTime: onDemandSince }),
    },
  }
}

/** The other members, as DescribeTable shows them. */
function describeReplicas({ name, global, status }: Table, call: Call): Pick<TableDescription, 'Replicas' | 'GlobalTableVersion'> {
  if (global === undefined) return {}
  const replicas = global.replicas.map(({ region, status: own, because, keyId, readUnits, tableClass }) => ({
    RegionName: region,
    ReplicaStatus: own === 'ACTIVE' && status === 'DELETING' ? 'DELETING' : own,
    ReplicaArn: call.arn(Table, { name } as Table).replace(`:${call.region}:`, `:${region}:`),
    ...(because !== undefined && { ReplicaStatusDescription: because }),
    ...(keyId !== undefined && { KMSMasterKeyId: keyId }),
    ...(readUnits !== undefined && { ProvisionedThroughputOverride: { ReadCapacityUnits: readUnits } }),
    ...(tableClass !== undefined && { ReplicaTableClassSummary: { TableClass: tableClass } }),
  }))
  return { GlobalTableVersion: global.version, Replicas: replicas }
}

function describeOrigin({ restoredFrom }: Table): Pick<TableDescription, 'RestoreSummary'> {
  if (restoredFrom === undefined) return {}
  const { tableArn, backupArn, at } = restoredFrom
  return {
    RestoreSummary: {
      ...(backupArn !== undefined && { SourceBackupArn: backupArn }), SourceTableArn: tableArn, RestoreDateTime: at,
        RestoreInProgress: false,
    },
  }
}

function describeEncryption({ encryption, archived }: Table): Pick<TableDescription, 'SSEDescription' | 'ArchivalSummary'> {
  if (encryption === undefined) return {}
  const { keyArn, inaccessibleAt } = encryption
  return {
    SSEDescription: {
      Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn: keyArn,
      ...(inaccessibleAt !== undefined && { InaccessibleEncryptionDateTime: inaccessibleAt }),
    },
    ...(archived !== undefined && {
      ArchivalSummary: {
        ArchivalDateTime: archived.at, ArchivalReason: 'INACCESSIBLE_ENCRYPTION_CREDENTIALS', ArchivalBackupArn: archived.backupArn,
      },
    }),
  }
}

function describeLocal(table: Table, index: Index, call: Call): LocalSecondaryIndexDescription {
  const { items, bytes } = loadOf(index.contents, call)
  return {
    IndexName: index.name,
    KeySchema: describeKey(index.key),
    Projection: describeProjection(index.projection),
    IndexSizeBytes: bytes,
    ItemCount: items,
    IndexArn: indexArn(table, index, call),
  }
}

function describeGlobal(table: Table, index: Index, call: Call): GlobalSecondaryIndexDescription {
  const state = table.leaving === index ? 'DELETING' : table.status === 'ACTIVE' ? 'ACTIVE' : index.status
  return {
    ...describeLocal(table, index, call),
    IndexStatus: state,
    ...(state === 'CREATING' && table.status === 'UPDATING' && { Backfilling: true }),
    ProvisionedThroughput: describeThroughput(index, call),
    ...describeLimits(index.onDemand),
    WarmThroughput: { ...warmOf(table, index, call), Status: state === 'ACTIVE' ? 'ACTIVE' : 'UPDATING' },
  }
}

function describeLimits(limits: OnDemandLimits | undefined): Pick<TableDescription, 'OnDemandThroughput'> {
  if (limits === undefined) return {}
  return { OnDemandThroughput: { MaxReadRequestUnits: limits.maxReadUnits ?? -1, MaxWriteRequestUnits: limits.maxWriteUnits ?? -1 } }
}

/** "Warm throughput", DynamoDB Developer Guide. */
function warmOf(table: Table, index: Index | undefined, call: Call) {
  return { ReadUnitsPerSecond: warmUnits(table, index, 'read', call), WriteUnitsPerSecond: warmUnits(table, index, 'write', call) }
}

function describeKey(key: KeySchema): { AttributeName: string, KeyType: string }[] {
  return [
    ...key.hash.map(({ name }) => ({ AttributeName: name, KeyType: 'HASH' })),
    ...key.range.map(({ name }) => ({ AttributeName: name, KeyType: 'RANGE' })),
  ]
}

function describeProjection({ type, names }: Projection): { ProjectionType: string, NonKeyAttributes?: readonly string[] } {
  return { ProjectionType: type, ...(names !== undefined && { NonKeyAttributes: names }) }
}

/** A table's definition as CreateTable would take it: what backups keep. */
export function definitionInput(table: Table): CreateTableInput {
  const throughput = (capacity: Capacity): { ProvisionedThroughput?: ProvisionedThroughput } => table.billingMode === 'PAY_PER_REQUEST' ? {}
    : { ProvisionedThroughput: { ReadCapacityUnits: capacity.readUnits, WriteCapacityUnits: capacity.writeUnits } }
  const index = (each: Index) => ({ IndexName: each.name, KeySchema: describeKey(each.key),
    Projection: describeProjection(each.projection) })
  const locals = table.indexes.filter(({ kind }) => kind === 'local')
  const globals = table.indexes.filter(({ kind }) => kind === 'global')
  return {
    TableName: table.name,
    AttributeDefinitions: table.attributes.map(attribute => ({ AttributeName: attribute.name, AttributeType: attribute.type })),
    KeySchema: describeKey(table.key),
    BillingMode: table.billingMode,
    ...throughput(table.capacity),
    ...(locals.length > 0 && { LocalSecondaryIndexes: locals.map(index) }),
    ...(globals.length > 0 && { GlobalSecondaryIndexes: globals.map(each => ({ ...index(each), ...throughput(each.capacity) })) }),
  }
}
