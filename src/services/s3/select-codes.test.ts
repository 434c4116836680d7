// The error codes of SelectObjectContent, to the end of S3's list: each that applies is produced over the wire, before the first answer or
// as the end of the stream. Why others are not is in `select-codes.fixture.ts`.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { S3, SelectObjectContentCommandInput } from '@aws-sdk/client-s3'
import { codeOf, freshBucket, send } from './account.fixture.ts'
import { selectCodes } from './select-codes.fixture.ts'

type More = Partial<SelectObjectContentCommandInput> & { readonly body?: string | Buffer, readonly storageClass?: string }

/** Expressions over `1,x`, a line of CSV. */
const expressions: readonly (readonly [code: string, expression: string])[] = [
  ['CastFailed', 'SELECT CAST(_2 AS INT) FROM S3Object'],
  ['EvaluatorInvalidArguments', 'SELECT LOWER(_1, _2) FROM S3Object'],
  ['EvaluatorInvalidTimestampFormatPatternSymbol', 'SELECT TO_STRING(TO_TIMESTAMP(\'2020T\'), \'Q\') FROM S3Object'],
  ['EvaluatorLikePatternInvalidEscapeSequence', 'SELECT _1 FROM S3Object WHERE _2 LIKE \'a!\' ESCAPE \'!\''],
  ['EvaluatorNegativeLimit', 'SELECT * FROM S3Object LIMIT -1'],
  ['EvaluatorUnterminatedTimestampFormatPatternToken', 'SELECT TO_STRING(TO_TIMESTAMP(\'2020T\'), \'\'\'open\') FROM S3Object'],
  ['ExpressionTooLong', `SELECT '${'x'.repeat(256 * 1024)}' FROM S3Object`],
  ['IncorrectSqlFunctionArgumentType', 'SELECT SUM(_2) FROM S3Object'],
  ['IntegerOverflow', 'SELECT 9223372036854775807 + 1 FROM S3Object'],
  ['InvalidColumnIndex', 'SELECT _0 FROM S3Object'],
  ['InvalidDataSource', 'SELECT * FROM table1'],
  ['InvalidKeyPath', 'SELECT * FROM S3Object.a'],
  ['LexerInvalidChar', 'SELECT ? FROM S3Object'],
  ['LexerInvalidIONLiteral', 'SELECT `nonsense` FROM S3Object'],
  ['LexerInvalidLiteral', 'SELECT \'open FROM S3Object'],
  ['LikeInvalidInputs', 'SELECT _1 FROM S3Object WHERE _2 LIKE \'a\' ESCAPE \'!!\''],
  ['MultipleDataSourcesUnsupported', 'SELECT * FROM S3Object a, S3Object b'],
  ['ParseAsteriskIsNotAloneInSelectList', 'SELECT *, _1 FROM S3Object'],
  ['ParseCastArity', 'SELECT CAST(_1, 2) FROM S3Object'],
  ['ParseEmptySelect', 'SELECT FROM S3Object'],
  ['ParseExpectedDatePart', 'SELECT EXTRACT(week FROM _1) FROM S3Object'],
  ['ParseExpectedExpression', 'SELECT _1 FROM S3Object WHERE'],
  ['ParseExpectedIdentForAlias', 'SELECT _1 AS 5 FROM S3Object'],
  ['ParseExpectedKeyword', 'SELECT CASE WHEN _1 = 1 2 END FROM S3Object'],
  ['ParseExpectedLeftParenAfterCast', 'SELECT CAST _1 FROM S3Object'],
  ['ParseExpectedNumber', 'SELECT * FROM S3Object LIMIT x'],
  ['ParseExpectedRightParenBuiltinFunctionCall', 'SELECT LOWER(_1 FROM S3Object'],
  ['ParseExpectedTokenType', 'SELECT s.* FROM S3Object[*].a.b[0 s'],
  ['ParseExpectedTypeName', 'SELECT CAST(_1 AS BLOB) FROM S3Object'],
  ['ParseExpectedWhenClause', 'SELECT CASE _1 END FROM S3Object'],
  ['ParseInvalidPathComponent', 'SELECT s.a[*] FROM S3Object s'],
  ['ParseNonUnaryAgregateFunctionCall', 'SELECT SUM(_1, _2) FROM S3Object'],
  ['ParseSelectMissingFrom', 'SELECT *'],
  ['ParseUnexpectedToken', 'SELEC * FROM S3Object'],
  ['ParseUnsupportedCallWithStar', 'SELECT SUM(*) FROM S3Object'],
  ['ParseUnsupportedSelect', 'SELECT (SELECT 1) FROM S3Object'],
  ['ParseUnsupportedSyntax', 'SELECT * FROM S3Object ORDER BY _1'],
  ['UnsupportedFunction', 'SELECT REVERSE(_1) FROM S3Object'],
  ['UnsupportedSqlOperation', 'SELECT _2 + 1 FROM S3Object'],
  ['UnsupportedSqlStructure', 'SELECT _1, COUNT(*) FROM S3Object'],
  ['ValueParseFailure', 'SELECT TO_TIMESTAMP(_2) FROM S3Object'],
]

const csv = (more: object = {}) => ({ CSV: {}, ...more })

/** What is asked, and what lies there, around a plain expression. */
const requests: readonly (readonly [code: string, more: More])[] = [
  ['AmbiguousFieldName',
    { Expression: 'SELECT a FROM S3Object', InputSerialization: { CSV: { FileHeaderInfo: 'USE' } }, body: 'a,A\n1,2\n' }],
  ['CSVParsingError', { body: '"a\n' }],
  ['CSVUnescapedQuote', { body: '"a"b\n' }],
  ['InvalidCompressionFormat', { InputSerialization: csv({ CompressionType: 'ZIP' }) as never }],
  ['InvalidExpressionType', { ExpressionType: 'XPATH' as never }],
  ['InvalidFileHeaderInfo', { InputSerialization: { CSV: { FileHeaderInfo: 'MAYBE' as never } } }],
  ['InvalidJsonType', { InputSerialization: { JSON: { Type: 'WORDS' as never } } }],
  ['InvalidQuoteFields', { OutputSerialization: { CSV: { QuoteFields: 'NEVER' as never } } }],
  ['InvalidRequestParameter', { InputSerialization: { CSV: { FieldDelimiter: '|||' } } }],
  ['InvalidScanRange', { ScanRange: { Start: 10, End: 5 } }],
  ['InvalidTextEncoding', { body: Buffer.from([0xff, 0x0a]) }],
  ['JSONParsingError', { InputSerialization: { JSON: { Type: 'LINES' } }, body: '{"a":}' }],
  ['ObjectSerializationConflict', { OutputSerialization: { CSV: {}, JSON: {} } }],
  ['OverMaxColumn', { body: `${','.repeat(10_001)}\n` }],
  ['OverMaxRecordSize', { body: 'x'.repeat(2 ** 20 + 1) }],
  ['ParquetParsingError', { InputSerialization: { Parquet: {} }, body: 'PAR1' }],
  ['TruncatedInput', { InputSerialization: { CSV: {}, CompressionType: 'GZIP' }, body: gzipSync('1,x\n').subarray(0, 20) }],
  ['UnsupportedScanRangeInput', { InputSerialization: { CSV: {}, CompressionType: 'GZIP' }, ScanRange: { Start: 0, End: 5 },
    body: gzipSync('1,x\n') }],
  ['UnsupportedStorageClass', { storageClass: 'GLACIER' }],
]

async function failed(s3: S3, Bucket: string, { body = '1,x\n', storageClass = 'STANDARD', ...more }: More): Promise<string> {
  await s3.putObject({ Bucket, Key: 'key', Body: body, StorageClass: storageClass as never })
  try {
    const { Payload } = await s3.selectObjectContent({ Bucket, Key: 'key', Expression: 'SELECT * FROM S3Object', ExpressionType: 'SQL',
      InputSerialization: { CSV: {} }, OutputSerialization: { CSV: {} }, ...more })
    for await (const _ of Payload!) continue
    return 'nothing'
  } catch (error) {
    const { Code, name } = error as Error & { Code?: string }
    return Code ?? name
  }
}

test('expressions and requests fail with the codes of the list', async t => {
  const { s3, Bucket } = await freshBucket(t)
  for (const [code, Expression] of expressions) assert.equal(await failed(s3, Bucket, { Expression }), code, Expression.slice(0, 80))
  for (const [code, more] of requests) assert.equal(await failed(s3, Bucket, more), code)
})

test('a body that is empty or lacks something, and a range in the head', async t => {
  const { cloud, s3, Bucket } = await freshBucket(t)
  await s3.putObject({ Bucket, Key: 'key', Body: '1,x\n' })
  const ask = (body: string, headers: Record<string, string> = {}) => send(cloud, 'POST',
    'localhost:4566/bucket/key?select&select-type=2', {
    authorization: 'AWS 111122223333:any', date: 'Wed, 10 Mar 2027 10:30:00 GMT', 'content-length': String(body.length), ...headers }, body)
  const answers = [await ask(''), await ask('<SelectObjectContentRequest><Expression>SELECT 1</Expression></SelectObjectContentRequest>'),
    await ask('<SelectObjectContentRequest/>', { range: 'bytes=0-1' })]
  assert.deepEqual(answers.map(answer => [answer.status, codeOf(answer)]),
    [[400, 'EmptyRequestBody'], [400, 'MissingRequiredParameter'], [400, 'UnsupportedRangeHeader']])
})

test('the list is gone through to its end', () => {
  const produced = new Set([...expressions, ...requests].map(([code]) => code))
  for (const code of ['EmptyRequestBody', 'MissingRequiredParameter', 'UnsupportedRangeHeader']) produced.add(code)
  for (const [code, reason] of Object.entries(selectCodes)) assert.equal(produced.has(code), reason === undefined, code)
})
