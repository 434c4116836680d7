// What is kept of a table: its current version, under its database and its name, and how both are spelled. Older versions are kept beside.

import type { Glue } from '../../../generated/aws/glue.ts'
import { records, resource } from '../../kernel/service.ts'
import type { Call, Fault } from '../../kernel/service.ts'

export type TableInput = NonNullable<Parameters<Glue['CreateTable']>[0]['TableInput']>

export interface Table {
  readonly database: string
  readonly name: string
  readonly input: Omit<TableInput, 'Name'>
  readonly version: number
  readonly createdAt: number
  readonly updatedAt: number
  readonly createdBy: string
}

export const Table = resource<Table>({
  name: 'Table',
  key: ['database', 'name'],
  arn: 'arn:{partition}:glue:{region}:{account}:table/{database}/{name}',
  notFound: { code: 'EntityNotFoundException', message: () => 'Entity Not Found' },
  exists: { code: 'AlreadyExistsException', message: () => 'Table already exists.' },
})

/** What a table was before it was changed. */
export const Archived = records<Table>({ name: 'TableVersion', key: ['database', 'name', 'version'] })

/** Names are kept in lower case, for Hive's sake (DatabaseInput and TableInput, API reference). */
export function folded(name: string): string {
  return name.toLowerCase()
}

/** @throws EntityNotFoundException */
export function tableOf(database: string, name: string, call: Call): Table {
  return call.of(Table).require(folded(database), folded(name))
}

export function shownTable({ database, name, input, version, createdAt, updatedAt, createdBy }: Table, call: Pick<Call, 'account'>) {
  return {
    Retention: 0, ...input, Name: name, DatabaseName: database, CreateTime: createdAt, UpdateTime: updatedAt, CreatedBy: createdBy,
    IsRegisteredWithLakeFormation: false, CatalogId: call.account, VersionId: String(version),
  }
}

/** A fault as batches say it. */
export function detailOf({ code, message }: Fault): { readonly ErrorCode: string, readonly ErrorMessage: string } {
  return { ErrorCode: code, ErrorMessage: message }
}
