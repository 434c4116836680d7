// Exports: a query, how often it is asked, and where its answer is delivered. Source: Export, ExportStatus, AWS Data Exports in the Billing
// and Cost Management API Reference. An export is delivered at once when it is made, then every day, and a last time when a month is
// closed.

import type { BcmDataExports, CreateExportRequest } from '../../../generated/aws/bcm-data-exports.ts'
import { resource, sealedPage } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { executionsOf } from './execution-record.ts'
import { QueryProblem, readQuery } from './query.ts'
import type { Query } from './query.ts'
import { columnsOf, settingsOf, usageTable } from './table.ts'
import type { CheckedCall, TableSettings } from './table.ts'

type Shown = CreateExportRequest['Export']

export interface Export {
  readonly id: string
  readonly name: string
  readonly shown: Shown
  readonly createdAt: number
  readonly updatedAt: number
  readonly refreshedAt?: number
  /** Why it is not healthy. */
  readonly problem?: 'INSUFFICIENT_PERMISSION' | 'BILL_OWNER_CHANGED' | 'INTERNAL_FAILURE'
}

export const Export = resource<Export>({
  name: 'Export', key: 'id', arn: 'arn:{partition}:bcm-data-exports:us-east-1:{account}:export/{id}', tags: 'list',
  notFound: { code: 'ResourceNotFoundException', message: ([id]) => `Export ${id} does not exist` },
})

/** "Quotas and restrictions", AWS Data Exports User Guide: CUR 2.0 exports of an account. */
const mostExports = 10

export const CreateExport: BcmDataExports['CreateExport'] = ({ Export: wanted, ResourceTags: tags = [] }, call) => {
  check(wanted, call)
  const all = [...call.of(Export).scan()]
  if (all.some(({ name }) => name === wanted.Name)) throw call.fault('ValidationException', `There is an export of the name ${wanted.Name}`)
  if (all.length >= mostExports) {
    throw call.fault('ServiceQuotaExceededException', `An account has ${mostExports} exports at most`, {
      QuotaCode: 'L-DE000001', ServiceCode: 'bcm-data-exports', ResourceType: 'EXPORT', ResourceId: wanted.Name,
    })
  }
  const now = call.now()
  const made = { id: `${wanted.Name}-${call.uuid()}`, name: wanted.Name, createdAt: now, updatedAt: now, shown: wanted }
  const arn = call.arn(Export, made)
  call.of(Export).insert({ ...made, shown: { ...wanted, ExportArn: arn } })
  if (tags.length > 0) call.tags(Export).add(Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])), made.id)
  call.setTimer('deliver', made.id, now)
  return { ExportArn: arn }
}

export const UpdateExport: BcmDataExports['UpdateExport'] = ({ ExportArn: arn, Export: wanted }, call) => {
  const known = exportNamed(arn, call)
  if (wanted.Name !== known.name) throw call.fault('ValidationException', 'The name of an export cannot be changed')
  check(wanted, call)
  call.of(Export).put({ ...known, updatedAt: call.now(), shown: { ...wanted, ExportArn: arn } })
  call.setTimer('deliver', known.id, call.now())
  return { ExportArn: arn }
}

export const DeleteExport: BcmDataExports['DeleteExport'] = ({ ExportArn: arn }, call) => {
  const known = exportNamed(arn, call)
  call.of(Export).delete(known.id)
  call.cancelTimer('deliver', known.id)
  for (const { id } of executionsOf(known.id, call)) call.table('execution').delete(id)
  return { ExportArn: arn }
}

export const GetExport: BcmDataExports['GetExport'] = ({ ExportArn: arn }, call) => {
  const known = exportNamed(arn, call)
  return { Export: known.shown, ExportStatus: statusOf(known) }
}

export const ListExports: BcmDataExports['ListExports'] = ({ MaxResults: limit, NextToken: token }, call) => {
  const all = [...call.of(Export).scan()].sort((a, b) => a.name < b.name ? -1 : 1)
  const { items, next } = sealedPage(all, { limit, usual: 100, token }, call, () =>
    call.fault('ValidationException', 'NextToken is not valid'))
  return {
    Exports: items.map(each => ({ ExportArn: call.arn(Export, each), ExportName: each.name, ExportStatus: statusOf(each) })), ...next,
  }
}

function statusOf({ createdAt, updatedAt, refreshedAt, problem }: Export) {
  return {
    StatusCode: problem === undefined ? 'HEALTHY' as const : 'UNHEALTHY' as const, ...(problem !== undefined && { StatusReason: problem }),
    CreatedAt: createdAt, LastUpdatedAt: updatedAt, ...(refreshedAt !== undefined && { LastRefreshedAt: refreshedAt }),
  }
}

/** @throws ResourceNotFoundException */
export function exportNamed(arn: string, call: Call<'ResourceNotFoundException'>): Export {
  const id = /:export\/([^/]+)$/.exec(arn)?.[1] ?? ''
  const found = call.of(Export).get(id)
  if (found !== undefined) return found
  throw call.fault('ResourceNotFoundException', `Export ${arn} does not exist`, { ResourceId: arn, ResourceType: 'EXPORT' })
}

/** What an export asks for. @throws ValidationException */
export function asked({ DataQuery }: Shown, call: CheckedCall): { readonly query: Query, readonly settings: TableSettings } {
  const { QueryStatement: text, TableConfigurations: tables = {} } = DataQuery
  for (const table of Object.keys(tables)) if (table !== usageTable) throw call.fault('ValidationException',
    `There is no table ${table} here`)
  const settings = settingsOf(tables[usageTable] as Record<string, string> | undefined ?? {}, call)
  try {
    return { settings, query: readQuery(text, table => table === usageTable ? columnsOf(settings) : undefined) }
  } catch (error) {
    if (!(error instanceof QueryProblem)) throw error
    throw call.fault('ValidationException', error.message)
  }
}

/** What goes together. @throws ValidationException */
function check(wanted: Shown, call: CheckedCall): void {
  const { Format, Compression } = wanted.DestinationConfigurations.S3Destination.S3OutputConfigurations
  if ((Format === 'PARQUET') !== (Compression === 'PARQUET')) {
    throw call.fault('ValidationException', 'Format and compression must both be PARQUET, or neither')
  }
  if (!/^[0-9A-Za-z!\-_.*'()]+$/.test(wanted.Name)) throw call.fault('ValidationException', `${wanted.Name} is no name of an export`)
  asked(wanted, call)
}
