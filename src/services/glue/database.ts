// Databases of the Data Catalog: a name in lower case, and what is said of it. What is in one goes with it.

import type { Glue } from '../../../generated/aws/glue.ts'
import type { Call } from '../../kernel/service.ts'
import { Database } from './stored-database.ts'
import { folded, Table } from './stored-table.ts'
import { dropTable } from './table.ts'

/** Everybody whom IAM allows may use new tables ("Changing the default settings for your data lake", Lake Formation Developer Guide). */
const openToAll = [{ Principal: { DataLakePrincipalIdentifier: 'IAM_ALLOWED_PRINCIPALS' }, Permissions: ['ALL' as const] }]

export const CreateDatabase: Glue['CreateDatabase'] = ({ DatabaseInput: { Name: name, ...input } }, call) => {
  call.of(Database).insert({ name: folded(name), input, createdAt: call.now() })
  return {}
}

export const GetDatabase: Glue['GetDatabase'] = ({ Name: name }, call) =>
  ({ Database: shown(call.of(Database).require(folded(name)), call) })

export const GetDatabases: Glue['GetDatabases'] = function* (_input, call) {
  for (const database of call.of(Database).scan()) yield shown(database, call)
}

export const UpdateDatabase: Glue['UpdateDatabase'] = ({ Name: name, DatabaseInput: { Name: renamed, ...input } }, call) => {
  const database = call.of(Database).require(folded(name))
  if (folded(renamed) !== database.name) throw call.fault('InvalidInputException', 'Database name cannot be changed.')
  call.of(Database).put({ ...database, input })
  return {}
}

/** Its tables, their versions and partitions go with it (DeleteDatabase, API reference). */
export const DeleteDatabase: Glue['DeleteDatabase'] = ({ Name: name }, call) => {
  const database = call.of(Database).require(folded(name))
  for (const table of [...call.of(Table).scan({ within: [database.name] })]) dropTable(table, call)
  call.of(Database).delete(database.name)
  return {}
}

function shown({ name, input, createdAt }: Database, call: Call) {
  return { CreateTableDefaultPermissions: openToAll, ...input, Name: name, CreateTime: createdAt, CatalogId: call.account }
}
