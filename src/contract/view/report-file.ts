// Rows of reports as files: CSV, plain or compressed, and Parquet under the names that Athena reads.

import { gzipSync } from 'node:zlib'
import { zip } from '../../std/zip.ts'
import type { ReportRow } from './report-rows.ts'

export type ReportCompression = 'GZIP' | 'ZIP' | 'Parquet'

export interface ReportFile { readonly bytes: Uint8Array, readonly ending: string }

export interface ReportFileOptions {
  /** Of the file in an archive, without its ending. */
  readonly name: string
  /** When it is made. */
  readonly at: number
  /** Which columns hold numbers; those with an amount's name where nothing is said. */
  readonly isNumber?: (column: string) => boolean
}

export async function reportFile(
  columns: readonly string[], rows: readonly ReportRow[], compression: ReportCompression,
    { name, at, isNumber = isNumberColumn }: ReportFileOptions,
): Promise<ReportFile> {
  switch (compression) {
    case 'GZIP': return { bytes: gzipSync(csv(columns, rows)), ending: '.csv.gz' }
    case 'ZIP': return { bytes: zip([{ name: `${name}.csv`, bytes: Buffer.from(csv(columns, rows)) }], at), ending: '.csv.zip' }
    case 'Parquet': return { bytes: await parquet(columns, rows, isNumber), ending: '.snappy.parquet' }
  }
}

/** `lineItem/UsageType` as Athena and data exports write it: `line_item_usage_type`. */
export function columnName(column: string): string {
  return column.replace(/[/:]/g, '_').replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase()
}

/** Amounts are numbers there, everything else is text. */
export function isNumberColumn(column: string): boolean {
  return /(Cost|Amount|Rate|Factor)$/i.test(column)
}

function csv(columns: readonly string[], rows: readonly ReportRow[]): string {
  const cell = (text: string) => /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  return `${[columns, ...rows.map(row => columns.map(column => row[column] ?? ''))].map(cells => cells.map(cell).join(',')).join('\n')}\n`
}

async function parquet(columns: readonly string[], rows: readonly ReportRow[], isNumber: (column: string) => boolean): Promise<Uint8Array> {
  const { parquetWriteBuffer } = await import('hyparquet-writer')
  const columnData = columns.map(column => {
    const values = rows.map(row => row[column] ?? '')
    const name = columnName(column)
    return isNumber(column)
      ? { name, data: values.map(text => text === '' ? null : Number(text)), type: 'DOUBLE' as const, nullable: true }
      : { name, data: values, type: 'STRING' as const }
  })
  return new Uint8Array(parquetWriteBuffer({ columnData }))
}
