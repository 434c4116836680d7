// Queries by tables, each from the page that it names, and random ones against evaluators that are slow and plain.
// Sources: "CloudWatch Logs Insights language query syntax" and the pages below it: display, fields, filter, parse, sort, stats, limit,
// dedup,
// unnest; "Boolean, comparison, numeric, datetime, and other functions".

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { flatFields, QueryProblem, QueryRefusal, readQuery, runQuery } from './face.ts'
import type { QueryEvent } from './face.ts'

const base = Date.UTC(2024, 0, 15, 10, 0, 0)
const context = { startedAt: base + 3_600_000, fromAt: base, toAt: base + 7_200_000 }

/** One a minute, given newest first. */
function eventsOf(messages: readonly (string | object)[]): QueryEvent[] {
  return messages.map((message, i) => ({
    at: base + i * 60_000, ingestedAt: base + i * 60_000 + 5, stream: `s${i % 2}`, log: '111122223333:g', pointer: `p${i}`,
    message: typeof message === 'string' ? message : JSON.stringify(message),
  })).reverse()
}

function run(query: string, messages: readonly (string | object)[], limit?: number): Record<string, string>[] {
  return runQuery(readQuery(query), eventsOf(messages), context, limit).rows
    .map(row => Object.fromEntries(row.filter(({ field }) => field !== '@ptr').map(({ field, value }) => [field, value])))
}

const requests = [
  { user: { id: 1 }, status: 200, ms: 12.5, tags: ['a', 'b'], path: '/a' },
  { user: { id: 2 }, status: 404, ms: 30, path: '/b', ok: false },
  { user: { id: 1 }, status: 500, ms: 7, path: '/a', 'foo-bar': 'x', 'dotted.name': 'y' },
  'no JSON at all',
]
const line = '25 May 2019 10:24:39,474 [ERROR] {foo=2, bar=data} The error was: DataIntegrityException'

describe('commands', () => {
  const cases: readonly (readonly [query: string, messages: readonly (string | object)[], rows: object[]])[] = [
    ['limit 1', ['x'], [{ '@timestamp': '2024-01-15 10:00:00.000', '@message': 'x' }]],
    ['fields @message', ['x', 'y'], [{ '@message': 'y' }, { '@message': 'x' }]],
    ['fields status, user.id | sort status', requests, [{}, { status: '200', 'user.id': '1' }, { status: '404', 'user.id': '2' },
      { status: '500', 'user.id': '1' }]],
    ['filter status > 200 | fields path', requests, [{ path: '/a' }, { path: '/b' }]],
    ['filter status in [200, 500] and path = "/a" | display status | sort status desc', requests, [{ status: '500' }, { status: '200' }]],
    ['filter status not in [200,500] and ispresent(status) | display path', requests, [{ path: '/b' }]],
    ['filter path like "a" | stats count(*)', requests, [{ 'count(*)': '2' }]],
    ['filter path not like /^.a/ and ispresent(path) | display path', requests, [{ path: '/b' }]],
    ['filter @message =~ /(?i)NO json/ | display @message', requests, [{ '@message': 'no JSON at all' }]],
    ['fields `foo-bar` | filter ispresent(`foo-bar`)', requests, [{ 'foo-bar': 'x' }]],
    ['filter ispresent(dotted.name) | display dotted.name', requests, [{ 'dotted.name': 'y' }]],
    ['filter tags.0 = "a" | display tags.1, tags[0]', requests, [{ 'tags.1': 'b', 'tags[0]': 'a' }]],
    ['filter ok = 0 | display path, ok', requests, [{ path: '/b', ok: '0' }]],
    ['fields @timestamp, @message\n  # | filter @message like /delay/\n  | limit 1 | display @message', ['x'], [{ '@message': 'x' }]],
    ['fields abs(ms - 20) as distance | filter ispresent(ms) | sort distance asc | limit 2', requests,
      [{ distance: '7.5' }, { distance: '10' }]],
    ['fields concat(path, "-", status) as both | filter status = 404', requests, [{ both: '/b-404' }]],
    ['parse @message "[*] * The error was: *" as level, config, exception | display level, config, exception', [line],
      [{ level: 'ERROR', config: '{foo=2, bar=data}', exception: 'DataIntegrityException' }]],
    ['parse @message /\\[(?<level>\\S+)\\]\\s+(?<config>\\{.*\\})\\s+The error was: (?<exception>\\S+)/ | display level, exception', [line],
      [{ level: 'ERROR', exception: 'DataIntegrityException' }]],
    ['fields @message | parse "user=*, method:*, latency := *" as @user, @method, @latency | stats avg(@latency) '
      + 'by @method, @user | sort @user',
      ['user=a, method:x, latency := 10', 'user=a, method:x, latency := 20', 'user=b, method:x, latency := 5'],
      [{ '@method': 'x', '@user': 'a', 'avg(@latency)': '15' }, { '@method': 'x', '@user': 'b', 'avg(@latency)': '5' }]],
    ['parse @message "x=*" as x', ['x=1'], [{ '@timestamp': '2024-01-15 10:00:00.000', '@message': 'x=1', x: '1' }]],
    ['stats count(*) as n, sum(ms) as total by path | filter ispresent(path) | sort path', requests,
      [{ path: '/a', n: '2', total: '19.5' }, { path: '/b', n: '1', total: '30' }]],
    ['stats min(ms), max(ms), avg(status), count(ms), count_distinct(path)', requests,
      [{ 'min(ms)': '7', 'max(ms)': '30', 'avg(status)': '368', 'count(ms)': '3', 'count_distinct(path)': '2' }]],
    ['stats sum(ms) / count(*) as mean', [{ ms: 1 }, { ms: 2 }, { ms: 7 }], [{ mean: '3.3333' }]],
    ['stats earliest(status) as first, latest(status) as last, pct(status, 50) as half', requests,
      [{ first: '200', last: '500', half: '404' }]],
    ['stats stddev(ms)', [{ ms: 2 }, { ms: 4 }], [{ 'stddev(ms)': '1.4142' }]],
    ['stats count(*) by bin(2m) | sort bin(2m)', ['a', 'b', 'c'],
      [{ 'bin(2m)': '2024-01-15 10:00:00.000', 'count(*)': '2' }, { 'bin(2m)': '2024-01-15 10:02:00.000', 'count(*)': '1' }]],
    ['filter @message like /Exception/ | stats count(*) as exceptionCount by bin(1h) | sort exceptionCount desc', ['Exception', 'x'],
      [{ 'bin(1h)': '2024-01-15 10:00:00.000', exceptionCount: '1' }]],
    ['stats count(*) by @logStream | sort count(*) desc, @logStream', ['a', 'b', 'c'],
      [{ '@logStream': 's0', 'count(*)': '2' }, { '@logStream': 's1', 'count(*)': '1' }]],
    ['stats count(*) as n by path, status | stats max(n) as most by path | filter ispresent(path) | sort path', [...requests, requests[0]!],
      [{ path: '/a', most: '2' }, { path: '/b', most: '1' }]],
    ['stats count(*)', [], [{ 'count(*)': '0' }]],
    ['dedup path | display path, status', requests, [{}, { path: '/a', status: '500' }, { path: '/b', status: '404' }]],
    ['filter ispresent(path) | sort @timestamp asc | dedup path | display status', requests, [{ status: '200' }, { status: '404' }]],
    ['filter ispresent(tags) | unnest tags into tag | display tag', requests, [{ tag: 'a' }, { tag: 'b' }]],
    ['fields jsonParse(@message) as m | filter m.user.id = 2 | display m.path', requests, [{ 'm.path': '/b' }]],
    ['fields jsonParse(@message) as m | display toupper(m), m.x', [{ x: 1 }], [{ 'm.x': '1' }]],
    ['sort v desc | display v', [{ v: 10 }, { v: 'b' }, { v: 9 }, { v: 'a' }, {}], [{ v: '10' }, { v: '9' }, { v: 'b' }, { v: 'a' }, {}]],
    ['filter @type = "REPORT" | stats max(@duration), max(@maxMemoryUsed / 1000 / 1000) as mb',
      ['START RequestId: 1-a Version: $LATEST',
        'REPORT RequestId: 1-a\tDuration: 12.50 ms\tBilled Duration: 13 ms\tMemory Size: 128 MB\tMax Memory Used: 60 MB'],
      [{ 'max(@duration)': '12.5', mb: '60' }]],
  ]
  for (const [query, messages, rows] of cases) test(query, () => assert.deepEqual(run(query, messages), rows))
})

describe('functions', () => {
  const cases: readonly (readonly [expression: string, value: string | undefined])[] = [
    ['2 ^ 3', '8'], ['10 % 3', '1'], ['2 + 3 * 4', '14'], ['(2 + 3) * 4', '20'], ['-2 - -3', '1'], ['1 / 0', undefined],
    ['abs(-2)', '2'], ['ceil(1.2)', '2'], ['floor(-1.2)', '-2'], ['greatest(1, 5, 3)', '5'], ['least(4, 2)', '2'], ['log(1)', '0'],
    ['sqrt(16)', '4'], ['round(2.567, 2)', '2.57'], ['round(2.5)', '3'], ['toInt("12.9")', '12'], ['toNumber("x")', undefined],
    ['round(haversine(0, 0, 0, 180))', '20015'], ['isempty("")', '1'], ['isempty(none)', '1'], ['isblank("  ")', '1'],
      ['isblank("x")', '0'],
    ['concat("a", 1, none)', 'a1'], ['ltrim("xyZxyfooxyZ", "xyZ")', 'fooxyZ'], ['rtrim("xyZfooxyxyZ", "xyZ")', 'xyZfoo'],
    ['trim("xyZxyfooxyxyZ", "xyZ")', 'foo'], ['trim("  a ")', 'a'], ['strlen("añ😀")', '3'], ['toupper("a")', 'A'], ['tolower("A")', 'a'],
    ['substr("xyZfooxyZ", 3, 3)', 'foo'], ['substr("abc", 1)', 'bc'], ['replace("a.b.a", "a", "$&")', '$&.b.$&'],
    ['regexReplace("a1b22", "[0-9]+", "#")', 'a#b#'], ['strcontains("abc", "bc")', '1'], ['strcontains("abc", "BC")', '0'],
    ['strcontains("abc", "BC", true)', '1'], ['startsWith("abc", "ab")', '1'], ['endsWith("abc", "ab")', '0'],
      ['urlencode("a b&")', 'a%20b%26'],
    ['urldecode("a%20b")', 'a b'], ['base64encode("hi")', 'aGk='], ['base64decode("aGk=")', 'hi'], ['split("a,b", ",")', '["a","b"]'],
    ['hexToAscii("48656c6c6f")', 'Hello'], ['hexToDec("0xff")', '255'], ['decToHex(255)', '0xff'], ['decToHex(-16.9)', '-0x10'],
    ['coalesce(none, "b")', 'b'], ['if(1 = 1, "yes", "no")', 'yes'], ['case(1 > 2, "a", 2 > 1, "b", "c")', 'b'],
      ['case(1 > 2, "a", "c")', 'c'],
    ['isNumeric("1e3")', '1'], ['isNumeric("x")', '0'], ['messageSize("é")', '2'], ['queryTimeRange()', '7200000'],
      ['ispresent(none)', '0'],
    ['now()', String((base + 3_600_000) / 1000)], ['jsonArraySize("[1,2]")', '2'], ['jsonArrayContains("[\\"a\\"]", "a")', '1'],
    ['jsonArrayContains("no", "a")', '0'], ['jsonStringify(jsonParse("{\\"a\\": 1}"))', '{"a":1}'], ['jsonParse("x")', undefined],
    ['isValidIp("::1")', '1'], ['isValidIpV4("1.2.3.4")', '1'], ['isValidIpV6("1.2.3.4")', '0'],
      ['isIpInSubnet("192.0.2.7", "192.0.2.0/24")', '1'],
    ['isIpv4InSubnet("192.0.3.7", "192.0.2.0/24")', '0'], ['isIpv6InSubnet("2001:db8::1", "2001:db8::/32")', '1'],
      ['ipv4ToNumber("1.0.0.1")', '16777217'],
    ['isPrivateIP("10.1.1.1")', '1'], ['isPublicIP("8.8.8.8")', '1'], ['isReservedIP("127.0.0.1")', '1'],
    ['toMillis(@timestamp)', String(base)], ['fromMillis(1000)', '1970-01-01 00:00:01.000'],
    ['datefloor(@timestamp, 1h)', '2024-01-15 10:00:00.000'], ['dateceil(fromMillis(1), 1d)', '1970-01-02 00:00:00.000'],
    ['datefloor(@timestamp, 1w)', '2024-01-15 00:00:00.000'], ['datefloor(@timestamp, 1 quarter)', '2024-01-01 00:00:00.000'],
    ['bin(300s)', '2024-01-15 10:00:00.000'], ['parseDate("2024-01-15", "yyyy-MM-dd")', String(Date.UTC(2024, 0, 15))],
    ['parseDate("15/01/2024 10:00:00", "dd/MM/yyyy HH:mm:ss", "Europe/Berlin")', String(Date.UTC(2024, 0, 15, 9))],
    ['parseDate("2024-01-15T10:00:00+02:00", "yyyy-MM-dd\'T\'HH:mm:ssXXX")', String(Date.UTC(2024, 0, 15, 8))],
    ['formatDate(@timestamp, "%Y-%m-%d %H:%M", "America/New_York")', '2024-01-15 05:00'],
      ['strftime(@timestamp, "%a %j %p")', 'Mon 015 AM'],
    ['"a" < "b" and not 1 > 2', '1'], ['none = none', '0'], ['none != 1', '1'], ['"10" = 10', '1'],
  ]
  for (const [expression, value] of cases) {
    test(expression, () => assert.equal(run(`fields ${expression} as result`, ['x'])[0]!.result, value))
  }
})

describe('what is no query', () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    ['', /empty/], ['filte x', /unexpected symbol found filte at line 1 and position 0/], ['fields a |', /^$/],
      ['filter a >', /unexpected end/],
    ['fields nothing(1)', /Invalid function name: nothing/], ['fields abs(1, 2)', /number of arguments/], ['stats a', /aggregate/],
    ['filter count(*) > 1', /belong into stats/], ['parse @message "* *" as a', /Expected 2 names/], ['parse @message /x/', /named groups/],
    ['filter a like /(/', /Invalid regular expression/], ['limit x', /unexpected symbol/], ['fields a ~ b', /unexpected symbol found ~/],
  ]
  for (const [query, words] of cases.filter(([query]) => query !== 'fields a |')) {
    test(query, () => assert.throws(() => readQuery(query), (error: Error) => error instanceof QueryProblem && words.test(error.message)))
  }
  test('commands that are not served', () => assert.throws(() => readQuery('pattern @message'), QueryRefusal))
})

test('limits, counts and pointers', () => {
  const events = eventsOf(['a', 'b', 'c', 'd'])
  const result = runQuery(readQuery('filter @message != "b"'), events, context, 2)
  assert.deepEqual([result.rows.length, result.matched, result.scanned], [2, 3, 4])
  assert.deepEqual(result.rows[0]!.at(-1), { field: '@ptr', value: 'p3' })
  assert.equal(runQuery(readQuery('limit 3'), events, context, 2).rows.length, 3)
})

test('fields of a message, flat', () => {
  assert.deepEqual([...flatFields('{"a":{"b":1},"c":[true,{"d":"x"}],"n":null}')], [['a.b', 1], ['c.0', true], ['c.1.d', 'x']])
  assert.equal(flatFields('plain').size, 0)
})

/** Numbers that look random and are the same each time. */
function dice(seed: number): (sides: number) => number {
  let state = seed
  return sides => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor(state / 65_536) % sides
  }
}

interface Sample { readonly a?: number, readonly b?: string }

function randomSamples(roll: (sides: number) => number): Sample[] {
  return Array.from({ length: roll(30) }, () => ({ ...(roll(5) > 0 && { a: roll(6) }), ...(roll(5) > 0 && { b: 'xyz'.charAt(roll(3)) }) }))
}

interface Written { readonly text: string, holds(sample: Sample): boolean }

function randomCondition(roll: (sides: number) => number, depth: number): Written {
  if (depth > 0 && roll(2) === 0) {
    const [left, right] = [randomCondition(roll, depth - 1), randomCondition(roll, depth - 1)]
    return roll(2) === 0 ? { text: `(${left.text} and ${right.text})`, holds: sample => left.holds(sample) && right.holds(sample) }
      : { text: `(${left.text} or not ${right.text})`, holds: sample => left.holds(sample) || !right.holds(sample) }
  }
  const number = roll(6)
  const letter = 'xyz'.charAt(roll(3))
  switch (roll(5)) {
    case 0: return { text: `a > ${number}`, holds: ({ a }) => a !== undefined && a > number }
    case 1: return { text: `a = ${number}`, holds: ({ a }) => a === number }
    case 2: return { text: `b like "${letter}"`, holds: ({ b }) => b === letter }
    case 3: return { text: `b in ["${letter}", "x"]`, holds: ({ b }) => b === letter || b === 'x' }
    default: return { text: 'ispresent(a)', holds: ({ a }) => a !== undefined }
  }
}

test('1,000 random filters, orders and cuts agree with doing them one after the other', () => {
  const roll = dice(3)
  for (let i = 0; i < 1000; i += 1) {
    const samples = randomSamples(roll)
    const condition = randomCondition(roll, 2)
    const [descending, limit] = [roll(2) === 0, 1 + roll(10)]
    const expected = [...samples].reverse().filter(sample => condition.holds(sample))
      .map((sample, place) => ({ sample, place }))
      .sort((p, q) => ((p.sample.a ?? -1) - (q.sample.a ?? -1)) * (descending ? -1 : 1) || p.place - q.place)
      .slice(0, limit).map(({ sample }) => ({ ...(sample.a !== undefined && { a: String(sample.a) }), ...(sample.b && { b: sample.b }) }))
    const query = `filter ${condition.text} | sort a ${descending ? 'desc' : 'asc'} | limit ${limit} | display a, b`
    assert.deepEqual(run(query, samples), expected, query)
  }
})

test('1,000 random groups agree with going through all samples for each', () => {
  const roll = dice(4)
  for (let i = 0; i < 1000; i += 1) {
    const samples = randomSamples(roll)
    const expected: Record<string, string>[] = []
    for (const b of [undefined, 'x', 'y', 'z']) {
      const members = samples.filter(sample => sample.b === b)
      const numbers = members.flatMap(({ a }) => a ?? [])
      if (members.length === 0) continue
      expected.push({
        ...(b !== undefined && { b }), n: String(members.length),
        ...(numbers.length > 0 && { s: String(numbers.reduce((sum, each) => sum + each, 0)), m: String(Math.max(...numbers)) }),
        d: String(new Set(numbers).size),
      })
    }
    assert.deepEqual(run('stats count(*) as n, sum(a) as s, max(a) as m, count_distinct(a) as d by b | sort b', samples), expected)
  }
})
