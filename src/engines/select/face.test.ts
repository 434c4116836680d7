// Whole queries: tables of expressions with what they answer, and of those that are refused. Sources: the pages of "SQL reference for
// Amazon S3 Select", Amazon S3 User Guide.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { Selection } from './face.ts'
import type { SelectRequest } from './face.ts'
import { csv, csvOutput, json, jsonOutput, plainCsv, selected, sourceOf } from './selection.fixture.ts'

const people = 'name,age,city\nAnn,31,Bonn\nBob,9,Paris\nCid,,"New York, NY"\n'

for (const [expression, expected] of [
  ['SELECT * FROM S3Object', 'Ann,31,Bonn\nBob,9,Paris\nCid,,"New York, NY"\n'],
  ['select s.* from s3object s limit 1', 'Ann,31,Bonn\n'],
  ['SELECT name FROM S3Object WHERE city LIKE \'%n%\'', 'Ann\n'],
  ['SELECT s."name", s._2 FROM S3Object AS s WHERE CAST(s.age AS INT) > 10', 'CastFailed'],
  ['SELECT s.NAME FROM S3Object s WHERE s.age <> \'\' AND CAST(s.age AS INT) > 10', 'Ann\n'],
  ['SELECT name, age FROM S3Object WHERE age > 5', 'Ann,31\nBob,9\n'],
  ['SELECT COUNT(*), AVG(CAST(NULLIF(age, \'\') AS INT)) FROM S3Object', '3,20\n'],
  ['SELECT COUNT(*) FROM S3Object WHERE name = \'nobody\'', '0\n'],
  ['SELECT SUM(CAST(age AS INT)) FROM S3Object WHERE name = \'nobody\'', '\n'],
  ['SELECT name || \' of \' || city AS "full" FROM S3Object LIMIT 1', 'Ann of Bonn\n'],
  ['SELECT name FROM S3Object WHERE age BETWEEN 1 AND 10 OR name IN (\'Cid\', \'Dan\')', 'Bob\nCid\n'],
  ['SELECT CASE WHEN age > 18 THEN \'adult\' WHEN age = \'\' THEN \'unknown\' ELSE \'child\' END FROM S3Object', 'adult\nchild\nunknown\n'],
  ['SELECT CASE name WHEN \'Ann\' THEN 1 END FROM S3Object', '1\n\n\n'],
  ['SELECT name FROM S3Object WHERE name LIKE \'A\\_%\' ESCAPE \'\\\'', ''],
  ['SELECT name FROM S3Object WHERE NOT (age > 10) LIMIT 5', 'Bob\n'],
  ['SELECT name FROM S3Object LIMIT 0', ''],
  ['SELECT name -- a comment\n FROM S3Object /* another */ LIMIT 1;', 'Ann\n'],
] as const) {
  test(`of people: ${expression}`, async () => {
    const answer = selected(expression, people, { input: csv({ header: 'USE' }), output: csvOutput })
    if (expected === 'CastFailed') await assert.rejects(answer, { code: expected })
    else assert.equal(await answer, expected)
  })
}

const shop = '{"shop":"one","open":true,"items":[{"name":"nail","price":1.10,"tags":["a","b"]},{"name":"saw","price":20}],'
  + '"address":{"City":"Bonn"}}\n{"shop":"two","open":null,"items":[],"big":9007199254740993}'

for (const [expression, expected] of [
  ['SELECT * FROM S3Object s WHERE s.shop = \'one\'', `${shop.split('\n')[0]}\n`],
  ['SELECT s.shop, s.address.city FROM S3Object s', '{"shop":"one","city":"Bonn"}\n{"shop":"two"}\n'],
  ['SELECT s.items[0].price, s[\'shop\'] FROM S3Object[*] s', '{"price":1.10,"shop":"one"}\n{"shop":"two"}\n'],
  ['SELECT i.name, i.price * 2 AS twice FROM S3Object[*].items[*] i',
    '{"name":"nail","twice":2.20}\n{"name":"saw","twice":40}\n{"twice":null}\n'],
  ['SELECT price FROM S3Object[*].items[*].price LIMIT 2', '{"price":1.10}\n{"price":20}\n'],
  ['SELECT _1.name FROM S3Object[*].items[*] LIMIT 1', '{"name":"nail"}\n'],
  ['SELECT SUM(i.price), COUNT(i.name) FROM S3Object[*].items[*] i', '{"_1":21.10,"_2":2}\n'],
  ['SELECT s.shop FROM S3Object s WHERE s.open IS NULL AND s.open IS NOT MISSING', '{"shop":"two"}\n'],
  ['SELECT s.shop FROM S3Object s WHERE s.big IS MISSING', '{"shop":"one"}\n'],
  ['SELECT s.big + 1 AS more FROM S3Object s WHERE s.open IS NULL', '{"more":9007199254740994}\n'],
  ['SELECT s.items FROM S3Object s WHERE s.open', '{"items":[{"name":"nail","price":1.10,"tags":["a","b"]},{"name":"saw","price":20}]}\n'],
  ['SELECT COALESCE(s.nothing, s.open, \'none\') AS c FROM S3Object s', '{"c":true}\n{"c":"none"}\n'],
  ['SELECT v FROM S3Object[*].address.* v LIMIT 1', '{"v":"Bonn"}\n'],
] as const) {
  test(`of shops: ${expression}`, async () => {
    assert.equal(await selected(expression, shop, { input: json(), output: jsonOutput }), expected)
    if (!expression.includes('*].')) assert.equal(await selected(expression, shop, { input: json('LINES') }), expected)
  })
}

test('a root list is one value, its elements are reached by a wildcard', async () => {
  const list = '[{"a":1},{"a":2}]'
  assert.equal(await selected('SELECT COUNT(*) FROM S3Object', list, { input: json() }), '{"_1":1}\n')
  assert.equal(await selected('SELECT r.a FROM S3Object[*][*] r', list, { input: json() }), '{"a":1}\n{"a":2}\n')
})

for (const [expression, code] of [
  ['SELEC * FROM S3Object', 'ParseUnexpectedToken'], ['SELECT FROM S3Object', 'ParseEmptySelect'], ['SELECT *', 'ParseSelectMissingFrom'],
  ['SELECT * FROM table1', 'InvalidDataSource'], ['SELECT * FROM S3Object a, S3Object b', 'MultipleDataSourcesUnsupported'],
  ['SELECT * FROM S3Object ORDER BY _1', 'ParseUnsupportedSyntax'], ['SELECT *, _1 FROM S3Object', 'ParseAsteriskIsNotAloneInSelectList'],
  ['SELECT _1 FROM S3Object WHERE', 'ParseExpectedExpression'], ['SELECT _1 AS 5 FROM S3Object', 'ParseExpectedIdentForAlias'],
  ['SELECT CAST(_1 AS BLOB) FROM S3Object', 'ParseExpectedTypeName'], ['SELECT CAST _1 FROM S3Object', 'ParseExpectedLeftParenAfterCast'],
  ['SELECT SUM(*) FROM S3Object', 'ParseUnsupportedCallWithStar'], ['SELECT SUM(_1, _2) FROM S3Object',
    'ParseNonUnaryAgregateFunctionCall'],
  ['SELECT _1, COUNT(*) FROM S3Object', 'UnsupportedSqlStructure'], ['SELECT SUM(MAX(_1)) FROM S3Object', 'UnsupportedSqlStructure'],
  ['SELECT REVERSE(_1) FROM S3Object', 'UnsupportedFunction'], ['SELECT LOWER(_1, _2) FROM S3Object', 'EvaluatorInvalidArguments'],
  ['SELECT EXTRACT(week FROM _1) FROM S3Object', 'ParseExpectedDatePart'], ['SELECT * FROM S3Object LIMIT -1', 'EvaluatorNegativeLimit'],
  ['SELECT * FROM S3Object LIMIT x', 'ParseExpectedNumber'], ['SELECT \'open FROM S3Object', 'LexerInvalidLiteral'],
  ['SELECT `nonsense` FROM S3Object', 'LexerInvalidIONLiteral'], ['SELECT ? FROM S3Object', 'LexerInvalidChar'],
  ['SELECT name FROM S3Object', 'MissingHeaders'], ['SELECT _0 FROM S3Object', 'InvalidColumnIndex'],
  ['SELECT _1 / 0 FROM S3Object', 'EvaluatorInvalidArguments'], ['SELECT 9223372036854775807 + 1 FROM S3Object', 'IntegerOverflow'],
  ['SELECT _2 + 1 FROM S3Object', 'UnsupportedSqlOperation'], ['SELECT SUM(_2) FROM S3Object', 'IncorrectSqlFunctionArgumentType'],
  ['SELECT TO_TIMESTAMP(_2) FROM S3Object', 'ValueParseFailure'], ['SELECT CAST(_2 AS INT) FROM S3Object', 'CastFailed'],
  ['SELECT s.* FROM S3Object[*].a.b[0 s', 'ParseExpectedTokenType'],
  [`SELECT ${'('.repeat(300)}1${')'.repeat(300)} FROM S3Object`, 'ParseUnsupportedSyntax'],
  [`SELECT '${'x'.repeat(256 * 1024)}' FROM S3Object`, 'ExpressionTooLong'],
] as const) {
  test(`${code}: ${expression.slice(0, 60)}`, async () => {
    await assert.rejects(selected(expression, '5,text\n'), { name: 'SelectRefusal', code })
  })
}

for (const [name, input, text, code] of [
  ['a field that does not end', csv(), '"a\n', 'CSVParsingError'], ['text behind a quote', csv(), '"a"b\n', 'CSVUnescapedQuote'],
  ['bytes that are no UTF-8', csv(), Buffer.from([0xff, 0x0a]), 'InvalidTextEncoding'],
  ['no JSON', json(), '{"a":}', 'JSONParsingError'], ['half a JSON value', json(), '{"a":1', 'JSONParsingError'],
  ['one bracket too many', json(), '{}}', 'JSONParsingError'], ['nesting without end', json(), '['.repeat(600) + ']'.repeat(600),
    'JSONParsingError'],
  ['a record beyond 1 MB', csv(), 'x'.repeat(2 ** 20 + 1), 'OverMaxRecordSize'], ['no Parquet', { kind: 'parquet' }, 'PAR1',
    'ParquetParsingError'],
] as const) {
  test(`${code}: ${name}`, async () => {
    await assert.rejects(selected('SELECT * FROM S3Object', text, { input }), { name: 'SelectRefusal', code })
  })
}

test('names that fit twice', async () => {
  await assert.rejects(selected('SELECT a FROM S3Object', 'a,A\n1,2\n', { input: csv({ header: 'USE' }) }), { code: 'AmbiguousFieldName' })
  assert.equal(await selected('SELECT "A" FROM S3Object', 'a,A\n1,2\n', { input: csv({ header: 'USE' }) }), '{"A":"2"}\n')
})

test('delimiters, quotes, comments, headers', async () => {
  const text = '#no record\nx;y\r\n\'a\';\'b\'\'c;\nd\'\r\n'
  const input = csv({ fieldDelimiter: ';', recordDelimiter: '\r\n', quote: '\'', quoteEscape: '\'', quotedRecordDelimiters: true })
  assert.equal(await selected('SELECT * FROM S3Object', `${text.slice(11)}`, { input }),
    '{"_1":"x","_2":"y"}\n{"_1":"a","_2":"b\'c;\\nd"}\n')
  assert.equal(await selected('SELECT * FROM S3Object', '#c\na\nb\n', { input: csv({ header: 'IGNORE' }) }), '{"_1":"b"}\n')
  assert.equal(await selected('SELECT * FROM S3Object', 'a,"b"\n', { output: { ...csvOutput, quoteFields: 'ALWAYS', fieldDelimiter: '\t',
    recordDelimiter: '|' } }), '"a"\t"b"|')
  assert.equal(await selected('SELECT _1 FROM S3Object', '"a""b"\n', { output: { ...csvOutput, quoteEscape: '\\' } }), '"a\\"b"\n')
})

test('compressed objects, and such as only say so', async () => {
  const packed = gzipSync(people)
  const request = { input: csv({ header: 'USE' }), compression: 'GZIP' } as const
  assert.equal(await selected('SELECT COUNT(*) FROM S3Object', packed, request), '{"_1":3}\n')
  for (const broken of [people, packed.subarray(0, 20)]) {
    await assert.rejects(selected('SELECT * FROM S3Object', broken, request), { code: 'TruncatedInput' })
    await assert.rejects(selected('SELECT * FROM S3Object', broken, { ...request, compression: 'BZIP2' }), { code: 'TruncatedInput' })
  }
})

test('a scan range takes the records that begin in it', async () => {
  const lines = ['aa', 'b', 'cccc', 'dd', 'e'].map(line => `${line}\n`)
  const text = lines.join('')
  for (let firstByte = 0; firstByte < text.length; firstByte += 1) {
    for (let lastByte = firstByte; lastByte <= text.length; lastByte += 1) {
      let at = 0
      const expected = lines.filter(line => {
        at += line.length
        return at - line.length >= firstByte && at - line.length <= lastByte
      })
      const answer = await selected('SELECT * FROM S3Object', text, { output: csvOutput, range: { firstByte, lastByte } })
      assert.equal(answer, expected.join(''), `${firstByte}-${lastByte}`)
    }
  }
  const named = { input: csv({ header: 'USE' }), output: csvOutput }
  assert.equal(await selected('SELECT name FROM S3Object', people, { ...named, range: { firstByte: 20, lastByte: 30 } }), 'Bob\n')
  for (const more of [{ compression: 'GZIP' }, { input: json('DOCUMENT') }, { input: csv({ quotedRecordDelimiters: true }) }] as const) {
    await assert.rejects(selected('SELECT * FROM S3Object', text, { ...more, range: { firstByte: 0, lastByte: 5 } }), {
      code: 'UnsupportedScanRangeInput' })
  }
})

test('what was read, unpacked and answered is counted, and no more is read than a limit needs', async () => {
  const text = 'line\n'.repeat(100_000)
  const request: SelectRequest = {
    expression: 'SELECT * FROM S3Object LIMIT 3', input: { kind: 'csv', csv: plainCsv }, compression: 'NONE', output: csvOutput, nowMs: 0,
  }
  const selection = new Selection(request, sourceOf(Buffer.from(text), 1000))
  for await (const part of selection) assert.equal(Buffer.from(part).toString(), 'line\n'.repeat(3))
  assert.deepEqual(selection.stats, { scanned: 1000, processed: 1000, returned: 15 })
  const all = new Selection({ ...request, expression: 'SELECT * FROM S3Object' }, sourceOf(Buffer.from(text), 1000))
  for await (const part of all) assert.ok(part.length <= 2 ** 20)
  assert.deepEqual(all.stats, { scanned: text.length, processed: text.length, returned: text.length })
})
