// Filter patterns by tables, each from the page that it names, and by random patterns against a slow evaluator.
// Sources: "Filter pattern syntax for metric filters, subscription filters, filter log events, and Live Tail" and the pages below it,
// CloudWatch Logs User Guide; TestMetricFilter, CloudWatch Logs API Reference.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isReference, LogPatternProblem, readLogPattern } from './face.ts'

type Case = readonly [pattern: string, message: string, fits: boolean]

const json = JSON.stringify({
  eventType: 'UpdateTrail', sourceIPAddress: '111.111.111.111', arrayKey: ['value', 'another value'],
  objectList: [{ name: 'a', id: 1 }, { name: 'b', id: 2 }], SomeObject: null, 'cluster.name': 'c', on: true, bandwidth: 76, small: 1e-3,
})
const people = JSON.stringify({
  user: { id: 1, email: 'John.Stiles@example.com' },
  users: [{ id: 2, email: 'John.Doe@example.com' }, { id: 3, email: 'Jane.Doe@example.com' }], actions: ['GET', 'PUT', 'DELETE'],
  coordinates: [[0, 1, 2], [4, 5, 6], [7, 8, 9]],
})
const line = '127.0.0.1 Prod frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534'

const terms: readonly Case[] = [
  ['', 'anything', true],
  ['" "', 'anything', true],
  ['ERROR', '[ERROR 400] BAD REQUEST', true],
  ['ERROR', '[error 400] BAD REQUEST', false],
  ['AUTHORIZED', '[ERROR 401] UNAUTHORIZED REQUEST', false],
  ['%AUTHORIZED%', '[ERROR 401] UNAUTHORIZED REQUEST', true],
  ['ERROR ARGUMENTS', '[ERROR 419] MISSING ARGUMENTS', true],
  ['ERROR ARGUMENTS', '[ERROR 400] BAD REQUEST', false],
  ['?ERROR ?ARGUMENTS', '[ERROR 400] BAD REQUEST', true],
  ['?ERROR ?ARGUMENTS', '[WARN] BAD REQUEST', false],
  ['?ERROR ?ARGUMENTS REQUEST', '[INFO] REQUEST FAILED', true],
  ['"INTERNAL SERVER ERROR"', '[ERROR 500] INTERNAL SERVER ERROR', true],
  ['"INTERNAL SERVER ERROR"', 'INTERNAL ERROR SERVER', false],
  ['ERROR -ARGUMENTS', '[ERROR 400] BAD REQUEST', true],
  ['ERROR -ARGUMENTS', '[ERROR 420] INVALID ARGUMENTS', false],
  ['-"a b"', 'x a b', false],
  ['"[ERROR 4"', '[ERROR 4 x', true],
  ['%colou?r%', 'a color', true],
  ['%^[hc]at%', 'the cat', false],
  ['%10\\.10\\.0\\.1%', 'from 10.10.0.1', true],
  ['%10\\.10\\.0\\.1%', 'from 10010,051', false],
  ['%\\x28%', 'f(x)', true],
  ['%ab[0-9]*%', 'ab129', true],
]

const jsons: readonly Case[] = [
  ['{ $.eventType = "UpdateTrail" }', json, true],
  ['{ $.eventType = UpdateTrail }', json, true],
  ['{ $.eventType = "Update*" }', json, true],
  ['{ $.eventType != "UpdateTrail" }', json, false],
  ['{ $.sourceIPAddress != 123.123.* }', json, true],
  ['{ $.sourceIPAddress = 111.111.* }', json, true],
  ['{ $.arrayKey[0] = "value" }', json, true],
  ['{ $.arrayKey[1] = "value" }', json, false],
  ['{ $.eventType = %Trail% }', json, true],
  ['{ $.arrayKey[*] = %val.{2}% }', json, true],
  ['{ $.* = %111\\.111\\.111\\.1[0-9]{1,2}% }', json, true],
  ['{ $.objectList[1].id = 2 }', json, true],
  ['{ $.objectList[*].name = "b" }', json, true],
  ['{ $.objectList = "b" }', json, false],
  ["{ $.['cluster.name'] = \"c\" }", json, true],
  ['{ $.SomeObject IS NULL }', json, true],
  ['{ $.on IS TRUE }', json, true],
  ['{ $.on IS FALSE }', json, false],
  ['{ $.SomeOtherObject NOT EXISTS }', json, true],
  ['{ $.SomeObject NOT EXISTS }', json, false],
  ['{ $.missing != 1 }', json, false],
  ['{ $.bandwidth > 75 }', json, true],
  ['{ $.bandwidth <= 75 }', json, false],
  ['{ $.bandwidth = 7.6e+1 }', json, true],
  ['{ $.bandwidth = 7* }', json, true],
  ['{ $.small != 1e-3 }', json, false],
  ['{ ($.user.id = 1) && ($.users[0].email = "John.Doe@example.com") }', people, true],
  ['{ $.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = "nonmatch" && $.actions[2] = "nonmatch" }', people, true],
  ['{ ($.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = "nonmatch") && $.actions[2] = "nonmatch" }', people, false],
  ['{ ($.user.id = 2 && $.users[0].email = "nonmatch") || $.actions[2] = "GET" }', people, false],
  ['{ $.coordinates[1][2] = 6 }', people, true],
  ['{ $.a = 1 }', 'no json', false],
  ['{ $.a = 1 }', '{"a":1', false],
]

const fields: readonly Case[] = [
  ['[ip=%127\\.0\\.0\\.[1-9]%, user, username, timestamp, request =*.html*, status_code = 4*, bytes]', line, true],
  ['[..., request =*.html*, status_code = 4*, bytes]', line, true],
  ['[ip, user, username, timestamp, request =*.html*, status_code = 404 || status_code = 410, bytes]', line, true],
  ['[ip, user, username, timestamp, request, status_code = 410, bytes]', line, false],
  ['[ip, user, username, timestamp, request, status_code, bytes > 1500]', line, true],
  ['[ip, user, username, timestamp, request, status_code, bytes > 1534]', line, false],
  ['[ip, ..., bytes = 1534]', line, true],
  ['[ip, user, username, timestamp, request, status_code, bytes, more]', line, false],
  ['[w1=ERROR, w2]', 'ERROR 09/25/2014 12:00:02 Failed to process request', true],
  ['[w1=ERROR, w2]', 'INFO 09/25/2014 12:00:00 GET /service/resource/67 1200', false],
  ['[w1=ERROR || w1=WARNING, w2]', 'WARNING 09/25/2014 12:00:02 Invalid user request', true],
  ['[w1!=ERROR && w1!=WARNING, w2]', 'WARNING 09/25/2014 12:00:02 Invalid user request', false],
  ['[w1!=ERROR && w1!=WARNING, w2]', 'INFO 09/25/2014 12:00:00 GET /service/resource/67 1200', true],
  ['[logLevel, date, time, method, url=%/service/resource/[0-9]+$%, response_time]', 'INFO 09/25/2014 12:00:00 GET /service/resource/67 12',
    true],
  ['[logLevel, date, time, method, url=%/service/resource/[0-9]+$%, response_time]',
    'INFO 09/25/2014 12:00:01 POST /service/resource/67/p 1',
    false],
]

for (const [title, cases] of Object.entries({ terms, jsons, fields })) {
  describe(title, () => {
    for (const [pattern, message, fits] of cases) {
      test(`${pattern} ${fits ? 'takes' : 'leaves'} ${message.slice(0, 40)}`, () => {
        const read = readLogPattern(pattern)
        assert.equal(read.matches(message), fits)
        assert.equal(read.fit(message) !== undefined, fits)
      })
    }
  })
}

describe('what is no pattern', () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    ['[ERROR', /Invalid/], ['{ $.a }', /Invalid/], ['{ a = 1 }', /Invalid/], ['{ $.a = 1', /Invalid/], ['{ $.a IS NOT NULL }', /Invalid/],
    ['{ $.a > "x" }', /Invalid/], ['{ $.a[*].b[*] = 1 }', /one wildcard/], ['a:b', /Invalid character\(s\) in term 'a:b'/],
    ['%something!%', /Invalid regular expression/], ['%(a)%', /Invalid regular expression/], ['%[a%', /Invalid regular expression/],
    ['{ $.a = %a% && $.b = %b% && $.c = %c% }', /2 regular expressions/], ['[..., a, ...]', /Invalid/], ['[a = 1 && b = 2]', /Invalid/],
    ['{ $.a[*] = 1 && $.b[*] = 1 && $.c[*] = 1 && $.d[*] = 1 }', /3 wildcard/], ['{ $.a = 1 } x', /Invalid/],
  ]
  for (const [pattern, words] of cases) {
    test(pattern, () => {
      assert.throws(() => readLogPattern(pattern), (error: Error) => error instanceof LogPatternProblem && words.test(error.message))
    })
  }
})

test('what fits is taken apart', () => {
  assert.deepEqual(readLogPattern('[ip, identity, user_id, timestamp, request, status_code, size]').fit(line)!.extracted, {
    $ip: '127.0.0.1', $identity: 'Prod', $user_id: 'frank', $timestamp: '10/Oct/2000:13:25:15 -0700', $request: 'GET /index.html HTTP/1.0',
    $status_code: '404', $size: '1534',
  })
  assert.deepEqual(readLogPattern('[..., size]').fit('a b 12')!.extracted, { $1: 'a', $2: 'b', $size: '12' })
  const fit = readLogPattern('{ $.bandwidth > 1 && $.on IS TRUE }').fit(json)!
  assert.deepEqual(fit.extracted, { '$.bandwidth': '76', '$.on': 'true' })
  assert.deepEqual([fit.valueOf('$.objectList[0].id'), fit.valueOf('$.objectList'), fit.valueOf('$.none')], ['1', undefined, undefined])
  assert.deepEqual(['$.a', '$.a[0].b', '$', 'a', '$.a!'].map(text => isReference(text, 'json')), [true, true, false, false, false])
  assert.deepEqual(['$a', '$.a', 'a'].map(text => isReference(text, 'fields')), [true, false, false])
})

/** Numbers that look random and are the same each time. */
function dice(seed: number): (sides: number) => number {
  let state = seed
  return sides => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor(state / 65_536) % sides
  }
}

interface Written { readonly text: string, holds(event: Record<string, unknown>): boolean }

function randomCondition(roll: (sides: number) => number, depth: number): Written {
  if (depth > 0 && roll(2) === 0) {
    const [left, right] = [randomCondition(roll, depth - 1), randomCondition(roll, depth - 1)]
    return roll(2) === 0
      ? { text: `(${left.text}) && (${right.text})`, holds: event => left.holds(event) && right.holds(event) }
      : { text: `(${left.text}) || (${right.text})`, holds: event => left.holds(event) || right.holds(event) }
  }
  const name = ['a', 'b', 'c'][roll(3)]!
  const number = roll(4)
  const isPlain = (value: unknown) => value !== undefined && value !== null
  switch (roll(6)) {
    case 0: return { text: `$.${name} = ${number}`, holds: event => event[name] === number || event[name] === String(number) }
    case 1: return { text: `$.${name} > ${number}`, holds: event => isPlain(event[name]) && event[name] !== 'xy' && event[name] !== true &&
      Number(event[name]) > number }
    case 2: return { text: `$.${name} != "x*"`, holds: event => isPlain(event[name]) && !String(event[name]).startsWith('x') }
    case 3: return { text: `$.${name} NOT EXISTS`, holds: event => !(name in event) }
    case 4: return { text: `$.${name} IS NULL`, holds: event => event[name] === null }
    default: return { text: `$.${name} = %y$%`, holds: event => isPlain(event[name]) && String(event[name]).endsWith('y') }
  }
}

test('3,000 random JSON patterns agree with asking their conditions one by one', () => {
  const roll = dice(5)
  let taken = 0
  for (let i = 0; i < 3000; i += 1) {
    const condition = randomCondition(roll, 2)
    const event = Object.fromEntries(['a', 'b', 'c'].filter(() => roll(4) > 0)
      .map(name => [name, ([1, 2, 3, 'xy', '2', null, true] as const)[roll(7)]]))
    if ((condition.text.match(/%/g)?.length ?? 0) > 4) continue
    const expected = condition.holds(event)
    assert.equal(readLogPattern(`{ ${condition.text} }`).matches(JSON.stringify(event)), expected,
      `${condition.text} ${JSON.stringify(event)}`)
    if (expected) taken += 1
  }
  assert.ok(taken > 300, `only ${taken} patterns matched anything`)
})

test('2,000 random patterns of terms agree with looking at each word', () => {
  const roll = dice(9)
  const words = ['ab', 'a', 'b', 'ba', 'c']
  for (let i = 0; i < 2000; i += 1) {
    const message = Array.from({ length: roll(5) }, () => words[roll(5)]!)
    const wanted = Array.from({ length: 1 + roll(3) }, () => [['', '?', '-'][roll(3)]!, words[roll(5)]!] as const)
    const strict = wanted.filter(([sign]) => sign !== '?')
    const expected = strict.length > 0
      ? strict.every(([sign, word]) => message.includes(word) === (sign === '')) : wanted.some(([, word]) => message.includes(word))
    const pattern = wanted.map(([sign, word]) => sign + word).join(' ')
    assert.equal(readLogPattern(pattern).matches(message.join(', ')), expected, `${pattern} / ${message.join()}`)
  }
})
