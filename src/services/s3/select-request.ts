// What SelectObjectContent is asked for, checked and in the engine's words. Pure.
// Source: SelectObjectContent, InputSerialization, OutputSerialization and ScanRange, Amazon S3 API Reference.

import type { CSVInput, InputSerialization, OutputSerialization, ScanRange, SelectObjectContentRequest } from '../../../generated/aws/s3.ts'
import type { CsvInput, CsvOutput, JsonOutput, ScanRange as ByteSpan, SelectInput, SelectRequest } from '../../engines/select/face.ts'
import { Fault } from '../../kernel/service.ts'

const texts = {
  InvalidCompressionFormat: 'The file is not in a supported compression format. Only GZIP and BZIP2 are supported.',
  InvalidDataSource: 'Invalid data source type. Only CSV, JSON, and Parquet are supported at this time.',
  InvalidExpressionType: 'The ExpressionType is invalid. Only SQL expressions are supported at this time.',
  InvalidFileHeaderInfo: 'The FileHeaderInfo is invalid. Only NONE, USE, and IGNORE are supported.',
  InvalidJsonType: 'The JsonType is invalid. Only DOCUMENT and LINES are supported at this time.',
  InvalidQuoteFields: 'The QuoteFields is invalid. Only ALWAYS and ASNEEDED are supported.',
  InvalidRequestParameter: 'The value of a parameter in SelectRequest element is invalid. '
    + 'Check the service API documentation and try again.',
  InvalidScanRange: 'The value of a parameter in ScanRange element is invalid. Check the service API documentation and try again.',
  MissingRequiredParameter: 'The SelectRequest entity is missing a required parameter. '
    + 'Check the service documentation and try again.',
  ObjectSerializationConflict: 'The SelectRequest entity can only contain one of CSV or JSON for each of input and output.',
} as const satisfies Readonly<Record<string, string>>

function refused(code: keyof typeof texts): Fault {
  return new Fault(code, texts[code])
}

/** For what is missing from a request. */
export function missingParameter(): Fault {
  return refused('MissingRequiredParameter')
}

/** @param nowMs epoch ms @throws Fault */
export function selectRequest(asked: SelectObjectContentRequest, sizeBytes: number, nowMs: number): SelectRequest {
  if (asked.ExpressionType.toUpperCase() !== 'SQL') throw refused('InvalidExpressionType')
  const compression = (asked.InputSerialization.CompressionType ?? 'NONE').toUpperCase()
  if (compression !== 'NONE' && compression !== 'GZIP' && compression !== 'BZIP2') throw refused('InvalidCompressionFormat')
  const input = inputOf(asked.InputSerialization)
  if (input.kind === 'parquet' && compression !== 'NONE') throw refused('InvalidCompressionFormat')
  const range = rangeOf(asked.ScanRange, sizeBytes)
  return {
    expression: asked.Expression, input, compression, output: outputOf(asked.OutputSerialization), nowMs, ...(range && { range }),
  }
}

function inputOf({ CSV: csv, JSON: json, Parquet: parquet }: InputSerialization): SelectInput {
  const given = [csv, json, parquet].filter(each => each !== undefined)
  if (given.length === 0) throw refused('InvalidDataSource')
  if (given.length > 1) throw refused('ObjectSerializationConflict')
  if (parquet !== undefined) return { kind: 'parquet' }
  if (csv !== undefined) return { kind: 'csv', csv: csvOf(csv) }
  const type = json?.Type?.toUpperCase() ?? ''
  if (type !== 'DOCUMENT' && type !== 'LINES') throw refused('InvalidJsonType')
  return { kind: 'json', type }
}

function csvOf(csv: CSVInput): CsvInput {
  const header = (csv.FileHeaderInfo ?? 'NONE').toUpperCase()
  if (header !== 'NONE' && header !== 'USE' && header !== 'IGNORE') throw refused('InvalidFileHeaderInfo')
  return {
    header,
    fieldDelimiter: delimiter(csv.FieldDelimiter, ','),
    recordDelimiter: delimiter(csv.RecordDelimiter, '\n'),
    quote: atMostOne(csv.QuoteCharacter, '"'),
    quoteEscape: atMostOne(csv.QuoteEscapeCharacter, '"'),
    // Absent, lines that begin with a number sign are no records: CSVInput, "Comments".
    comment: atMostOne(csv.Comments, '#'),
    quotedRecordDelimiters: csv.AllowQuotedRecordDelimiter ?? false,
  }
}

function outputOf({ CSV: csv, JSON: json }: OutputSerialization): CsvOutput | JsonOutput {
  if (csv !== undefined && json !== undefined) throw refused('ObjectSerializationConflict')
  if (json !== undefined) return { kind: 'json', recordDelimiter: json.RecordDelimiter ?? '\n' }
  if (csv === undefined) throw refused('InvalidDataSource')
  const quoteFields = (csv.QuoteFields ?? 'ASNEEDED').toUpperCase()
  if (quoteFields !== 'ALWAYS' && quoteFields !== 'ASNEEDED') throw refused('InvalidQuoteFields')
  return {
    kind: 'csv', quoteFields,
    fieldDelimiter: delimiter(csv.FieldDelimiter, ','), recordDelimiter: delimiter(csv.RecordDelimiter, '\n'),
    quote: atMostOne(csv.QuoteCharacter, '"'), quoteEscape: atMostOne(csv.QuoteEscapeCharacter, '"'),
  }
}

function delimiter(given: string | undefined, usual: string): string {
  if (given === undefined) return usual
  if (given === '' || given.length > 2) throw refused('InvalidRequestParameter')
  return given
}

function atMostOne(given: string | undefined, usual: string): string {
  if (given === undefined) return usual
  if ([...given].length > 1) throw refused('InvalidRequestParameter')
  return given
}

/** Both ends count; without a start the end says how many of the last bytes are meant. */
function rangeOf(range: ScanRange | undefined, sizeBytes: number): ByteSpan | undefined {
  if (range === undefined || (range.Start === undefined && range.End === undefined)) return undefined
  const { Start: start, End: end } = range
  if ((start ?? 0) < 0 || (end ?? 0) < 0) throw refused('InvalidScanRange')
  if (start === undefined) return { firstByte: Math.max(sizeBytes - end!, 0), lastByte: sizeBytes }
  if (start >= sizeBytes || (end !== undefined && end < start)) throw refused('InvalidScanRange')
  return { firstByte: start, lastByte: end ?? sizeBytes }
}
