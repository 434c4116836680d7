// Statistics of columns, of a table or of one partition: kept as they are put, shown by column. Nothing here reckons them.

import type { Glue } from '../../../generated/aws/glue.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { partitionOf } from './stored-partition.ts'
import { detailOf, tableOf } from './stored-table.ts'

type Statistics = Parameters<Glue['UpdateColumnStatisticsForTable']>[0]['ColumnStatisticsList'][number]

interface Kept {
  readonly database: string
  readonly table: string
  /** Of a partition, its values as one text; of the table, ''. */
  readonly part: string
  readonly column: string
  readonly statistics: Statistics
}

const Columns = records<Kept>({ name: 'ColumnStatistics', key: ['database', 'table', 'part', 'column'] })

interface Place { readonly database: string, readonly table: string, readonly part: string }

interface Naming { readonly DatabaseName: string, readonly TableName: string, readonly PartitionValues?: readonly string[] }

/** @throws EntityNotFoundException */
function placeOf({ DatabaseName: database, TableName: name, PartitionValues: values }: Naming, call: Call): Place {
  const table = tableOf(database, name, call)
  return { database: table.database, table: table.name, part: values === undefined ? '' : partitionOf(table, values, call).values }
}

function update(place: Place, list: readonly Statistics[], call: Call) {
  for (const statistics of list) call.of(Columns).put({ ...place, column: statistics.ColumnName, statistics })
  return { Errors: [] }
}

function get({ database, table, part }: Place, names: readonly string[], call: Call) {
  const found = names.map(name => [name, call.of(Columns).get(database, table, part, name)] as const)
  return {
    ColumnStatisticsList: found.flatMap(([, kept]) => kept === undefined ? [] : [kept.statistics]),
    Errors: found.flatMap(([name, kept]) => kept !== undefined ? [] : [{ ColumnName: name,
      Error: detailOf(call.fault('EntityNotFoundException', `Column statistics of ${name} are not found.`)) }]),
  }
}

function remove({ database, table, part }: Place, column: string, call: Call) {
  if (call.of(Columns).delete(database, table, part, column) === undefined) {
    throw call.fault('EntityNotFoundException', `Column statistics of ${column} are not found.`)
  }
  return {}
}

/** @param part of one partition, or of the table and all its partitions */
export function forgetStatistics(database: string, table: string, part: string | undefined, call: Call): void {
  const within = part === undefined ? [database, table] : [database, table, part]
  for (const kept of [...call.of(Columns).scan({ within })]) call.of(Columns).delete(database, table, kept.part, kept.column)
}

export const UpdateColumnStatisticsForTable: Glue['UpdateColumnStatisticsForTable'] = (input, call) =>
  update(placeOf(input, call), input.ColumnStatisticsList, call)

export const GetColumnStatisticsForTable: Glue['GetColumnStatisticsForTable'] = (input, call) =>
  get(placeOf(input, call), input.ColumnNames, call)

export const DeleteColumnStatisticsForTable: Glue['DeleteColumnStatisticsForTable'] = (input, call) =>
  remove(placeOf(input, call), input.ColumnName, call)

export const UpdateColumnStatisticsForPartition: Glue['UpdateColumnStatisticsForPartition'] = (input, call) =>
  update(placeOf(input, call), input.ColumnStatisticsList, call)

export const GetColumnStatisticsForPartition: Glue['GetColumnStatisticsForPartition'] = (input, call) =>
  get(placeOf(input, call), input.ColumnNames, call)

export const DeleteColumnStatisticsForPartition: Glue['DeleteColumnStatisticsForPartition'] = (input, call) =>
  remove(placeOf(input, call), input.ColumnName, call)
