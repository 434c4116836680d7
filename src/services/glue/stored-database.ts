// What is kept of a database of the Data Catalog, and its face in CloudFormation.

import type { Glue } from '../../../generated/aws/glue.ts'
import { everyPage, resource } from '../../kernel/service.ts'
import type { Call, CloudFormationHandlers, Properties } from '../../kernel/service.ts'
import { folded } from './stored-table.ts'

type DatabaseInput = Parameters<Glue['CreateDatabase']>[0]['DatabaseInput']

export interface Database {
  readonly name: string
  readonly input: Omit<DatabaseInput, 'Name'>
  readonly createdAt: number
}

/** AWS::Glue::Database; its identifier is its name. */
const cloudFormation: CloudFormationHandlers = {
  type: 'AWS::Glue::Database', primaryIdentifier: ['DatabaseName'], readOnly: [], createOnly: ['CatalogId', 'DatabaseName'],
  async create(properties, call) {
    const input = inputOf(properties, call)
    await call.to('glue').CreateDatabase({ DatabaseInput: input })
    return folded(input.Name)
  },
  async read(name, call) {
    const { Database: found } = await call.to('glue').GetDatabase({ Name: name })
    const { Name, Description, LocationUri, Parameters } = found!
    const shown = Object.entries({ Name, Description, LocationUri, Parameters }).filter(([, value]) => value !== undefined)
    return { DatabaseName: name, CatalogId: call.account, DatabaseInput: Object.fromEntries(shown) }
  },
  async update(name, properties, _previous, call) {
    await call.to('glue').UpdateDatabase({ Name: name, DatabaseInput: { ...inputOf(properties, call), Name: name } })
  },
  async delete(name, call) {
    await call.to('glue').DeleteDatabase({ Name: name })
  },
  async* list(call) {
    const pages = everyPage(page => call.to('glue').GetDatabases(page), ({ DatabaseList: all }) => all)
    for await (const { Name: name } of pages) yield name
  },
}

function inputOf({ DatabaseInput: input, DatabaseName: name }: Properties, call: Call): DatabaseInput {
  const given = (input ?? {}) as Partial<DatabaseInput>
  return { ...given, Name: String(name ?? given.Name ?? `database-${call.alphanumeric(12).toLowerCase()}`) }
}

export const Database = resource<Database>({
  name: 'Database',
  key: 'name',
  arn: 'arn:{partition}:glue:{region}:{account}:database/{name}',
  notFound: { code: 'EntityNotFoundException', message: ([name]) => `Database ${String(name)} not found.` },
  exists: { code: 'AlreadyExistsException', message: () => 'Database already exists.' },
  cloudFormation,
})
