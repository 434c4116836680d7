// What is kept of a partition of a table, and how it is found by its values and shown.

import type { Glue } from '../../../generated/aws/glue.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import type { Table } from './stored-table.ts'

export type PartitionInput = Parameters<Glue['CreatePartition']>[0]['PartitionInput']

export interface Partition {
  readonly database: string
  readonly table: string
  /** The values, as one text that keeps them apart. */
  readonly values: string
  readonly input: PartitionInput
  readonly createdAt: number
}

export const Partition = records<Partition>({ name: 'Partition', key: ['database', 'table', 'values'] })

export function shownPartition({ database, table, input, createdAt }: Partition, call: Pick<Call, 'account'>) {
  return { ...input, Values: input.Values ?? [], DatabaseName: database, TableName: table, CreationTime: createdAt,
    CatalogId: call.account }
}

/** @throws EntityNotFoundException */
export function partitionOf(table: Table, values: readonly string[], call: Call): Partition {
  const found = call.of(Partition).get(table.database, table.name, keyOf(values))
  if (found === undefined) throw call.fault('EntityNotFoundException', 'Cannot find partition.')
  return found
}

export function keyOf(values: readonly string[]): string {
  return JSON.stringify(values)
}
