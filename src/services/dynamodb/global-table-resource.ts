// AWS::DynamoDB::GlobalTable for Cloud Control and CloudFormation: one resource for a table in several regions. The region it is made in
// holds the first replica, which the others are made from. Capacity that scales is registered with Application Auto Scaling, in the region
// where it scales. Source: the resource type's schema in the CloudFormation registry.

import type { CreateReplicationGroupMemberAction } from '../../../generated/aws/dynamodb.ts'
import { resource } from '../../kernel/service.ts'
import type { Call, CloudFormationHandlers, Properties } from '../../kernel/service.ts'
import { replication } from './access.ts'
import { bring, creation, own, readTable, tableNames, updates } from './cloud-formation.ts'
import { scale } from './scaled-capacity.ts'
import type { Scaled } from './scaled-capacity.ts'
import { invalid } from './validation.ts'

interface GlobalIndex {
  readonly IndexName: string
  readonly WriteProvisionedThroughputSettings?: WriteSettings
  readonly WriteOnDemandThroughputSettings?: { readonly MaxWriteRequestUnits?: number }
}
interface WriteSettings { readonly WriteCapacityAutoScalingSettings?: Scaled }
interface ReadSettings { readonly ReadCapacityUnits?: number, readonly ReadCapacityAutoScalingSettings?: Scaled }

/** A replica's own properties; those that a table has by the same name go there as they are. */
interface Replica extends Properties {
  readonly Region: string
  readonly ReadProvisionedThroughputSettings?: ReadSettings
  readonly ReadOnDemandThroughputSettings?: { readonly MaxReadRequestUnits?: number }
  readonly SSESpecification?: { readonly KMSMasterKeyId: string }
  readonly GlobalSecondaryIndexes?: readonly {
    readonly IndexName: string, readonly ReadProvisionedThroughputSettings?: ReadSettings
    readonly ReadOnDemandThroughputSettings?: { readonly MaxReadRequestUnits?: number }
  }[]
}

const ofTable = ['AttributeDefinitions', 'KeySchema', 'LocalSecondaryIndexes', 'StreamSpecification', 'TimeToLiveSpecification',
  'WarmThroughput'] as const
const ofReplica = ['TableClass', 'DeletionProtectionEnabled', 'PointInTimeRecoverySpecification', 'ContributorInsightsSpecification',
  'KinesisStreamSpecification', 'Tags', 'ResourcePolicy'] as const

const cloudFormation: CloudFormationHandlers = {
  type: 'AWS::DynamoDB::GlobalTable',
  primaryIdentifier: ['TableName'],
  readOnly: ['Arn', 'StreamArn', 'TableId'],
  createOnly: ['LocalSecondaryIndexes', 'TableName', 'KeySchema'],

  async create(properties, call) {
    const name = String(properties.TableName ?? `Table-${call.alphanumeric(12).toUpperCase()}`)
    const first = tableProperties(properties, replicaIn(properties, call.region))
    await call.to('dynamodb').CreateTable(creation(name, first))
    await bring(name, first, {}, call)
    await scale(name, properties, call.region, call)
    for (const replica of replicasOf(properties)) if (replica.Region !== call.region) await join(name, properties, replica, call)
    return name
  },

  async read(name, call) {
    const { Table: table } = await call.to('dynamodb').DescribeTable({ TableName: name })
    const regions = [call.region, ...table!.Replicas?.map(({ RegionName: region }) => region!) ?? []]
    const local = await readTable(name, call)
    const replicas: Properties[] = []
    for (const Region of regions) replicas.push({ Region, ...chosen(Region === call.region ? local : await readTable(name, call, Region)) })
    const shared = Object.entries(local).filter(([property]) => !(ofReplica as readonly string[]).includes(property))
    const { ProvisionedThroughput: throughput, ...rest } = Object.fromEntries(shared)
    return { ...rest, TableId: table!.TableId, Replicas: replicas, ...(throughput !== undefined && {
      WriteProvisionedThroughputSettings: { WriteCapacityAutoScalingSettings: fixedAt(table!.ProvisionedThroughput!.WriteCapacityUnits!) },
    }) }
  },

  async update(name, wanted, before, call) {
    const db = call.to('dynamodb', { principal: replication })
    const place = (properties: Properties) => tableProperties(properties, replicaIn(properties, call.region))
    for (const change of updates(name, place(wanted), place(before))) await db.UpdateTable(change)
    const known = replicasOf(before)
    for (const { Region: region } of known) {
      if (replicasOf(wanted).some(each => each.Region === region)) continue
      await db.UpdateTable({ TableName: name, ReplicaUpdates: [{ Delete: { RegionName: region } }] })
    }
    for (const replica of replicasOf(wanted)) {
      const last = known.find(each => each.Region === replica.Region)
      if (last === undefined) await join(name, wanted, replica, call)
      else await follow(name, tableProperties(wanted, replica), tableProperties(before, last), replica.Region, call)
    }
    await scale(name, wanted, call.region, call)
  },

  async delete(name, call) {
    const { Table: table } = await call.to('dynamodb').DescribeTable({ TableName: name })
    for (const { RegionName: region } of table!.Replicas ?? []) {
      await call.to('dynamodb', { region: region!, principal: own }).DeleteTable({ TableName: name })
    }
    await call.to('dynamodb', { principal: own }).DeleteTable({ TableName: name })
  },

  list: call => tableNames(call),
}

/** What the resource is called, beside its tables. */
export const GlobalTableResource = resource<{ readonly name: string }>({
  name: 'GlobalTableResource', key: 'name', arn: 'arn:{partition}:dynamodb:{region}:{account}:table/{name}',
  notFound: 'ResourceNotFoundException', cloudFormation,
})

function replicasOf({ Replicas: replicas = [] }: Properties): readonly Replica[] {
  return replicas as readonly Replica[]
}

/** @throws ValidationException where the resource has none in the region it is made in */
function replicaIn(properties: Properties, region: string): Replica {
  const found = replicasOf(properties).find(each => each.Region === region)
  if (found === undefined) throw invalid(`Replicas must include the region that the resource is made in: ${region}`)
  return found
}

/** Makes a replica and what stands beside it. */
async function join(name: string, properties: Properties, replica: Replica, call: Call): Promise<void> {
  const { Region: region, SSESpecification: encryption, TableClass: tableClass } = replica
  const wanted = tableProperties(properties, replica)
  const throughput = (wanted.ProvisionedThroughput as { readonly ReadCapacityUnits: number } | undefined)?.ReadCapacityUnits
  const create: CreateReplicationGroupMemberAction = {
    RegionName: region,
    ...(encryption !== undefined && { KMSMasterKeyId: encryption.KMSMasterKeyId }),
    ...(throughput !== undefined && { ProvisionedThroughputOverride: { ReadCapacityUnits: throughput } }),
    ...(tableClass !== undefined && { TableClassOverride: String(tableClass) }),
  }
  await call.to('dynamodb', { principal: replication }).UpdateTable({ TableName: name, ReplicaUpdates: [{ Create: create }] })
  await follow(name, wanted, { TableName: name, TableClass: tableClass }, region, call)
  await scale(name, properties, region, call)
}

/** Brings a replica from one set of its own properties to another. */
async function follow(name: string, wanted: Properties, before: Properties, region: string, call: Call): Promise<void> {
  const [after, last] = [chosen(wanted), { TableName: name, ...chosen(before) }]
  for (const change of region === call.region ? [] : updates(name, after, last)) {
    await call.to('dynamodb', { principal: own, region }).UpdateTable(change)
  }
  await bring(name, after, last, call, region)
}

function chosen(properties: Properties): Properties {
  return Object.fromEntries(ofReplica.filter(each => properties[each] !== undefined).map(each => [each, properties[each]]))
}

/** One replica's properties, as those of a table. */
export function tableProperties(properties: Properties, replica: Replica): Properties {
  const { BillingMode: mode = 'PROVISIONED', WriteProvisionedThroughputSettings: write, SSESpecification: encryption } = properties
  const isOnDemand = mode === 'PAY_PER_REQUEST'
  const { MaxWriteRequestUnits: mostWrites } =
    (properties.WriteOnDemandThroughputSettings ?? {}) as { readonly MaxWriteRequestUnits?: number }
  const indexes = properties.GlobalSecondaryIndexes as readonly GlobalIndex[] | undefined
  return {
    ...Object.fromEntries(ofTable.filter(each => properties[each] !== undefined).map(each => [each, properties[each]])),
    ...chosen(replica), BillingMode: mode,
    ...(isOnDemand ? limitsOf(replica.ReadOnDemandThroughputSettings?.MaxReadRequestUnits, mostWrites)
      : { ProvisionedThroughput: unitsOf(replica.ReadProvisionedThroughputSettings, write as WriteSettings | undefined) }),
    ...(encryption !== undefined && { SSESpecification: { ...encryption, ...replica.SSESpecification } }),
    ...(indexes !== undefined && { GlobalSecondaryIndexes: indexes.map(index => indexOf(index, replica, isOnDemand)) }),
  }
}

function indexOf(index: GlobalIndex, replica: Replica, isOnDemand: boolean): object {
  const { WriteProvisionedThroughputSettings: write, WriteOnDemandThroughputSettings: limits, ...rest } = index
  const here = replica.GlobalSecondaryIndexes?.find(each => each.IndexName === index.IndexName)
  return {
    ...rest, ...(isOnDemand ? limitsOf(here?.ReadOnDemandThroughputSettings?.MaxReadRequestUnits, limits?.MaxWriteRequestUnits)
      : { ProvisionedThroughput: unitsOf(here?.ReadProvisionedThroughputSettings ?? replica.ReadProvisionedThroughputSettings, write) }),
  }
}

function limitsOf(reads: number | undefined, writes: number | undefined): object {
  if (reads === undefined && writes === undefined) return {}
  return { OnDemandThroughput: { ...(reads !== undefined && { MaxReadRequestUnits: reads }),
    ...(writes !== undefined && { MaxWriteRequestUnits: writes }) } }
}

/** What scales begins with its seed, or with its least. */
function unitsOf(read: ReadSettings | undefined, write: WriteSettings | undefined) {
  const first = (scaled: Scaled | undefined) => scaled?.SeedCapacity ?? scaled?.MinCapacity
  return {
    ReadCapacityUnits: read?.ReadCapacityUnits ?? first(read?.ReadCapacityAutoScalingSettings),
    WriteCapacityUnits: first(write?.WriteCapacityAutoScalingSettings),
  }
}

function fixedAt(units: number) {
  return { MinCapacity: units, MaxCapacity: units }
}
