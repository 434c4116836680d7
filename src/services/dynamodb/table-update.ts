// UpdateTable: capacity and billing, streams, indexes, class, encryption, protection. One kind of change settles before the next begins.
// Source: UpdateTable, DynamoDB API Reference.

import type { Dynamodb, GlobalSecondaryIndexUpdate, ReplicationGroupUpdate, UpdateTableInput,
  UpdateTableOutput } from '../../../generated/aws/dynamodb.ts'
import type { Call } from '../../kernel/service.ts'
import { isFromReplication, isFromService } from './access.ts'
import { checkQuotas, provided, warmOf } from './capacity-change.ts'
import { encryptionFor, keyAskedFor, retireGrant } from './encryption.ts'
import { fill } from './index-entry.ts'
import { passOn } from './replica-settings.ts'
import { checkReplicaUpdates, joinReplica, withReplicas } from './replica.ts'
import { leave } from './reclaim.ts'
import { closeStream, openStream } from './stream.ts'
import { readStream } from './table-creation.ts'
import { capacityOf, checkBounds, checkGlobalCount, keyNames, limitsOf, readAttributes, readGlobalIndex } from './table-definition.ts'
import { describeTable } from './table-description.ts'
import { touchProvision } from './table-metrics.ts'
import { checkSettled, Table, tableNamed } from './table.ts'
import type { BillingMode, Capacity, Index } from './table.ts'
import { invalid, invalidParameter, notModelled } from './validation.ts'
import { tellWeights } from './weight.ts'

export const UpdateTable: Dynamodb['UpdateTable'] = (input, call) => {
  checkSomething(input)
  const { TableName: given, ReplicaUpdates: replicas } = input
  if (isFromService(call) && replicas !== undefined) {
    call.of(Table).put(withReplicas(tableNamed(given, call), replicas, call))
    return {}
  }
  return replicas === undefined ? change(input, call) : withMembers(input, replicas, call)
}

async function withMembers(input: UpdateTableInput, updates: readonly ReplicationGroupUpdate[], call: Call): Promise<UpdateTableOutput> {
  await checkReplicaUpdates(input.TableName, updates, call)
  const isAtOnce = isFromReplication(call)
  const { name, contents } = tableNamed(input.TableName, call)
  const regions = isAtOnce ? updates.flatMap(({ Create: create }) => create?.RegionName ?? []) : []
  const answer = call.transact(() => {
    const changed = change(input, call)
    for (const region of regions) call.cancelTimer('joinReplica', `${contents}/${region}`)
    return changed
  })
  for (const region of regions) await joinReplica({ name, region }, call)
  return answer
}

function change(input: UpdateTableInput, call: Call): UpdateTableOutput {
  const table = tableNamed(input.TableName, call)
  if (!isFromService(call) && !isFromReplication(call)) checkSettled(table, call)
  encryptionFor(table.name, keyAskedFor(input.SSESpecification), call)
  // The table is ACTIVE, so its indexes have settled with it, and one that was on its way out is gone.
  const { leaving: _, ...before } = table
  let after: Table = { ...before, indexes: table.indexes.map(index => ({ ...index, status: 'ACTIVE' })) }
  after = withBilling(after, input, call)
  after = withStream(after, input, call)
  after = withIndexes(after, input, call)
  after = withRest(after, input, call)
  if (input.ReplicaUpdates !== undefined) after = withReplicas(after, input.ReplicaUpdates, call)
  checkQuotas(after, call)
  touchProvision(table, after, call)
  passOn(after, input, call)
  const stored = call.of(Table).put(after.status === 'UPDATING' ? after : { ...after, status: 'UPDATING' })
  if (stored.tableClass?.name !== table.tableClass?.name) tellWeights(stored, call)
  return { TableDescription: describeTable({ ...stored, status: 'UPDATING' }, call) }
}

function checkSomething(input: UpdateTableInput): void {
  const { TableName: _, AttributeDefinitions: __, ...changes } = input
  if (input.VectorIndexUpdates !== undefined) throw notModelled('Vector indexes are not modelled.')
  if (input.GlobalTableWitnessUpdates !== undefined || input.MultiRegionConsistency === 'STRONG') {
    throw notModelled('Multi-Region strong consistency is not modelled: replicas are eventually consistent.')
  }
  if (Object.keys(changes).length > 0) return
  throw invalid('At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or ' +
    'SSESpecification ' +
    'or ReplicaUpdates is required')
}

function withBilling(table: Table, input: UpdateTableInput, call: Call): Table {
  const { BillingMode: mode, ProvisionedThroughput: throughput, OnDemandThroughput: limits } = input
  const billingMode = (mode ?? table.billingMode) as BillingMode
  let changed = table
  if (billingMode === 'PAY_PER_REQUEST') {
    if (throughput !== undefined) {
      throw invalidParameter('Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST')
    }
    if (table.billingMode !== billingMode) {
      const none = { readUnits: 0, writeUnits: 0 }
      changed = { ...table, billingMode, capacity: none, onDemandSince: call.now(),
        indexes: table.indexes.map(index => ({ ...index, capacity: none })) }
    }
  } else if (throughput !== undefined) {
    checkBounds(throughput, '')
    changed = withCapacity(table, capacityOf(throughput), table.billingMode === billingMode, call)
  } else if (table.billingMode !== billingMode) {
    throw invalidParameter('ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED')
  }
  return limits === undefined ? changed : { ...changed, onDemand: limitsOf(limits) }
}

function withCapacity(table: Table, capacity: Capacity, compare: boolean, call: Call): Table {
  const { readUnits, writeUnits } = table.capacity
  if (compare && readUnits === capacity.readUnits && writeUnits === capacity.writeUnits) {
    throw invalid('The provisioned throughput for the table will not change. The requested value equals the current value. ' +
      `Current ReadCapacityUnits provisioned for the table: ${readUnits}. Requested ReadCapacityUnits: ${readUnits}. ` +
      `Current WriteCapacityUnits provisioned for the table: ${writeUnits}. Requested WriteCapacityUnits: ${writeUnits}. ` +
      'Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.')
  }
  return { ...table, ...provided(table, capacity, call), billingMode: 'PROVISIONED' }
}

function withStream(table: Table, { StreamSpecification: given }: UpdateTableInput, call: Call): Table {
  if (given === undefined) return table
  const view = readStream(given)
  if (view !== undefined) {
    if (table.stream !== undefined) throw invalid(`Table already has an enabled stream: TableName: ${table.name}`)
    const label = openStream(table, view, call)
    return { ...table, stream: { label, view }, lastStreamLabel: label }
  }
  if (table.stream === undefined) throw invalid(`Table is already disabled for streams: TableName: ${table.name}`)
  closeStream(table.name, table.stream.label, call)
  const { stream: _, ...rest } = table
  return rest
}

const indexUpdateMembers = ['Update', 'Create', 'Delete'].map(name => `GlobalSecondaryIndexUpdate.${name}`).join(', ')

function withIndexes(table: Table, { GlobalSecondaryIndexUpdates: updates, AttributeDefinitions: definitions }: UpdateTableInput,
  call: Call): Table {
  if (updates === undefined) return table
  if (updates.length === 0) throw invalidParameter('List of GlobalSecondaryIndexUpdates is empty')
  for (const { Create: create, Update: update, Delete: removed } of updates) {
    const given = [create, update, removed].filter(each => each !== undefined)
    if (given.length === 0) throw invalidParameter(`One of ${indexUpdateMembers} must not be null`)
    if (given.length > 1) throw invalidParameter(`Only one of ${indexUpdateMembers} may be present`)
  }
  const built = updates.filter(({ Create: create, Delete: removed }) => create !== undefined || removed !== undefined)
  if (built.length > 1) {
    throw call.fault('LimitExceededException',
      'Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table')
  }
  const attributes = definitions === undefined ? table.attributes : readAttributes(definitions)
  return updates.reduce((changed, update) => withIndex({ ...changed, attributes }, update, call), table)
}

function withIndex(table: Table, { Create: create, Update: update, Delete: removed }: GlobalSecondaryIndexUpdate, call: Call): Table {
  if (create !== undefined) {
    if (table.indexes.some(({ name }) => name === create.IndexName)) throw invalid('Attempting to create an index which already exists')
    const index = readGlobalIndex(create, table.billingMode, table.attributes, () => call.alphanumeric(10))
    checkGlobalCount(table.indexes.filter(({ kind }) => kind === 'global').length + 1)
    const changed = onlyUsedAttributes({ ...table, indexes: [...table.indexes, index] })
    fill(changed, index, call)
    return changed
  }
  const wanted = update?.IndexName ?? removed?.IndexName
  const index = table.indexes.find(({ name, kind }) => name === wanted && kind === 'global')
  if (index === undefined) throw call.fault('ResourceNotFoundException', 'Requested resource not found')
  if (removed !== undefined) {
    leave([index.contents], table, call)
    return onlyUsedAttributes({ ...table, indexes: table.indexes.filter(other => other !== index), leaving: index })
  }
  const { ProvisionedThroughput: throughput, OnDemandThroughput: limits, WarmThroughput: warm } = update!
  if (throughput !== undefined && table.billingMode === 'PAY_PER_REQUEST') {
    throw invalidParameter(`ProvisionedThroughput should not be specified for index: ${index.name} when BillingMode is PAY_PER_REQUEST`)
  }
  const changed: Index = {
    ...index, status: 'UPDATING',
    ...(throughput !== undefined && provided(index, capacityOf(throughput), call)),
    ...(warm !== undefined && { warm: warmOf(warm, table, index, call) }),
    ...(limits !== undefined && { onDemand: limitsOf(limits) }),
  }
  return { ...table, indexes: table.indexes.map(other => other === index ? changed : other) }
}

/** Definitions of attributes that no key uses any more are dropped. */
function onlyUsedAttributes(table: Table): Table {
  const used = new Set([...keyNames(table.key), ...table.indexes.flatMap(({ key }) => keyNames(key))])
  return { ...table, attributes: table.attributes.filter(({ name }) => used.has(name)) }
}

function withRest(table: Table, input: UpdateTableInput, call: Call): Table {
  const { SSESpecification: given, TableClass: tableClass, DeletionProtectionEnabled: deletionProtected } = input
  let changed = table
  if (given !== undefined) {
    const { encryption: _, ...bare } = changed
    const encryption = encryptionFor(table.name, keyAskedFor(given), call)
    retireGrant(table.encryption, call)
    changed = encryption === undefined ? bare : { ...bare, encryption }
  }
  if (input.WarmThroughput !== undefined) changed = { ...changed, warm: warmOf(input.WarmThroughput, table, undefined, call) }
  if (tableClass !== undefined) changed = { ...changed, tableClass: { name: tableClass, changedAt: call.now() } }
  return deletionProtected === undefined ? changed : { ...changed, deletionProtected }
}
