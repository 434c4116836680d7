// Versions of tables: the current one and those that updates archived, newest first.

import type { Glue } from '../../../generated/aws/glue.ts'
import type { Call } from '../../kernel/service.ts'
import { Archived, detailOf, shownTable, tableOf } from './stored-table.ts'
import type { Table } from './stored-table.ts'

export const GetTableVersions: Glue['GetTableVersions'] = function* ({ DatabaseName: database, TableName: name }, call) {
  const table = tableOf(database, name, call)
  yield shown(table, call)
  for (const version of call.of(Archived).scan({ within: [table.database, table.name], reverse: true })) yield shown(version, call)
}

/** Without an id, the current one. */
export const GetTableVersion: Glue['GetTableVersion'] = ({ DatabaseName: database, TableName: name, VersionId: id }, call) => {
  const table = tableOf(database, name, call)
  return { TableVersion: shown(id === undefined ? table : versionOf(table, id, call), call) }
}

export const DeleteTableVersion: Glue['DeleteTableVersion'] = ({ DatabaseName: database, TableName: name, VersionId: id }, call) => {
  remove(tableOf(database, name, call), id, call)
  return {}
}

export const BatchDeleteTableVersion: Glue['BatchDeleteTableVersion'] = ({ DatabaseName: database, TableName: name, VersionIds: ids },
  call) => {
  const table = tableOf(database, name, call)
  const errors = ids.flatMap(id => {
    const isThere = call.of(Archived).delete(table.database, table.name, Number(id)) !== undefined
    const fault = call.fault('EntityNotFoundException', `Version ${id} of table ${table.name} is not found.`)
    return isThere ? [] : [{ TableName: table.name, VersionId: id, ErrorDetail: detailOf(fault) }]
  })
  return { Errors: errors }
}

function remove(table: Table, id: string, call: Call): void {
  if (id === String(table.version)) throw call.fault('InvalidInputException', 'The current version of a table cannot be deleted.')
  const { version } = versionOf(table, id, call)
  call.of(Archived).delete(table.database, table.name, version)
}

/** @throws EntityNotFoundException */
function versionOf(table: Table, id: string, call: Call): Table {
  const found = id === String(table.version) ? table : call.of(Archived).get(table.database, table.name, Number(id))
  if (found === undefined) throw call.fault('EntityNotFoundException', `Version ${id} of table ${table.name} is not found.`)
  return found
}

function shown(table: Table, call: Call) {
  return { Table: shownTable(table, call), VersionId: String(table.version) }
}
