// Tables of the Data Catalog: made in a database that is there, shown, found by a pattern, changed with or without an archived version,
// deleted with all that belongs to them.

import type { Glue } from '../../../generated/aws/glue.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { forgetStatistics } from './column-statistics.ts'
import { checkIndexes, PartitionIndex } from './partition-index.ts'
import { Database } from './stored-database.ts'
import { Partition } from './stored-partition.ts'
import { Archived, detailOf, folded, shownTable, Table, tableOf } from './stored-table.ts'

export const CreateTable: Glue['CreateTable'] = (given, call) => {
  const { DatabaseName: inside, TableInput: input, PartitionIndexes: indexes = [] } = given
  refuseUnknown(given)
  if (input === undefined) throw call.fault('InvalidInputException', 'TableInput must be given.')
  const { name: database } = call.of(Database).require(folded(inside))
  const { Name: name, ...rest } = input
  const now = call.now()
  const table = call.of(Table).insert({ database, name: folded(name), input: rest, version: 0, createdAt: now, updatedAt: now,
    createdBy: call.principal.arn })
  checkIndexes(table, indexes, call)
  return {}
}

/** What needs an engine of table formats, or Lake Formation's transactions, is not passed over. */
function refuseUnknown(input: { readonly OpenTableFormatInput?: unknown, readonly UpdateOpenTableFormatInput?: unknown,
  readonly TransactionId?: string }): void {
  const name = (['OpenTableFormatInput', 'UpdateOpenTableFormatInput', 'TransactionId'] as const).find(each => input[each] !== undefined)
  if (name === undefined) return
  throw new Fault('NotImplemented', `Orrery's Data Catalog keeps what it is told of tables, and writes none itself. Leave ${name} out.`)
}

export const GetTable: Glue['GetTable'] = ({ DatabaseName: database, Name: name }, call) => {
  call.of(Database).require(folded(database))
  return { Table: shownTable(tableOf(database, name, call), call) }
}

/** `Expression` is a regular expression for the whole name. */
export const GetTables: Glue['GetTables'] = function* ({ DatabaseName: inside, Expression: text, AttributesToGet: wanted = [] }, call) {
  const { name: database } = call.of(Database).require(folded(inside))
  const form = text === undefined || text === '' ? undefined : formOf(text, call)
  for (const table of call.of(Table).scan({ within: [database] })) {
    if (form !== undefined && !form.test(table.name)) continue
    const shown = shownTable(table, call)
    const isWhole = wanted.length === 0 || wanted.includes('DEFAULT')
    yield isWhole ? shown
      : { Name: shown.Name, ...(wanted.includes('TABLE_TYPE') && shown.TableType !== undefined && { TableType: shown.TableType }) }
  }
}

/** A star that begins a pattern, as Hive has it, stands for any text. */
function formOf(text: string, call: Call): RegExp {
  try {
    return new RegExp(`^(?:${text.replace(/(^|\|)\*/g, '$1.*')})$`, 'i')
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw call.fault('InvalidInputException', `Invalid expression: ${text}`)
  }
}

export const UpdateTable: Glue['UpdateTable'] = (given, call) => {
  const { DatabaseName: inside, TableInput: input, SkipArchive: skips = false, VersionId: version } = given
  refuseUnknown(given)
  const called = input?.Name ?? given.Name
  if (input === undefined || called === undefined) throw call.fault('InvalidInputException', 'TableInput must be given.')
  const table = tableOf(inside, called, call)
  if (version !== undefined && version !== String(table.version)) {
    throw call.fault('ConcurrentModificationException', 'Update table failed due to concurrent modifications.')
  }
  if (!skips) call.of(Archived).put(table)
  const { Name: _, ...rest } = input
  call.of(Table).put({ ...table, input: rest, version: table.version + 1, updatedAt: call.now() })
  return {}
}

export const DeleteTable: Glue['DeleteTable'] = ({ DatabaseName: database, Name: name }, call) => {
  dropTable(tableOf(database, name, call), call)
  return {}
}

export const BatchDeleteTable: Glue['BatchDeleteTable'] = ({ DatabaseName: inside, TablesToDelete: names }, call) => {
  const { name: database } = call.of(Database).require(folded(inside))
  const errors = names.flatMap(name => {
    const table = call.of(Table).get(database, folded(name))
    if (table !== undefined) dropTable(table, call)
    return table === undefined ? [{ TableName: name, ErrorDetail: detailOf(call.fault('EntityNotFoundException', 'Entity Not Found')) }]
      : []
  })
  return { Errors: errors }
}

/** A table with its versions, partitions, indexes and statistics. */
export function dropTable({ database, name }: Table, call: Call): void {
  for (const { version } of [...call.of(Archived).scan({ within: [database, name] })]) call.of(Archived).delete(database, name, version)
  for (const { values } of [...call.of(Partition).scan({ within: [database, name] })]) call.of(Partition).delete(database, name, values)
  for (const { index } of [...call.of(PartitionIndex).scan({ within: [database, name] })]) {
    call.of(PartitionIndex).delete(database, name, index)
  }
  forgetStatistics(database, name, undefined, call)
  call.of(Table).delete(database, name)
}
