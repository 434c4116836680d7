// Global tables of version 2017.11.29, whose members are made by their owner, empty and alike, before they are joined. Each member's region
// notes the group when it is told by a real call of the service's own. Source: CreateGlobalTable and its kin, DynamoDB API Reference.

import type { Dynamodb, GlobalTableDescription, ReplicaSettingsDescription, TableDescription } from '../../../generated/aws/dynamodb.ts'
import { resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { isFromService } from './access.ts'
import { describeIn, joined } from './replica.ts'
import { Table } from './table.ts'
import { invalid } from './validation.ts'

interface GlobalTable { readonly name: string }

/** For its ARN only. */
const GlobalTable = resource<GlobalTable>({
  name: 'GlobalTable', key: 'name', arn: 'arn:{partition}:dynamodb::{account}:global-table/{name}',
  notFound: 'GlobalTableNotFoundException',
})

const legacyVersion = '2017.11.29'
const pageSize = 100

export const CreateGlobalTable: Dynamodb['CreateGlobalTable'] = (input, call) => {
  const { GlobalTableName: name, ReplicationGroup: group } = input
  const regions = group.map(({ RegionName: region = '' }) => region)
  if (isFromService(call)) {
    note(name, regions, call)
    return {}
  }
  return create(name, regions, call)
}

async function create(name: string, regions: readonly string[], call: Call) {
  const known = call.of(Table).get(name)
  if (known?.global !== undefined) throw call.fault('GlobalTableAlreadyExistsException', `Global table with name: '${name}' already exists`)
  const tables = new Map<string, TableDescription>()
  for (const region of regions) tables.set(region, await memberIn(region, name, call))
  checkAlike([...tables.values()], name)
  for (const region of regions) await call.to('dynamodb', { region }).CreateGlobalTable({ GlobalTableName: name,
    ReplicationGroup: regions.map(RegionName => ({ RegionName })) })
  return { GlobalTableDescription: { ...description(name, regions, call.now(), call), GlobalTableStatus: 'CREATING' } }
}

/** A table that can be a member. @throws TableNotFoundException, ValidationException */
async function memberIn(region: string, name: string, call: Call): Promise<TableDescription> {
  const table = await describeIn(region, name, call)
  if (table === undefined) throw call.fault('TableNotFoundException', `Table not found: Table: ${name} not found in region: ${region}`)
  if (table.StreamSpecification?.StreamViewType !== 'NEW_AND_OLD_IMAGES') {
    throw invalid(`One or more replicas do not have a stream enabled with view type NEW_AND_OLD_IMAGES: ${name} in ${region}`)
  }
  if ((table.ItemCount ?? 0) > 0) throw invalid(`One or more replicas are not empty: ${name} in ${region}`)
  return table
}

/** Members have the same keys and indexes. */
function checkAlike(tables: readonly TableDescription[], name: string): void {
  const shape = ({ KeySchema: key, GlobalSecondaryIndexes: indexes = [] }: TableDescription) =>
    JSON.stringify([key, indexes.map(({ IndexName: index, KeySchema: own }) => [index, own]).sort()])
  if (tables.some(table => shape(table) !== shape(tables[0]!))) {
    throw invalid(`One or more replicas of ${name} have a different key schema or different global secondary indexes`)
  }
}

/** Takes the word of the region that joined the members. */
function note(name: string, regions: readonly string[], call: Call): void {
  const table = call.of(Table).require(name)
  const others = regions.filter(region => region !== call.region)
  const grown = others.reduce((changed, region) => joined(changed, region, call, legacyVersion), table)
  call.of(Table).put({ ...grown, global: { createdAt: call.now(), version: legacyVersion, replicas: [], ...grown.global } })
}

export const UpdateGlobalTable: Dynamodb['UpdateGlobalTable'] = async ({ GlobalTableName: name, ReplicaUpdates: updates }, call) => {
  const table = member(name, call)
  const before = membersOf(table, call)
  let after = before
  for (const { Create: added, Delete: removed } of updates) {
    const region = (added ?? removed)?.RegionName
    if (region === undefined || (added !== undefined && removed !== undefined)) throw invalid('Each update must be a Create or a Delete')
    if (added !== undefined) {
      if (after.includes(region)) throw call.fault('ReplicaAlreadyExistsException', `Replica already exists in region: ${region}`)
      await memberIn(region, name, call)
      after = [...after, region]
    } else {
      if (!after.includes(region)) throw call.fault('ReplicaNotFoundException', `Replica not found in region: ${region}`)
      after = after.filter(each => each !== region)
    }
  }
  for (const region of after) await call.to('dynamodb', { region }).CreateGlobalTable({ GlobalTableName: name,
    ReplicationGroup: after.map(RegionName => ({ RegionName })) })
  for (const gone of before.filter(region => !after.includes(region))) {
    const remove = (region: string) => ({ TableName: name, ReplicaUpdates: [{ Delete: { RegionName: region } }] })
    for (const region of after) await call.to('dynamodb', { region }).UpdateTable(remove(gone))
    for (const region of after) await call.to('dynamodb', { region: gone }).UpdateTable(remove(region))
  }
  return { GlobalTableDescription: { ...description(name, after, table.global!.createdAt!, call), GlobalTableStatus: 'UPDATING' } }
}

export const DescribeGlobalTable: Dynamodb['DescribeGlobalTable'] = ({ GlobalTableName: name }, call) => {
  const table = member(name, call)
  return { GlobalTableDescription: description(name, membersOf(table, call), table.global!.createdAt!, call) }
}

export const ListGlobalTables: Dynamodb['ListGlobalTables'] = (input, call) => {
  const { ExclusiveStartGlobalTableName: after, Limit: limit = pageSize, RegionName: region } = input
  const found = []
  for (const table of call.of(Table).scan(after === undefined ? {} : { after: [after] })) {
    if (table.global?.version !== legacyVersion) continue
    const members = membersOf(table, call)
    if (region !== undefined && !members.includes(region)) continue
    if (found.length === limit) return { GlobalTables: found, LastEvaluatedGlobalTableName: found.at(-1)!.GlobalTableName }
    found.push({ GlobalTableName: table.name, ReplicationGroup: members.map(RegionName => ({ RegionName })) })
  }
  return { GlobalTables: found }
}

export const DescribeGlobalTableSettings: Dynamodb['DescribeGlobalTableSettings'] = async ({ GlobalTableName: name }, call) => {
  const settings: ReplicaSettingsDescription[] = []
  for (const region of membersOf(member(name, call), call)) {
    const table = await describeIn(region, name, call)
    if (table !== undefined) settings.push(settingsOf(region, table))
  }
  return { GlobalTableName: name, ReplicaSettings: settings }
}

function settingsOf(region: string, table: TableDescription): ReplicaSettingsDescription {
  const { ProvisionedThroughput: throughput, GlobalSecondaryIndexes: indexes, BillingModeSummary: billing } = table
  return {
    RegionName: region, ReplicaStatus: table.TableStatus!,
    ...(billing !== undefined && { ReplicaBillingModeSummary: billing }),
    ReplicaProvisionedReadCapacityUnits: throughput?.ReadCapacityUnits ?? 0,
    ReplicaProvisionedWriteCapacityUnits: throughput?.WriteCapacityUnits ?? 0,
    ...(indexes !== undefined && {
      ReplicaGlobalSecondaryIndexSettings: indexes.map(index => ({
        IndexName: index.IndexName!, IndexStatus: index.IndexStatus!,
        ProvisionedReadCapacityUnits: index.ProvisionedThroughput?.ReadCapacityUnits ?? 0,
        ProvisionedWriteCapacityUnits: index.ProvisionedThroughput?.WriteCapacityUnits ?? 0,
      })),
    }),
  }
}

/** A member in this region. @throws GlobalTableNotFoundException */
function member(name: string, call: Call): Table {
  const table = call.of(Table).get(name)
  if (table?.global?.version === legacyVersion) return table
  throw call.fault('GlobalTableNotFoundException', `Global table not found: Global table with this name does not exist: ${name}`)
}

function membersOf({ global }: Table, call: Call): string[] {
  return [call.region, ...global!.replicas.map(({ region }) => region)].sort()
}

function description(name: string, regions: readonly string[], createdAt: number, call: Call): GlobalTableDescription {
  return {
    ReplicationGroup: regions.map(region => ({ RegionName: region, ReplicaStatus: 'ACTIVE' })),
    GlobalTableArn: call.arn(GlobalTable, { name }), CreationDateTime: createdAt, GlobalTableStatus: 'ACTIVE', GlobalTableName: name,
  }
}
