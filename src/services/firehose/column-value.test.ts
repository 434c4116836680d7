// Values of columns out of JSON, times in the forms that the two deserializers read, and what does not fit.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { columnValue, hiveTime, openTime } from './column-value.ts'
import type { Reading } from './column-value.ts'
import { readHiveType } from './hive-type.ts'

const reading: Reading = { time: openTime, member: (object, name) => object[name] }
const at = (text: string) => new Date(text)

test('values', () => {
  const cases: readonly (readonly [string, unknown, unknown])[] = [
    ['int', 5, 5], ['int', '5', 5], ['int', 5.9, 5], ['bigint', '9007199254740993', 9007199254740993n], ['tinyint', -128, -128],
    ['double', '1.5', 1.5], ['boolean', 'TRUE', true], ['string', 5, '5'], ['string', { a: 1 }, '{"a":1}'], ['string', null, null],
    ['decimal(10,2)', 1.239, 123n], ['decimal(10,2)', '-7', -700n], ['date', '2027-03-04', at('2027-03-04T00:00:00Z')],
    ['array<int>', [1, null], [1, null]], ['map<string,int>', { a: 1 }, new Map([['a', 1]])],
    ['struct<a:int,b:string>', { a: 1, c: 2 }, { a: 1, b: null }],
  ]
  for (const [type, value, wanted] of cases) assert.deepEqual(columnValue(value, readHiveType(type), reading), wanted, type)
})

test('what does not fit', () => {
  const cases: readonly (readonly [string, unknown])[] = [['int', 'x'], ['int', 2 ** 31], ['tinyint', 128], ['boolean', 1], ['double', ''],
    ['date', '2027-13-01'], ['timestamp', 'soon'], ['array<int>', 1], ['struct<a:int>', []], ['decimal(3,1)', 'x']]
  for (const [type, value] of cases) assert.throws(() => columnValue(value, readHiveType(type), reading), /is no /, type)
})

test('times as OpenX reads them', () => {
  const cases: readonly (readonly [string | number, string])[] = [
    ['2017-02-07T15:13:01.14Z', '2017-02-07T15:13:01.140Z'], ['2017-02-07T15:13:01+0200', '2017-02-07T13:13:01.000Z'],
    [1518033528, '2018-02-07T19:58:48.000Z'], [1518033528123, '2018-02-07T19:58:48.123Z'], ['1.518033528123E9', '2018-02-07T19:58:48.123Z'],
  ]
  for (const [value, wanted] of cases) assert.equal(openTime(value)?.toISOString(), wanted, String(value))
  assert.equal(openTime('tomorrow'), undefined)
})

test('times as Hive reads them', () => {
  const cases: readonly (readonly [readonly string[], string | number, string | undefined])[] = [
    [[], '2017-02-07 15:13:01.123', '2017-02-07T15:13:01.123Z'], [[], '2017-02-07T15:13:01Z', undefined],
    [['millis'], 1518033528123, '2018-02-07T19:58:48.123Z'], [['dd/MM/yyyy HH:mm'], '07/02/2017 15:13', '2017-02-07T15:13:00.000Z'],
    [['yyyy-MM-dd\'T\'HH:mm:ssZ', 'millis'], '2017-02-07T15:13:01-05:00', '2017-02-07T20:13:01.000Z'],
  ]
  for (const [formats, value, wanted] of cases) assert.equal(hiveTime(formats)(value)?.toISOString(), wanted, `${formats.join()} ${value}`)
  assert.throws(() => hiveTime(['EEE yyyy']), /'EEE'/)
})
