// Partitions of a table: as many values as the table has partition keys, and where their data lies. Batches say of each what went wrong.
// Which partitions a list shows is in `partition-list.ts`.

import type { Glue } from '../../../generated/aws/glue.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { forgetStatistics } from './column-statistics.ts'
import { keyOf, Partition, partitionOf, shownPartition } from './stored-partition.ts'
import type { PartitionInput } from './stored-partition.ts'
import { detailOf, tableOf } from './stored-table.ts'
import type { Table } from './stored-table.ts'

export const CreatePartition: Glue['CreatePartition'] = ({ DatabaseName: database, TableName: name, PartitionInput: input }, call) => {
  insert(tableOf(database, name, call), input, call)
  return {}
}

export const BatchCreatePartition: Glue['BatchCreatePartition'] = ({ DatabaseName: database, TableName: name, PartitionInputList: all },
  call) => {
  const table = tableOf(database, name, call)
  return { Errors: all.flatMap(input => failureOf(() => { insert(table, input, call) }, detail =>
    ({ PartitionValues: input.Values ?? [], ErrorDetail: detail }))) }
}

export const GetPartition: Glue['GetPartition'] = ({ DatabaseName: database, TableName: name, PartitionValues: values }, call) =>
  ({ Partition: shownPartition(partitionOf(tableOf(database, name, call), values, call), call) })

/** Those that are not there are passed over. */
export const BatchGetPartition: Glue['BatchGetPartition'] = ({ DatabaseName: database, TableName: name, PartitionsToGet: wanted },
  call) => {
  const table = tableOf(database, name, call)
  const found = wanted.flatMap(({ Values: values }) => call.of(Partition).get(table.database, table.name, keyOf(values)) ?? [])
  return { Partitions: found.map(each => shownPartition(each, call)), UnprocessedKeys: [] }
}

export const UpdatePartition: Glue['UpdatePartition'] = ({ DatabaseName: database, TableName: name, PartitionValueList: values,
  PartitionInput: input }, call) => {
  update(tableOf(database, name, call), values, input, call)
  return {}
}

export const BatchUpdatePartition: Glue['BatchUpdatePartition'] = ({ DatabaseName: database, TableName: name, Entries: entries }, call) => {
  const table = tableOf(database, name, call)
  return { Errors: entries.flatMap(({ PartitionValueList: values, PartitionInput: input }) =>
    failureOf(() => { update(table, values, input, call) }, detail => ({ PartitionValueList: values, ErrorDetail: detail }))) }
}

export const DeletePartition: Glue['DeletePartition'] = ({ DatabaseName: database, TableName: name, PartitionValues: values }, call) => {
  remove(tableOf(database, name, call), values, call)
  return {}
}

export const BatchDeletePartition: Glue['BatchDeletePartition'] = ({ DatabaseName: database, TableName: name, PartitionsToDelete: all },
  call) => {
  const table = tableOf(database, name, call)
  return { Errors: all.flatMap(({ Values: values }) =>
    failureOf(() => { remove(table, values, call) }, detail => ({ PartitionValues: values, ErrorDetail: detail }))) }
}

/** What went wrong with one, if anything did. */
function failureOf<T>(body: () => void, said: (detail: ReturnType<typeof detailOf>) => T): T[] {
  try {
    body()
    return []
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return [said(detailOf(error))]
  }
}

function insert(table: Table, input: PartitionInput, call: Call): void {
  const key = checkedKey(table, input, call)
  const partitions = call.of(Partition)
  if (partitions.get(table.database, table.name, key) !== undefined) {
    throw call.fault('AlreadyExistsException', 'Partition already exists.')
  }
  partitions.put({ database: table.database, table: table.name, values: key, input, createdAt: call.now() })
}

/** Its values may change as well. */
function update(table: Table, values: readonly string[], input: PartitionInput, call: Call): void {
  const before = partitionOf(table, values, call)
  const key = checkedKey(table, { ...input, Values: input.Values ?? [...values] }, call)
  const partitions = call.of(Partition)
  if (key !== before.values) {
    if (partitions.get(table.database, table.name, key) !== undefined) {
      throw call.fault('AlreadyExistsException', 'Partition already exists.')
    }
    partitions.delete(table.database, table.name, before.values)
  }
  partitions.put({ ...before, values: key, input: { ...input, Values: input.Values ?? [...values] } })
}

function remove(table: Table, values: readonly string[], call: Call): void {
  const { values: key } = partitionOf(table, values, call)
  forgetStatistics(table.database, table.name, key, call)
  call.of(Partition).delete(table.database, table.name, key)
}

/** @throws InvalidInputException unless there is a value for each key of the table */
function checkedKey({ input: { PartitionKeys: keys = [] } }: Table, { Values: values = [] }: PartitionInput, call: Call): string {
  if (values.length !== keys.length) {
    throw call.fault('InvalidInputException', 'The number of partition keys do not match the number of partition values')
  }
  return keyOf(values)
}
