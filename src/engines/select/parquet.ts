// Parquet in: rows of a file's columns, a row group at a time. The format is the business of the library `hyparquet`, which is loaded when
// the first such file is read. Source: "Considerations when using Amazon S3 Select", Amazon S3 User Guide: columns compressed with GZIP or
// Snappy, or not at all.

import { gunzipSync } from 'node:zlib'
import type { FileMetaData, SchemaElement } from 'hyparquet'
import { Decimal } from './decimal.ts'
import type { ScanRange } from './record.ts'
import { SelectRefusal } from './refusal.ts'
import { Timestamp } from './timestamp.ts'
import { Struct } from './value.ts'
import type { Value } from './value.ts'

/** A file of which any part can be read. */
export interface RangeFile {
  readonly sizeBytes: number
  read(fromByte: number, toByte: number): Promise<Uint8Array>
}

const codecs: ReadonlySet<string> = new Set(['UNCOMPRESSED', 'SNAPPY', 'GZIP'])

/** @throws SelectRefusal ParquetParsingError, ParquetUnsupportedCompressionCodec */
export async function* parquetRows(file: RangeFile, range: ScanRange | undefined): AsyncGenerator<Struct[]> {
  const { parquetMetadataAsync, parquetReadObjects } = await import('hyparquet')
  const buffer = {
    byteLength: file.sizeBytes,
    slice: async (from: number, to = file.sizeBytes): Promise<ArrayBuffer> => Uint8Array.from(await file.read(from, to)).buffer,
  }
  const metadata = await parsed(() => parquetMetadataAsync(buffer))
  const columns = topColumns(metadata)
  const names = columns.map(({ name }) => name)
  let rowStart = 0
  for (const group of metadata.row_groups) {
    const rowEnd = rowStart + Number(group.num_rows)
    for (const { meta_data: { codec } = {} } of group.columns) {
      if (codec !== undefined && !codecs.has(codec)) throw new SelectRefusal('ParquetUnsupportedCompressionCodec', codec)
    }
    if (rowEnd > rowStart && isWanted(group, range)) {
      const compressors = { GZIP: (bytes: Uint8Array) => gunzipSync(bytes) }
      const rows = await parsed(() => parquetReadObjects({ file: buffer, metadata, rowStart, rowEnd, compressors }))
      yield rows.map(row => new Struct(names, columns.map(column => valueOf((row as Record<string, unknown>)[column.name], column))))
    }
    rowStart = rowEnd
  }
}

/** What the library cannot read is the file's fault. */
async function parsed<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof SelectRefusal) throw error
    throw new SelectRefusal('ParquetParsingError', error instanceof Error ? error.message : String(error))
  }
}

/** A row group is wanted when it begins in the range. */
function isWanted({ columns }: FileMetaData['row_groups'][number], range: ScanRange | undefined): boolean {
  if (range === undefined) return true
  const first = columns[0]?.meta_data
  const at = Number(first?.dictionary_page_offset ?? first?.data_page_offset ?? 0)
  return at >= range.firstByte && at <= range.lastByte
}

/** The root's children: each is followed by its own descendants. */
function topColumns({ schema }: FileMetaData): SchemaElement[] {
  const columns: SchemaElement[] = []
  let at = 1
  const skip = (): void => {
    const children = schema[at]!.num_children ?? 0
    at += 1
    for (let i = 0; i < children; i += 1) skip()
  }
  while (at < schema.length) {
    columns.push(schema[at]!)
    skip()
  }
  return columns
}

function valueOf(value: unknown, column?: SchemaElement): Value {
  if (value === null || value === undefined) return null
  if (typeof value === 'number') {
    if (column?.converted_type === 'DECIMAL') return Decimal.parse(value.toFixed(column.scale ?? 0)) ?? null
    return column?.type === 'INT32' || (column?.type === undefined && Number.isInteger(value)) ? BigInt(value) : value
  }
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint') return value
  if (value instanceof Date) return Timestamp.ofMs(value.getTime())
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8')
  if (Array.isArray(value)) return value.map(each => valueOf(each))
  const members = Object.entries(value as Record<string, unknown>)
  return new Struct(members.map(([name]) => name), members.map(([, member]) => valueOf(member)))
}
