// The making, showing and end of tables.

import type { CreateTableInput, Dynamodb, StreamSpecification } from '../../../generated/aws/dynamodb.ts'
import type { Call } from '../../kernel/service.ts'
import { isFromService } from './access.ts'
import { checkQuotas, warmOf } from './capacity-change.ts'
import { makeSystemBackup } from './backup.ts'
import { encryptionFor, keyAskedFor, retireGrant } from './encryption.ts'
import { isShut } from './key-needed.ts'
import { heedKey } from './table-key.ts'
import { touchProvision } from './table-metrics.ts'
import { takeLeave } from './replica.ts'
import { leave } from './reclaim.ts'
import { checkPolicy, ResourcePolicy } from './resource-policy.ts'
import { closeStream, openStream } from './stream.ts'
import { describeTable } from './table-description.ts'
import { limitsOf, readDefinition } from './table-definition.ts'
import { checkSettled, checkTableName, Table, tableNamed } from './table.ts'
import type { StreamView } from './table.ts'
import { invalid, invalidParameter, notModelled } from './validation.ts'

const pageSize = 100

export const CreateTable: Dynamodb['CreateTable'] = (input, call) => {
  checkTableName(input.TableName)
  if (input.ResourcePolicy !== undefined) checkPolicy(input.ResourcePolicy)
  const table = makeTable(input, call)
  if (input.ResourcePolicy !== undefined) {
    call.of(ResourcePolicy).put({ arn: call.arn(Table, table), policy: input.ResourcePolicy, revision: String(call.now()) })
  }
  const tags = Object.fromEntries((input.Tags ?? []).map(({ Key: name, Value: value }) => [name, value]))
  if (input.Tags !== undefined) call.tags(Table).add(tags, table.name)
  return { TableDescription: describeTable(table, call) }
}

/** Stores a new table. @throws ValidationException, ResourceInUseException */
export function makeTable(input: CreateTableInput, call: Call, origin?: Table['restoredFrom']): Table {
  const { TableName: name, TableClass: tableClass, OnDemandThroughput: limits } = input
  if (input.VectorIndexes !== undefined) throw notModelled('Vector indexes are not modelled.')
  if (input.GlobalTableSourceArn !== undefined) throw notModelled('Replicas in other accounts are not modelled.')
  const definition = readDefinition(input, () => call.alphanumeric(10))
  const view = readStream(input.StreamSpecification)
  const keyId = keyAskedFor(input.SSESpecification)
  if (call.of(Table).get(name) !== undefined) throw call.fault('ResourceInUseException', `Table already exists: ${name}`)
  const made = { ...definition, name, status: 'CREATING', ...(limits !== undefined && { onDemand: limitsOf(limits) }) } as Table
  const warm = input.WarmThroughput === undefined ? undefined : warmOf(input.WarmThroughput, made, undefined, call)
  checkQuotas(made, call)
  const encryption = encryptionFor(name, keyId, call)
  const label = view === undefined ? undefined : openStream({ name, key: definition.key }, view, call)
  const table = call.of(Table).insert({
    name, id: call.uuid(), contents: call.alphanumeric(10), status: 'CREATING', ...definition,
    deletionProtected: input.DeletionProtectionEnabled ?? false,
    createdAt: call.now(),
    ...(definition.billingMode === 'PAY_PER_REQUEST' && { onDemandSince: call.now() }),
    ...(limits !== undefined && { onDemand: limitsOf(limits) }),
    ...(warm !== undefined && { warm }),
    ...(tableClass !== undefined && { tableClass: { name: tableClass } }),
    ...(encryption !== undefined && { encryption }),
    ...(label !== undefined && { stream: { label, view: view! }, lastStreamLabel: label }),
    ...(origin !== undefined && { restoredFrom: origin }),
  })
  touchProvision(undefined, table, call)
  return table
}

/** The view of a stream that is asked for; undefined where none is. @throws ValidationException */
export function readStream(given: StreamSpecification | undefined): StreamView | undefined {
  if (given === undefined) return undefined
  const { StreamEnabled: enabled, StreamViewType: view } = given
  if (enabled && view === undefined) throw invalidParameter('StreamViewType must be specified when StreamEnabled is true')
  if (!enabled && view !== undefined) throw invalidParameter('StreamViewType cannot be specified when StreamEnabled is false')
  return view as StreamView | undefined
}

export const DescribeTable: Dynamodb['DescribeTable'] = ({ TableName: given }, call) => {
  const table = tableNamed(given, call)
  if (table.encryption !== undefined) heedKey(table, call)
  return { Table: describeTable(table, call) }
}

export const ListTables: Dynamodb['ListTables'] = ({ ExclusiveStartTableName: after, Limit: limit = pageSize }, call) => {
  const names: string[] = []
  for (const { name } of call.of(Table).scan(after === undefined ? {} : { after: [after] })) {
    if (names.length === limit) return { TableNames: names, LastEvaluatedTableName: names.at(-1)! }
    names.push(name)
  }
  return { TableNames: names }
}

export const DeleteTable: Dynamodb['DeleteTable'] = ({ TableName: given }, call) => {
  const table = tableNamed(given, call)
  if (!isFromService(call) && !isShut(table)) checkSettled(table, call)
  if (table.deletionProtected) {
    throw invalid('Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.')
  }
  const { name, contents, indexes, stream } = table
  if (table.pointInTime !== undefined) makeSystemBackup(table, call)
  const description = describeTable({ ...table, status: 'DELETING' }, call)
  const { stream: _, timeToLive: __, pointInTime: ___, ...rest } = table
  call.of(Table).put({ ...rest, status: 'DELETING' })
  if (stream !== undefined) closeStream(name, stream.label, call)
  retireGrant(table.encryption, call)
  takeLeave(table, call)
  call.of(ResourcePolicy).delete(call.arn(Table, table))
  leave([contents, ...indexes.map(index => index.contents)], table, call)
  const { AttributeDefinitions: ____, KeySchema: _____, CreationDateTime: ______, ...shown } = description
  return { TableDescription: shown }
}
