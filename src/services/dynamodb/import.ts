// Imports of files of an S3 bucket into a new table, by real calls of S3 in the name of who asked. The table is CREATING until all is read;
// writing takes no capacity. Lines that make no item are counted. Source: ImportTable and its kin, API Reference; "DynamoDB data import
// from Amazon S3", Developer Guide.

import type { Dynamodb, ImportTableDescription, ImportTableInput } from '../../../generated/aws/dynamodb.ts'
import { Fault, resource } from '../../kernel/service.ts'
import type { Call, Principal } from '../../kernel/service.ts'
import { checkItemKey } from './engine/key.ts'
import { checkItemSize, itemSizeBytes } from './engine/size.ts'
import { checkAttributes } from './engine/value-check.ts'
import { Invalid } from './engine/invalid.ts'
import type { Item } from './engine/value.ts'
import { ImportReader } from './import-files.ts'
import { writeItem } from './item-write.ts'
import { leave } from './reclaim.ts'
import { itemKey, itemsOf } from './stored-item.ts'
import { makeTable } from './table-creation.ts'
import { checkTableName, Table } from './table.ts'
import { invalid, notModelled } from './validation.ts'

export interface Import {
  readonly table: string
  readonly id: string
  readonly tableId: string
  readonly status: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED'
  readonly input: ImportTableInput
  readonly requester: Principal
  readonly startedAt: number
  readonly endedAt?: number
  readonly processedBytes: number
  readonly processedCount: number
  readonly importedCount: number
  readonly errorCount: number
  readonly failure?: { readonly code: string, readonly message: string }
}

export const Import = resource<Import>({
  name: 'Import',
  key: ['table', 'id'],
  arn: 'arn:{partition}:dynamodb:{region}:{account}:table/{table}/import/{id}',
  notFound: 'ImportNotFoundException',
})

const typicalMs = 120_000
const tokenMs = 8 * 3_600_000
const batchSize = 500
const pageSize = 25
const delimiters = [',', '\t', ':', ';', '|', ' ']

export const ImportTable: Dynamodb['ImportTable'] = (input, call) => {
  const { TableCreationParameters: parameters, InputFormat: format, InputFormatOptions: options } = input
  if (parameters.VectorIndexes !== undefined) throw notModelled('Vector indexes are not modelled.')
  checkTableName(parameters.TableName)
  const { Delimiter: delimiter } = options?.Csv ?? {}
  if (options?.Csv !== undefined && format !== 'CSV') throw invalid('InputFormatOptions for CSV can only be specified for the CSV format')
  if (delimiter !== undefined && !delimiters.includes(delimiter)) throw invalid(`The delimiter ${delimiter} is not supported`)
  const again = answered(input, call)
  if (again !== undefined) return { ImportTableDescription: describe(again, call) }
  const table = makeTable(parameters, call)
  // It is there when its contents are, not when so much time has gone by.
  call.cancelTimer('settle:Table', JSON.stringify([table.name]))
  const now = call.now()
  const made = call.of(Import).insert({
    table: table.name, id: `${String(now).padStart(14, '0')}-${call.hex(8)}`, tableId: table.id, status: 'IN_PROGRESS', input,
    requester: call.principal, startedAt: now, processedBytes: 0, processedCount: 0, importedCount: 0, errorCount: 0,
  })
  call.setTimer('runImport', `${made.table}/${made.id}`, now + Math.max(1, call.lifecycleMs(typicalMs)), [made.table, made.id])
  return { ImportTableDescription: describe(made, call) }
}

/** The import that was asked for with the same token. @throws ImportConflictException where it was another */
function answered(input: ImportTableInput, call: Call): Import | undefined {
  const { ClientToken: token } = input
  if (token === undefined) return undefined
  for (const known of call.of(Import).scan()) {
    if (known.input.ClientToken !== token || call.now() > known.startedAt + tokenMs) continue
    if (JSON.stringify(known.input) === JSON.stringify(input)) return known
    throw call.fault('ImportConflictException', 'The client token was used for another import')
  }
  return undefined
}

export const DescribeImport: Dynamodb['DescribeImport'] = ({ ImportArn: arn }, call) => {
  const [, table, , id] = arn.slice(arn.lastIndexOf(':') + 1).split('/')
  const found = table === undefined || id === undefined ? undefined : call.of(Import).get(table, id)
  if (found !== undefined && call.arn(Import, found) === arn) return { ImportTableDescription: describe(found, call) }
  throw call.fault('ImportNotFoundException', `Import not found: ${arn}`)
}

export const ListImports: Dynamodb['ListImports'] = ({ TableArn: arn, PageSize: limit = pageSize, NextToken: token }, call) => {
  const after = token === undefined ? undefined : call.open('imports', token) as [string, string] | undefined
  if (token !== undefined && after === undefined) throw invalid('Invalid NextToken')
  const name = arn?.split('/').at(-1)
  const found: Import[] = []
  for (const each of call.of(Import).scan({
    ...(name !== undefined && { within: [name] }), ...(after !== undefined && { after: name === undefined ? after : [after[1]] }),
  })) {
    if (found.length === limit) {
      const { table, id } = found.at(-1)!
      return { ImportSummaryList: found.map(summary), NextToken: call.seal('imports', [table, id]) }
    }
    found.push(each)
  }
  return { ImportSummaryList: found.map(summary) }

  function summary(each: Import) {
    const { ImportArn, ImportStatus, TableArn, S3BucketSource, InputFormat, StartTime, EndTime } = describe(each, call)
    return { ImportArn: ImportArn!, ImportStatus: ImportStatus!, TableArn: TableArn!, S3BucketSource: S3BucketSource!,
      InputFormat: InputFormat!, StartTime: StartTime!, ...(EndTime !== undefined && { EndTime }) }
  }
}

/** The timer's work: reads, writes a batch at a time, and makes the table ACTIVE; without its bucket there will be no table. */
export async function runImport([name, id]: readonly [string, string], call: Call): Promise<void> {
  const asked = call.of(Import).get(name, id)
  const table = call.of(Table).get(name)
  if (asked === undefined || asked.status !== 'IN_PROGRESS' || table?.id !== asked.tableId) return
  const sums = { processedBytes: 0, processedCount: 0, importedCount: 0, errorCount: 0 }
  try {
    let batch: Item[] = []
    const flush = () => {
      const items = batch
      batch = []
      call.transact(() => { for (const item of items) lay(table, item, sums, call) })
    }
    for await (const item of new ImportReader(asked, table, bytes => { sums.processedBytes += bytes }, call).items()) {
      sums.processedCount += 1
      if (item instanceof Invalid) sums.errorCount += 1
      else if (batch.push(item) === batchSize) flush()
    }
    flush()
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    call.transact(() => {
      call.of(Table).delete(name)
      leave([table.contents, ...table.indexes.map(({ contents }) => contents)], table, call)
      const failure = { code: `S3${error.code}`, message: error.message }
      call.of(Import).put({ ...asked, ...sums, status: 'FAILED', failure, endedAt: call.now() })
    })
    return
  }
  call.meter('ImportDataSize-Bytes', sums.processedBytes)
  call.transact(() => {
    const now = call.of(Table).require(name)
    call.of(Table).put({ ...now, status: 'ACTIVE', indexes: now.indexes.map(index => ({ ...index, status: 'ACTIVE' })) })
    call.of(Import).put({ ...asked, ...sums, status: 'COMPLETED', endedAt: call.now() })
  })
}

/** Items of the same key replace each other; what does not fit the table is counted. */
function lay(table: Table, given: Item, sums: { importedCount: number, errorCount: number }, call: Call): void {
  try {
    const item = checkAttributes(given)
    checkItemKey(item, table.key)
    const sizeBytes = itemSizeBytes(item)
    checkItemSize(sizeBytes, 'put')
    const at = itemKey(table, item)
    writeItem(table, at, itemsOf(call).get(at), item, sizeBytes, call)
    sums.importedCount += 1
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    sums.errorCount += 1
  }
}

function describe(asked: Import, call: Call): ImportTableDescription {
  const { input, status, startedAt, endedAt, failure } = asked
  return {
    ImportArn: call.arn(Import, asked), ImportStatus: status, TableArn: call.arn(Table, { name: asked.table } as Table),
    TableId: asked.tableId,
    ...(input.ClientToken !== undefined && { ClientToken: input.ClientToken }),
    S3BucketSource: input.S3BucketSource, ErrorCount: asked.errorCount, InputFormat: input.InputFormat,
    ...(input.InputFormatOptions !== undefined && { InputFormatOptions: input.InputFormatOptions }),
    InputCompressionType: input.InputCompressionType ?? 'NONE', TableCreationParameters: input.TableCreationParameters,
    StartTime: startedAt, ...(endedAt !== undefined && { EndTime: endedAt }),
    ProcessedSizeBytes: asked.processedBytes, ProcessedItemCount: asked.processedCount, ImportedItemCount: asked.importedCount,
    ...(failure !== undefined && { FailureCode: failure.code, FailureMessage: failure.message }),
  }
}
