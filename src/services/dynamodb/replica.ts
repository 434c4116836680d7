// Membership of a table in a global table: which other regions hold a replica, in what state, and how they are told of each other. Every
// member keeps its own list of the others. The service speaks to itself in other regions by real calls in its own name; such calls only
// note who is a member, and start nothing. How items travel is in `replication.ts`.
// Source: "Global tables: multi-Region replication", Developer Guide; UpdateTable, API Reference; texts as users report them.

import type { CreateReplicationGroupMemberAction, ReplicationGroupUpdate, TableDescription } from '../../../generated/aws/dynamodb.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { isFromService } from './access.ts'
import { encryptionOf } from './encryption.ts'
import { announceAll } from './replication.ts'
import { openStream } from './stream.ts'
import { definitionInput } from './table-description.ts'
import { Table, tableNamed } from './table.ts'
import type { Membership, Replica } from './table.ts'
import { invalid } from './validation.ts'

export const currentVersion = '2019.11.21'
const settlingMs = 10_000
const retryMs = 30_000

/** Refuses updates that no table could follow. @throws ValidationException */
export async function checkReplicaUpdates(given: string, updates: readonly ReplicationGroupUpdate[], call: Call): Promise<void> {
  const { name, global } = tableNamed(given, call)
  for (const { Create: create, Update: update, Delete: removal } of updates) {
    const region = (create ?? update ?? removal)?.RegionName
    if (region === undefined) throw invalid('One of Create, Update or Delete must be specified in ReplicaUpdates')
    if (region === call.region) {
      throw invalid('Cannot add, delete, or update the local region through ReplicaUpdates. Use CreateTable, DeleteTable, or UpdateTable ' +
        'as required.')
    }
    const isMember = global?.replicas.some(each => each.region === region) ?? false
    if (create !== undefined && (isMember || await describeIn(region, name, call) !== undefined)) {
      throw invalid(`Failed to create a the new replica of table with name: '${name}' because one or more replicas already existed as ` +
        'tables.')
    }
    if (create === undefined && !isMember) {
      throw invalid('Update global table operation failed because one or more replicas were not part of the global table.')
    }
  }
}

/** The table of that name in another region; undefined where there is none. */
export async function describeIn(region: string, name: string, call: Call): Promise<TableDescription | undefined> {
  try {
    return (await call.to('dynamodb', { region }).DescribeTable({ TableName: name })).Table
  } catch (error) {
    if (error instanceof Fault && error.code === 'ResourceNotFoundException') return undefined
    throw error
  }
}

/** The table after updates that were checked. What follows in other regions is set off by timers. */
export function withReplicas(table: Table, updates: readonly ReplicationGroupUpdate[], call: Call): Table {
  return updates.reduce((changed, { Create: create, Update: update, Delete: removal }) => {
    if (isFromService(call)) return create !== undefined ? joined(changed, create.RegionName, call) : left(changed, removal!.RegionName)
    if (create !== undefined) return creating(changed, create, call)
    if (removal !== undefined) {
      call.setTimer('leaveReplica', `${changed.contents}/${removal.RegionName}`, call.now() + Math.max(1, call.lifecycleMs(settlingMs)),
        { name: changed.name, region: removal.RegionName })
      return withReplica(changed, { region: removal.RegionName, status: 'DELETING' })
    }
    return updated(changed, update!)
  }, table)
}

function creating(table: Table, create: CreateReplicationGroupMemberAction, call: Call): Table {
  const { RegionName: region } = create
  call.setTimer('joinReplica', `${table.contents}/${region}`, call.now() + Math.max(1, call.lifecycleMs(settlingMs)),
    { name: table.name, region })
  return withReplica(streaming(table, call), updatedReplica({ region, status: 'CREATING' }, create))
}

function updated(table: Table, update: CreateReplicationGroupMemberAction): Table {
  const known = table.global!.replicas.find(({ region }) => region === update.RegionName)!
  return withReplica(table, updatedReplica(known, update))
}

function updatedReplica(replica: Replica, given: CreateReplicationGroupMemberAction): Replica {
  const { KMSMasterKeyId: keyId, ProvisionedThroughputOverride: throughput, TableClassOverride: tableClass } = given
  return {
    ...replica,
    ...(keyId !== undefined && { keyId }),
    ...(throughput?.ReadCapacityUnits !== undefined && { readUnits: throughput.ReadCapacityUnits }),
    ...(tableClass !== undefined && { tableClass }),
  }
}

/** A member of the group by another region's word. */
export function joined(table: Table, region: string, call: Call, version: Membership['version'] = currentVersion): Table {
  return withReplica(streaming(table, call), { region, status: 'ACTIVE' }, version)
}

/** A table that is left alone is a global one no more. */
export function left(table: Table, region: string): Table {
  const { global, ...rest } = table
  const replicas = global?.replicas.filter(each => each.region !== region) ?? []
  return global === undefined || replicas.length === 0 ? rest : { ...rest, global: { ...global, replicas } }
}

function withReplica(table: Table, replica: Replica, version: Membership['version'] = currentVersion): Table {
  const others = table.global?.replicas.filter(({ region }) => region !== replica.region) ?? []
  const replicas = [...others, replica].sort((a, b) => a.region < b.region ? -1 : 1)
  return { ...table, global: { version, ...table.global, replicas } }
}

/** Replication is told by a stream; a table that has none gets one. */
function streaming(table: Table, call: Call): Table {
  if (table.stream !== undefined) return table
  const label = openStream(table, 'NEW_AND_OLD_IMAGES', call)
  return { ...table, stream: { label, view: 'NEW_AND_OLD_IMAGES' }, lastStreamLabel: label }
}

interface Meant { readonly name: string, readonly region: string }

/** The timer's work: makes the table in the other region, tells the members of each other, and sends what there is. */
export async function joinReplica({ name, region }: Meant, call: Call): Promise<void> {
  const table = call.of(Table).get(name)
  const replica = table?.global?.replicas.find(each => each.region === region)
  if (table === undefined || replica?.status !== 'CREATING') return
  const others = table.global!.replicas.filter(each => each !== replica && each.status === 'ACTIVE').map(each => each.region)
  const create = (each: string) => ({ TableName: name, ReplicaUpdates: [{ Create: { RegionName: each } }] })
  try {
    await call.to('dynamodb', { region }).CreateTable(definitionFor(table, replica))
    for (const each of [call.region, ...others]) await call.to('dynamodb', { region }).UpdateTable(create(each))
    for (const each of others) await call.to('dynamodb', { region: each }).UpdateTable(create(region))
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    call.transact(() => changeReplica(name, region, { status: 'CREATION_FAILED', because: error.message }, call))
    return
  }
  call.transact(() => announceAll(call.of(Table).require(name), call))
}

function definitionFor(table: Table, { keyId, readUnits, tableClass }: Replica) {
  const definition = definitionInput(table)
  const throughput = definition.ProvisionedThroughput
  const encryption = keyId === undefined ? encryptionOf(table) : { Enabled: true, SSEType: 'KMS', KMSMasterKeyId: keyId }
  const ownClass = tableClass ?? table.tableClass?.name
  return {
    ...definition,
    ...(throughput !== undefined && { ProvisionedThroughput: { ...throughput, ...(readUnits !== undefined && {
      ReadCapacityUnits: readUnits }) } }),
    ...(encryption !== undefined && { SSESpecification: encryption }),
    ...(ownClass !== undefined && { TableClass: ownClass }),
    StreamSpecification: { StreamEnabled: true, StreamViewType: table.stream?.view ?? 'NEW_AND_OLD_IMAGES' },
  }
}

/** The timer's work: takes the other region's table away and tells the members that are left. */
export async function leaveReplica({ name, region }: Meant, call: Call): Promise<void> {
  const table = call.of(Table).get(name)
  if (table?.global === undefined) return
  const others = table.global.replicas.map(each => each.region).filter(each => each !== region)
  try {
    if (await describeIn(region, name, call) !== undefined) await call.to('dynamodb', { region }).DeleteTable({ TableName: name })
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    const retries = error.code === 'ResourceInUseException'
    call.transact(() => {
      if (retries) call.setTimer('leaveReplica', `${table.contents}/${region}`, call.now() + retryMs, { name, region })
      else changeReplica(name, region, { status: 'ACTIVE', because: error.message }, call)
    })
    return
  }
  await tellLeft(name, region, others, call)
  call.transact(() => {
    const now = call.of(Table).get(name)
    if (now?.global !== undefined) call.of(Table).put(left(now, region))
  })
}

/** The timer's work, after a member's table was deleted by its owner. */
export async function partReplica({ name, regions }: { readonly name: string, readonly regions: readonly string[] },
  call: Call): Promise<void> {
  await tellLeft(name, call.region, regions, call)
}

async function tellLeft(name: string, region: string, others: readonly string[], call: Call): Promise<void> {
  for (const each of others) {
    if (await describeIn(each, name, call) === undefined) continue
    await call.to('dynamodb', { region: each }).UpdateTable({ TableName: name, ReplicaUpdates: [{ Delete: { RegionName: region } }] })
  }
}

/** A member that its owner deletes takes leave of the others. */
export function takeLeave({ name, contents, global }: Table, call: Call): void {
  if (global === undefined || isFromService(call)) return
  const regions = global.replicas.map(({ region }) => region)
  call.setTimer('partReplica', contents, call.now() + 1, { name, regions })
}

export function changeReplica(name: string, region: string, change: Partial<Replica>, call: Call): void {
  const table = call.of(Table).get(name)
  if (table?.global === undefined) return
  const replicas = table.global.replicas.map(each => each.region === region ? { ...each, ...change } : each)
  call.of(Table).put({ ...table, global: { ...table.global, replicas } })
}
