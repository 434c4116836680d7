// Conversion of records' format: JSON becomes Parquet by the columns of a table of Glue, which is asked for when records are delivered. A
// record that does not fit goes to the bucket of failures. Source: "Convert input data format in Amazon Data Firehose", Developer Guide;
// DataFormatConversionConfiguration, API Reference.

import { gzipSync } from 'node:zlib'
import type { DataFormatConversionConfiguration, ExtendedS3DestinationConfiguration, SchemaConfiguration } from
  '../../../generated/aws/firehose.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { hiveTime, openTime, structOf } from './column-value.ts'
import type { Reading } from './column-value.ts'
import { readHiveType, schemaElements } from './hive-type.ts'
import type { Field } from './hive-type.ts'
import { objectsIn } from './processing.ts'
import type { Failure, Item, Processed } from './processing.ts'

type Row = Readonly<Record<string, unknown>>

/** "If you enable record format conversion, the buffer size is at least 64 MiB": 128 where nothing is said. */
export const leastConvertedMiB = 64
export const usualConvertedMiB = 128
export const parquetEnding = '.parquet'

export function isConverted({ DataFormatConversionConfiguration: given }: ExtendedS3DestinationConfiguration): boolean {
  return given !== undefined && given.Enabled !== false
}

/** @throws InvalidArgumentException, NotImplemented */
export function checkConversion(s3: ExtendedS3DestinationConfiguration, call: Call): void {
  const { DataFormatConversionConfiguration: given = {}, CompressionFormat: format = 'UNCOMPRESSED', BufferingHints: hints } = s3
  const { SchemaConfiguration: schema, InputFormatConfiguration: input, OutputFormatConfiguration: output } = given
  const wrong = (message: string) => call.fault('InvalidArgumentException', message)
  if (schema === undefined || input?.Deserializer === undefined || output?.Serializer === undefined) {
    throw wrong('SchemaConfiguration, InputFormatConfiguration and OutputFormatConfiguration are required for data format conversion')
  }
  for (const name of ['RoleARN', 'DatabaseName', 'TableName'] as const) {
    if (schema[name] === undefined) throw wrong(`${name} is required in SchemaConfiguration`)
  }
  if (output.Serializer.ParquetSerDe === undefined) {
    throw call.fault('NotImplemented', 'Records are converted to Parquet; there is no writer of ORC here.')
  }
  if (format !== 'UNCOMPRESSED') throw wrong('CompressionFormat must be UNCOMPRESSED when data format conversion is enabled')
  if (hints?.SizeInMBs !== undefined && hints.SizeInMBs < leastConvertedMiB) {
    throw wrong(`BufferingHints.SizeInMBs must be at least ${leastConvertedMiB} when data format conversion is enabled`)
  }
  try {
    readingOf(given)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    throw call.fault('NotImplemented', `TimestampFormats: ${error.message}`)
  }
}

/** How the input's deserializer finds columns in objects and reads times. OpenX is meant where neither is said. */
function readingOf({ InputFormatConfiguration: input }: DataFormatConversionConfiguration): Reading {
  const { OpenXJsonSerDe: open, HiveJsonSerDe: hive } = input?.Deserializer ?? {}
  if (hive !== undefined) return { time: hiveTime(hive.TimestampFormats ?? []), member: anyCase }
  const { CaseInsensitive: anyCased = true, ConvertDotsInJsonKeysToUnderscores: dotless = false, ColumnToJsonKeyMappings: keys = {} }
    = open ?? {}
  return {
    time: openTime,
    member: (object, column) => {
      const name = keys[column] ?? column
      const find = anyCased ? anyCase : exactly
      const found = find(object, name)
      return found === undefined && dotless ? find(undotted(object), name) : found
    },
  }
}

function exactly(object: Row, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined
}

function anyCase(object: Row, name: string): unknown {
  if (Object.hasOwn(object, name)) return object[name]
  const key = Object.keys(object).find(each => each.toLowerCase() === name.toLowerCase())
  return key === undefined ? undefined : object[key]
}

function undotted(object: Row): Row {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name.replaceAll('.', '_'), value]))
}

interface GlueTable { readonly StorageDescriptor?: { readonly Columns?: readonly { readonly Name: string, readonly Type?: string }[] } }

/** The table's columns, by a real call of Glue. @throws Fault as the delivery tells it */
export async function columnsOf(given: DataFormatConversionConfiguration, call: Call): Promise<readonly Field[]> {
  const { CatalogId, DatabaseName, TableName, Region: region, VersionId = 'LATEST' } = given.SchemaConfiguration!
  const named = { DatabaseName, ...(CatalogId !== undefined && { CatalogId }) }
  const target = { ...(region !== undefined && { region }), ...(CatalogId !== undefined && { account: CatalogId }) }
  let table: GlueTable | undefined
  try {
    if (VersionId === 'LATEST') {
      ({ Table: table } = await call.invoke('glue', 'GetTable', { ...named, Name: TableName }, target) as { Table?: GlueTable })
    } else {
      const answer = await call.invoke('glue', 'GetTableVersion', { ...named, TableName, VersionId }, target)
      table = (answer as { TableVersion?: { Table?: GlueTable } }).TableVersion?.Table
    }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    throw new Fault(`DataFormatConversion.${error.code.replace(/Exception$/, '')}`, error.message)
  }
  const columns = table?.StorageDescriptor?.Columns ?? []
  if (columns.length === 0) throw invalidSchema(given.SchemaConfiguration!, 'it has no columns')
  return columns.map(({ Name: name, Type: type = 'string' }) => {
    try {
      return { name: name.toLowerCase(), type: readHiveType(type) }
    } catch (error) {
      if (!(error instanceof Error)) throw error
      throw invalidSchema(given.SchemaConfiguration!, error.message)
    }
  })
}

function invalidSchema({ DatabaseName: database, TableName: table }: SchemaConfiguration, why: string): Fault {
  return new Fault('DataFormatConversion.InvalidSchema', `The schema of ${database}.${table} is invalid: ${why}.`)
}

/** Records as rows; one record may hold several objects, one after the other. */
export function asRows(items: readonly Item[], given: DataFormatConversionConfiguration, columns: readonly Field[],
  call: Call): Processed {
  const dataCatalogTable = catalogTable(given.SchemaConfiguration!, call)
  const reading = readingOf(given)
  const done: Item[] = []
  const failures: Failure[] = []
  for (const item of items) {
    try {
      done.push({ ...item, rows: objects(item).map(object => structOf(object, columns, reading)) })
    } catch (error) {
      if (!(error instanceof Error)) throw error
      failures.push({
        item, kind: 'format-conversion-failed', code: 'DataFormatConversion.MalformedData', message: error.message, attempts: 1,
        dataCatalogTable,
      })
    }
  }
  return { items: done, failures }
}

function objects({ data }: Item): Row[] {
  const text = Buffer.from(data).toString().trim()
  if (text.startsWith('[')) throw new Error('The record is a list, where objects are read.')
  return objectsIn(text).map(part => JSON.parse(part) as Row)
}

/** The file that holds the rows of these records. */
export async function parquetFile(items: readonly Item[], given: DataFormatConversionConfiguration,
  columns: readonly Field[]): Promise<Uint8Array> {
  const { parquetWriteBuffer } = await import('hyparquet-writer')
  const { Compression: compression = 'SNAPPY', PageSizeBytes: pageSize } = given.OutputFormatConfiguration!.Serializer!.ParquetSerDe!
  const rows = items.flatMap(({ rows: own = [] }) => own)
  return new Uint8Array(parquetWriteBuffer({
    schema: [{ name: 'hive_schema', num_children: columns.length }, ...columns.flatMap(column => schemaElements(column))],
    columnData: columns.map(({ name }) => ({ name, data: rows.map(row => row[name]) })),
    codec: compression as 'SNAPPY', compressors: { GZIP: bytes => new Uint8Array(gzipSync(bytes)) },
    ...(pageSize !== undefined && { pageSize }),
  }))
}

/** What a failed record's line says of the table. */
function catalogTable({ DatabaseName, TableName, Region, VersionId, CatalogId }: SchemaConfiguration, call: Call): object {
  return {
    databaseName: DatabaseName, tableName: TableName, region: Region ?? call.region, versionId: VersionId ?? 'LATEST',
    catalogId: CatalogId ?? call.account,
  }
}
