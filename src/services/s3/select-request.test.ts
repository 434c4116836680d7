// What may be asked of SelectObjectContent. Source: its page in the Amazon S3 API Reference.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SelectObjectContentRequest } from '../../../generated/aws/s3.ts'
import { selectRequest } from './select-request.ts'

const plain: SelectObjectContentRequest = {
  Bucket: 'bucket', Key: 'key', Expression: 'SELECT 1', ExpressionType: 'SQL', InputSerialization: { CSV: {} },
    OutputSerialization: { CSV: {} },
}

test('what nothing is said of is as S3 has it', () => {
  const { input, output, compression, range } = selectRequest(plain, 100, 0)
  assert.deepEqual(input, { kind: 'csv', csv: {
    header: 'NONE', fieldDelimiter: ',', recordDelimiter: '\n', quote: '"', quoteEscape: '"', comment: '#',
      quotedRecordDelimiters: false } })
  assert.deepEqual(output, {
    kind: 'csv', quoteFields: 'ASNEEDED', fieldDelimiter: ',', recordDelimiter: '\n', quote: '"', quoteEscape: '"' })
  assert.deepEqual([compression, range], ['NONE', undefined])
})

for (const [name, more, code] of [
  ['type', { ExpressionType: 'XPATH' }, 'InvalidExpressionType'],
  ['no input', { InputSerialization: {} }, 'InvalidDataSource'],
  ['no output', { OutputSerialization: {} }, 'InvalidDataSource'],
  ['two inputs', { InputSerialization: { CSV: {}, JSON: { Type: 'LINES' } } }, 'ObjectSerializationConflict'],
  ['two outputs', { OutputSerialization: { CSV: {}, JSON: {} } }, 'ObjectSerializationConflict'],
  ['header', { InputSerialization: { CSV: { FileHeaderInfo: 'MAYBE' } } }, 'InvalidFileHeaderInfo'],
  ['JSON type', { InputSerialization: { JSON: { Type: 'WORDS' } } }, 'InvalidJsonType'],
  ['compression', { InputSerialization: { CSV: {}, CompressionType: 'ZIP' } }, 'InvalidCompressionFormat'],
  ['packed Parquet', { InputSerialization: { Parquet: {}, CompressionType: 'GZIP' } }, 'InvalidCompressionFormat'],
  ['quotes', { OutputSerialization: { CSV: { QuoteFields: 'NEVER' } } }, 'InvalidQuoteFields'],
  ['a long delimiter', { InputSerialization: { CSV: { FieldDelimiter: '|||' } } }, 'InvalidRequestParameter'],
  ['a long quote', { InputSerialization: { CSV: { QuoteCharacter: '""' } } }, 'InvalidRequestParameter'],
  ['a range that ends before it begins', { ScanRange: { Start: 10, End: 5 } }, 'InvalidScanRange'],
  ['a range behind the end', { ScanRange: { Start: 100 } }, 'InvalidScanRange'],
] as const satisfies readonly (readonly [string, Partial<SelectObjectContentRequest>, string])[]) {
  test(`${code}: ${name}`, () => { assert.throws(() => selectRequest({ ...plain, ...more }, 100, 0), { code, status: 400 }) })
}

test('ranges from a byte on, to a byte, of the last bytes', () => {
  const range = (ScanRange: object) => selectRequest({ ...plain, ScanRange }, 100, 0).range
  assert.deepEqual(range({ Start: 10, End: 20 }), { firstByte: 10, lastByte: 20 })
  assert.deepEqual(range({ Start: 10 }), { firstByte: 10, lastByte: 100 })
  assert.deepEqual(range({ End: 30 }), { firstByte: 70, lastByte: 100 })
})
