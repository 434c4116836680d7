// Form text ⇄ pairs: tables, hostile text, and round trips.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { maximumPairs, parseForm, requestPairs, writeForm } from './form.ts'
import { MalformedRequest } from './message.ts'

const readable: [string, [string, string][]][] = [
  ['', []],
  ['a=1', [['a', '1']]],
  ['a=1&b=2', [['a', '1'], ['b', '2']]],
  ['&&a=1&&', [['a', '1']]],
  ['a', [['a', '']]],
  ['a=', [['a', '']]],
  ['=a', [['', 'a']]],
  ['a=b=c', [['a', 'b=c']]],
  ['a&b=1', [['a', ''], ['b', '1']]],
  ['a+b=c+d', [['a b', 'c d']]],
  ['a=%2B%20%26%3D', [['a', '+ &=']]],
  ['a=%c3%a9', [['a', 'é']]],
  ['a=\xc3\xa9', [['a', 'é']]],
  ['a=%F0%9F%98%B9', [['a', '😹']]],
  ['a=%00', [['a', '\0']]],
  ['Tags.member.1.Key=a&__proto__=b', [['Tags.member.1.Key', 'a'], ['__proto__', 'b']]],
  ['a=1&a=2', [['a', '1'], ['a', '2']]],
]

for (const [text, pairs] of readable) test(`reads ${JSON.stringify(text)}`, () => assert.deepEqual(parseForm(text), pairs))

for (const text of ['a=%', 'a=%4', 'a=%zz', 'a=%u0041', '%=1', 'a=%ff', 'a=%c3', 'a=%ed%a0%80', 'a=%c0%af', 'a=\xff', 'a=1&b=%e2%82']) {
  test(`refuses ${JSON.stringify(text)}`, () => {
    assert.throws(() => parseForm(text), (error: unknown) => error instanceof MalformedRequest && error.code === 'MalformedQueryString')
  })
}

test('refuses more pairs than any request has', () => {
  assert.equal(parseForm('a=1&'.repeat(maximumPairs)).length, maximumPairs)
  assert.throws(() => parseForm('a=1&'.repeat(maximumPairs + 1)), MalformedRequest)
})

test('gathers parameters of the URL before those of the body', () => {
  const request = { method: 'POST', path: '/', query: 'Action=A&x=%31', headers: {}, body: Buffer.from('x=2&é=ü') }
  assert.deepEqual(requestPairs(request), [['Action', 'A'], ['x', '1'], ['x', '2'], ['é', 'ü']])
})

test('writes what it reads, in the percent-encoding of the SDKs', () => {
  assert.equal(writeForm([['a b', 'c+d'], ['é', '(~*!\')']]), 'a%20b=c%2Bd&%C3%A9=%28~%2A%21%27%29')
  assert.equal(writeForm([['a', '\ud800']]), 'a=%EF%BF%BD')
  const odd: [string, string][] = Array.from({ length: 200 }, (_, code) => [`k${code}`, `${String.fromCodePoint(code * 97)}&=+% \0`])
  assert.deepEqual(parseForm(writeForm(odd)), odd)
})
