// Moments: texts there and back, patterns, sums and differences. Sources: "Date functions", SQL reference for Amazon S3 Select.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dateAdd, dateDiff, extract } from './date-function.ts'
import type { DatePart } from './syntax.ts'
import { formatted } from './timestamp-pattern.ts'
import { Timestamp } from './timestamp.ts'

const at = (text: string): Timestamp => Timestamp.parse(text)!

for (const text of ['2007T', '2007-02T', '2007-02-23T', '2007-02-23T12:14Z', '2007-02-23T12:14:33Z', '2007-02-23T12:14:33.079-08:00',
  '0001-01-01T00:00:00Z', '2024-02-29T23:59:59.123456789+05:30']) {
  test(`${text} stays as it is`, () => { assert.equal(at(text).toString(), text) })
}

for (const text of ['2007', '2007-13T', '2023-02-29T', '2007-02-23T25:00Z', '2007-02-23 12:14:33Z', '2007-02-23T12:14:33', 'nonsense',
  '']) {
  test(`${JSON.stringify(text)} is no moment`, () => { assert.equal(Timestamp.parse(text), undefined) })
}

for (const [part, count, from, expected] of [
  ['year', 5, '2010-01-01T', '2015-01-01T'], ['month', 1, '2010T', '2010-02T'], ['month', 13, '2010T', '2011-02T'],
  ['day', -1, '2017-01-10T', '2017-01-09T'], ['hour', 1, '2017T', '2017-01-01T01:00Z'],
  ['hour', 1, '2017-01-02T03:04Z', '2017-01-02T04:04Z'], ['minute', 1, '2017-01-02T03:04:05.006Z', '2017-01-02T03:05:05.006Z'],
  ['second', 1, '2017-01-02T03:04:05.006Z', '2017-01-02T03:04:06.006Z'], ['month', 1, '2010-01-31T', '2010-02-28T'],
  ['month', -1, '2010-01-15T', '2009-12-15T'], ['year', -1, '2012-02-29T', '2011-02-28T'],
] as const) {
  test(`${from} and ${count} ${part}`, () => { assert.equal(dateAdd(part, BigInt(count), at(from)).toString(), expected) })
}

for (const [part, from, to, expected] of [
  ['year', '2010-01-01T', '2011-01-01T', 1], ['year', '2010T', '2010-05T', 0], ['month', '2010T', '2011T', 12],
  ['month', '2011T', '2010T', -12], ['day', '2010-01-01T23:00Z', '2010-01-02T01:00Z', 0], ['hour', '2010-01-01T23:00Z',
    '2010-01-02T01:30Z', 2],
  ['minute', '2010-01-01T00:00Z', '2010-01-01T00:00:59Z', 0], ['month', '2010-01-31T', '2010-02-27T', 0],
  ['second', '2010-01-01T00:00:00.900Z', '2010-01-01T00:00:01.800Z', 0],
] as const) {
  test(`${part} from ${from} to ${to}`, () => { assert.equal(dateDiff(part, at(from), at(to)), BigInt(expected)) })
}

for (const [part, expected] of [['year', 2010], ['month', 1], ['day', 2], ['hour', 3], ['minute', 4], ['second', 5],
  ['timezone_hour', -7], ['timezone_minute', -30]] as const satisfies readonly (readonly [DatePart, number])[]) {
  test(`${part} of a moment`, () => { assert.equal(extract(part, at('2010-01-02T03:04:05-07:30')), BigInt(expected)) })
}

for (const [pattern, expected] of [
  ['MMMM d, y', 'July 20, 1969'], ['MMM d, yyyy', 'Jul 20, 1969'], ['M-d-yy', '7-20-69'], ['MM-d-y', '07-20-1969'],
  ['MMMM d, y h:m a', 'July 20, 1969 8:18 PM'], ['y-MM-dd\'T\'H:m:ssX', '1969-07-20T20:18:00Z'], ['HH:mm:ss.SSS', '20:18:00.250'],
  ['xxxx', 'EvaluatorInvalidTimestampFormatPatternSymbol'], ['Q', 'EvaluatorInvalidTimestampFormatPatternSymbol'],
  ['\'open', 'EvaluatorUnterminatedTimestampFormatPatternToken'], ['xxx', '+00:00'], ['\'o\'\'clock\'', 'o\'clock'],
] as const) {
  test(`${pattern} writes ${expected}`, () => {
    const moment = at('1969-07-20T20:18:00.250Z')
    if (expected.startsWith('Evaluator')) assert.throws(() => formatted(moment, pattern), { code: expected })
    else assert.equal(formatted(moment, pattern), expected)
  })
}

test('offsets are written as the moment has them', () => {
  const moment = at('2017-01-02T03:04:05+08:00')
  assert.deepEqual(['X', 'XX', 'XXX', 'x'].map(pattern => formatted(moment, pattern)), ['+08', '+0800', '+08:00', '+08'])
  assert.equal(moment.compare(at('2017-01-01T19:04:05Z')), 0)
})
