// Exports of a table's contents, or of what changed in a time, into an S3 bucket, by real calls of S3 in the name of who asked. What is
// exported is what point-in-time recovery knows, so reading takes no capacity. The files are made in `export-files.ts`.
// Source: ExportTableToPointInTime and its kin, API Reference; "DynamoDB data export to Amazon S3", Developer Guide.

import type { Dynamodb, ExportDescription, ExportTableToPointInTimeInput } from '../../../generated/aws/dynamodb.ts'
import { Fault, resource } from '../../kernel/service.ts'
import type { Call, Principal } from '../../kernel/service.ts'
import { sourceTable } from './backup.ts'
import { restorable } from './continuous-backup.ts'
import { ExportWriter, viewOf } from './export-files.ts'
import { changesBetween, itemsAt } from './history.ts'
import { Table } from './table.ts'
import { invalid, notModelled } from './validation.ts'

export interface Export {
  readonly table: string
  readonly id: string
  readonly tableId: string
  readonly status: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED'
  readonly input: ExportTableToPointInTimeInput
  readonly requester: Principal
  readonly startedAt: number
  readonly endedAt?: number
  /** Of a full export: the time whose state is exported. */
  readonly exportAt: number
  /** Of an incremental one: from and to when. */
  readonly span?: { readonly from: number, readonly to: number }
  readonly manifestKey?: string
  readonly itemCount?: number
  readonly sizeBytes?: number
  readonly failure?: { readonly code: string, readonly message: string }
}

export const Export = resource<Export>({
  name: 'Export',
  key: ['table', 'id'],
  arn: 'arn:{partition}:dynamodb:{region}:{account}:table/{table}/export/{id}',
  notFound: 'ExportNotFoundException',
})

const typicalMs = 300_000
const shortestMs = 15 * 60_000
const longestMs = 24 * 3_600_000
/** A client token is good for so long. */
const tokenMs = 8 * 3_600_000
const pageSize = 25

export const ExportTableToPointInTime: Dynamodb['ExportTableToPointInTime'] = (input, call) => {
  if (input.FilterSpecification !== undefined) throw notModelled('Exports with a filter are not modelled.')
  const table = sourceTable(input.TableArn, call)
  const again = answered(table.name, input, call)
  if (again !== undefined) return { ExportDescription: describe(again, call) }
  const times = restorable(table, call.now())
  if (times === undefined) {
    throw call.fault('PointInTimeRecoveryUnavailableException', `Point in time recovery is not enabled for table '${table.name}'`)
  }
  const now = call.now()
  const { ExportTime: exportAt = now } = input
  if (exportAt > now || exportAt < floorSecond(times.earliestAt)) {
    throw call.fault('InvalidExportTimeException', 'The specified ExportTime is outside of the point in time recovery window.')
  }
  const span = input.ExportType === 'INCREMENTAL_EXPORT' ? spanOf(input, times.earliestAt, now, call) : undefined
  if (span === undefined && input.IncrementalExportSpecification !== undefined) {
    throw invalid('IncrementalExportSpecification can only be specified when ExportType is INCREMENTAL_EXPORT')
  }
  const made = call.of(Export).insert({
    table: table.name, id: `${String(now).padStart(14, '0')}-${call.hex(8)}`, tableId: table.id, status: 'IN_PROGRESS', input,
    requester: call.principal, startedAt: now, exportAt, ...(span !== undefined && { span }),
  })
  call.setTimer('runExport', `${made.table}/${made.id}`, now + Math.max(1, call.lifecycleMs(typicalMs)), [made.table, made.id])
  return { ExportDescription: describe(made, call) }
}

/** The export that was asked for with the same token. @throws ExportConflictException where it was another */
function answered(table: string, input: ExportTableToPointInTimeInput, call: Call): Export | undefined {
  const { ClientToken: token } = input
  if (token === undefined) return undefined
  for (const known of call.of(Export).scan({ within: [table] })) {
    if (known.input.ClientToken !== token || call.now() > known.startedAt + tokenMs) continue
    if (JSON.stringify(known.input) === JSON.stringify(input)) return known
    throw call.fault('ExportConflictException', 'The client token was used for another export')
  }
  return undefined
}

function spanOf(input: ExportTableToPointInTimeInput, earliestAt: number, now: number, call: Call): NonNullable<Export['span']> {
  const { ExportFromTime: from, ExportToTime: until } = input.IncrementalExportSpecification ?? {}
  if (from === undefined) throw invalid('ExportFromTime must be specified for an incremental export')
  const to = until ?? Math.min(now, from + longestMs)
  if (from < floorSecond(earliestAt) || to > now) {
    throw call.fault('InvalidExportTimeException', 'The specified export period is outside of the point in time recovery window.')
  }
  if (to - from < shortestMs || to - from > longestMs) {
    throw call.fault('InvalidExportTimeException',
      'The period between ExportFromTime and ExportToTime must be at least 15 minutes and at most 24 hours.')
  }
  return { from, to }
}

export const DescribeExport: Dynamodb['DescribeExport'] = ({ ExportArn: arn }, call) => {
  const [, table, , id] = arn.slice(arn.lastIndexOf(':') + 1).split('/')
  const found = table === undefined || id === undefined ? undefined : call.of(Export).get(table, id)
  if (found !== undefined && call.arn(Export, found) === arn) return { ExportDescription: describe(found, call) }
  throw call.fault('ExportNotFoundException', `Export not found: ${arn}`)
}

export const ListExports: Dynamodb['ListExports'] = (input, call) => {
  const { TableArn: arn, MaxResults: limit = pageSize, NextToken: token } = input
  const after = token === undefined ? undefined : call.open('exports', token) as [string, string] | undefined
  if (token !== undefined && after === undefined) throw invalid('Invalid NextToken')
  const name = arn?.split('/').at(-1)
  const found: Export[] = []
  for (const each of call.of(Export).scan({
    ...(name !== undefined && { within: [name] }), ...(after !== undefined && { after: name === undefined ? after : [after[1]] }),
  })) {
    if (found.length === limit) {
      const { table, id } = found.at(-1)!
      return { ExportSummaries: found.map(summary), NextToken: call.seal('exports', [table, id]) }
    }
    found.push(each)
  }
  return { ExportSummaries: found.map(summary) }

  function summary(each: Export) {
    return { ExportArn: call.arn(Export, each), ExportStatus: each.status, ExportType: typeOf(each) }
  }
}

/** The timer's work. */
export async function runExport([name, id]: readonly [string, string], call: Call): Promise<void> {
  const asked = call.of(Export).get(name, id)
  const table = call.of(Table).get(name)
  if (asked === undefined || asked.status !== 'IN_PROGRESS') return
  const finish = (change: Partial<Export>) => call.transact(() => {
    call.of(Export).put({ ...asked, ...change, endedAt: call.now() })
  })
  if (table?.id !== asked.tableId) {
    return finish({ status: 'FAILED', failure: { code: 'ResourceNotFound', message: 'The table was deleted' } })
  }
  const writer = new ExportWriter(asked, call.arn(Export, asked), call.arn(Table, table), call)
  try {
    const { span } = asked
    const written = span === undefined ? await writer.writeItems(itemsAt(table, asked.exportAt, call))
      : await writer.writeChanges(changesBetween(table, span.from, span.to, call), table.key)
    call.meter(span === undefined ? 'ExportDataSize-Bytes' : 'IncrementalExportDataSize-Bytes', written.sizeBytes)
    finish({ status: 'COMPLETED', ...written })
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    finish({ status: 'FAILED', failure: { code: `S3${error.code}`, message: error.message } })
  }
}

function describe(asked: Export, call: Call): ExportDescription {
  const { input, status, startedAt, endedAt, exportAt, span, failure, itemCount, sizeBytes, manifestKey } = asked
  return {
    ExportArn: call.arn(Export, asked), ExportStatus: status, StartTime: startedAt,
    ...(endedAt !== undefined && { EndTime: endedAt }),
    ...(manifestKey !== undefined && { ExportManifest: manifestKey }),
    TableArn: call.arn(Table, { name: asked.table } as Table), TableId: asked.tableId,
    ...(span === undefined && { ExportTime: exportAt }),
    ...(input.ClientToken !== undefined && { ClientToken: input.ClientToken }),
    S3Bucket: input.S3Bucket,
    ...(input.S3BucketOwner !== undefined && { S3BucketOwner: input.S3BucketOwner }),
    ...(input.S3Prefix !== undefined && { S3Prefix: input.S3Prefix }),
    S3SseAlgorithm: input.S3SseAlgorithm ?? 'AES256',
    ...(input.S3SseKmsKeyId !== undefined && { S3SseKmsKeyId: input.S3SseKmsKeyId }),
    ...(failure !== undefined && { FailureCode: failure.code, FailureMessage: failure.message }),
    ExportFormat: input.ExportFormat ?? 'DYNAMODB_JSON',
    ...(sizeBytes !== undefined && { BilledSizeBytes: sizeBytes }),
    ...(itemCount !== undefined && { ItemCount: itemCount }),
    ExportType: typeOf(asked),
    ...(span !== undefined && {
      IncrementalExportSpecification: { ExportFromTime: span.from, ExportToTime: span.to, ExportViewType: viewOf(asked) },
    }),
  }
}

function typeOf({ span }: Export): 'FULL_EXPORT' | 'INCREMENTAL_EXPORT' {
  return span === undefined ? 'FULL_EXPORT' : 'INCREMENTAL_EXPORT'
}

function floorSecond(at: number): number {
  return Math.floor(at / 1000) * 1000
}
