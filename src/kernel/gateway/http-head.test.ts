// Heads as they come, and the many that are none: what two readers could read differently is refused (RFC 9112, section 11.2).

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { canBecomeHead, HeaderNames, LastLines, readHead } from './http-head.ts'
import type { RequestStart } from './http-head.ts'
import { HttpRefusal } from './http-refusal.ts'

const names = new HeaderNames()

/** @param lines of the head; CR LF is put after each */
function read(...lines: readonly string[]): RequestStart | HttpRefusal {
  const bytes = Buffer.from(lines.map(line => `${line}\r\n`).join(''), 'latin1')
  return readHead(bytes, 0, bytes.length, new LastLines(names))
}

function started(...lines: readonly string[]): RequestStart {
  const start = read(...lines)
  assert.ok(!(start instanceof HttpRefusal), start instanceof HttpRefusal ? start.message : '')
  return start
}

describe('good heads', () => {
  test('a request with a body', () => {
    const { head, lengthBytes, keepsAlive, minorVersion, expectsContinue } =
      started('PUT /b/k%20x?a=1&b HTTP/1.1', 'Host: h:1', 'X-AMZ-Meta-A:\t one  two \t', 'content-length: 0012', 'Expect: 100-Continue')
    assert.deepEqual(head, {
      method: 'PUT', path: '/b/k%20x', query: 'a=1&b',
      headers: { host: 'h:1', 'x-amz-meta-a': 'one  two', 'content-length': '0012', expect: '100-Continue' },
    })
    assert.deepEqual({ lengthBytes, keepsAlive, minorVersion, expectsContinue },
      { lengthBytes: 12, keepsAlive: true, minorVersion: 1, expectsContinue: true })
  })
  test('no body, chunks, an empty value, bytes beyond ASCII in a value', () => {
    assert.equal(started('GET / HTTP/1.1', 'Host: h').lengthBytes, 0)
    assert.equal(started('POST / HTTP/1.1', 'Host: h', 'Transfer-Encoding: Chunked').lengthBytes, undefined)
    assert.equal(started('GET / HTTP/1.1', 'Host: h', 'X:').head.headers['x'], '')
    assert.equal(started('GET / HTTP/1.1', 'Host: h', 'X: \xe4').head.headers['x'], '\xe4')
  })
  test('names of what is no header are headers like others', () => {
    const { headers } = started('GET / HTTP/1.1', 'Host: h', 'Constructor: a', 'constructor: b', '__proto__: c').head
    assert.equal(headers['constructor'], 'a, b')
    assert.equal(Object.getPrototypeOf(headers), Object.prototype)
  })
  test('repeated headers are joined', () => {
    const { headers } = started('GET / HTTP/1.1', 'Host: h', 'A: 1', 'a: 2', 'Cookie: x=1', 'cookie: y=2').head
    assert.equal(headers['a'], '1, 2')
    assert.equal(headers['cookie'], 'x=1; y=2')
  })
  for (const [version, connection, expected] of [
    ['1.1', undefined, true], ['1.1', 'close', false], ['1.1', 'Foo, CLOSE', false], ['1.1', 'upgrade', true],
    ['1.0', undefined, false], ['1.0', 'keep-alive', true], ['1.0', 'keep-alive, close', false],
  ] as const) {
    test(`HTTP/${version} with connection ${connection}`, () => {
      assert.equal(started(`GET / HTTP/${version}`, 'Host: h', ...connection === undefined ? [] : [`Connection: ${connection}`]).keepsAlive,
        expected)
    })
  }
})

const host = 'Host: h'
const refused: readonly (readonly [name: string, code: string, ...lines: readonly string[]])[] = [
  ['an empty line', 'BadRequest', ''],
  ['a method alone', 'BadRequest', 'GET'],
  ['two spaces before the target', 'BadRequest', 'GET  / HTTP/1.1', host],
  ['two spaces after it', 'BadRequest', 'GET /  HTTP/1.1', host],
  ['a tab for a space', 'BadRequest', 'GET\t/ HTTP/1.1', host],
  ['a space after the version', 'BadRequest', 'GET / HTTP/1.1 ', host],
  ['no version', 'BadRequest', 'GET /', host],
  ['a version in small letters', 'BadRequest', 'GET / http/1.1', host],
  ['HTTP/1.2', 'BadRequest', 'GET / HTTP/1.2', host],
  ['HTTP/2.0', 'BadRequest', 'GET / HTTP/2.0', host],
  ['HTTP/1.10', 'BadRequest', 'GET / HTTP/1.10', host],
  ['a zero byte in the method', 'BadRequest', 'GE\0T / HTTP/1.1', host],
  ['a zero byte in the target', 'BadRequest', 'GET /a\0b HTTP/1.1', host],
  ['a delete character in the target', 'BadRequest', 'GET /a\x7fb HTTP/1.1', host],
  ['a space before the colon', 'BadRequest', 'GET / HTTP/1.1', host, 'Content-Length : 5'],
  ['a tab before the colon', 'BadRequest', 'GET / HTTP/1.1', host, 'Transfer-Encoding\t: chunked'],
  ['a space before the name', 'BadRequest', 'GET / HTTP/1.1', host, ' X: 1'],
  ['a folded value', 'BadRequest', 'GET / HTTP/1.1', host, 'X: 1', '\t2'],
  ['no name', 'BadRequest', 'GET / HTTP/1.1', host, ': 1'],
  ['no colon', 'BadRequest', 'GET / HTTP/1.1', host, 'X'],
  ['a bracket in a name', 'BadRequest', 'GET / HTTP/1.1', host, 'X[1]: 1'],
  ['a byte beyond ASCII in a name', 'BadRequest', 'GET / HTTP/1.1', host, 'X\xe4: 1'],
  ['a bare line feed', 'BadRequest', 'GET / HTTP/1.1', host, 'X: 1\nY: 2'],
  ['a bare carriage return', 'BadRequest', 'GET / HTTP/1.1', host, 'X: 1\rY: 2'],
  ['a zero byte in a value', 'BadRequest', 'GET / HTTP/1.1', host, 'X: a\0b'],
  ['an escape in a value', 'BadRequest', 'GET / HTTP/1.1', host, 'X: \x1b[31m'],
  ['a length with a sign', 'BadRequest', 'POST / HTTP/1.1', host, 'Content-Length: +5'],
  ['a length with a fraction', 'BadRequest', 'POST / HTTP/1.1', host, 'Content-Length: 5.0'],
  ['a hexadecimal length', 'BadRequest', 'POST / HTTP/1.1', host, 'Content-Length: 0x5'],
  ['an empty length', 'BadRequest', 'POST / HTTP/1.1', host, 'Content-Length:'],
  ['a list of lengths', 'BadRequest', 'POST / HTTP/1.1', host, 'Content-Length: 5, 5'],
  ['a length that comes twice', 'BadRequest', 'POST / HTTP/1.1', host, 'Content-Length: 5', 'Content-Length: 5'],
  ['a length of twenty digits', 'BadRequest', 'POST / HTTP/1.1', host, `Content-Length: ${'9'.repeat(20)}`],
  ['a length and chunks', 'BadRequest', 'POST / HTTP/1.1', host, 'Content-Length: 5', 'Transfer-Encoding: chunked'],
  ['chunks and a length', 'BadRequest', 'POST / HTTP/1.1', host, 'Transfer-Encoding: chunked', 'Content-Length: 5'],
  ['chunks in HTTP/1.0', 'BadRequest', 'POST / HTTP/1.0', host, 'Transfer-Encoding: chunked'],
  ['chunks twice', 'BadRequest', 'POST / HTTP/1.1', host, 'Transfer-Encoding: chunked, chunked'],
  ['chunks in two headers', 'BadRequest', 'POST / HTTP/1.1', host, 'Transfer-Encoding: chunked', 'Transfer-Encoding: chunked'],
  ['chunks that are not last', 'BadRequest', 'POST / HTTP/1.1', host, 'Transfer-Encoding: chunked, gzip'],
  ['a coding before the chunks', 'BadRequest', 'POST / HTTP/1.1', host, 'Transfer-Encoding: gzip, chunked'],
  ['identity', 'BadRequest', 'POST / HTTP/1.1', host, 'Transfer-Encoding: identity'],
  ['a coding with a quote', 'BadRequest', 'POST / HTTP/1.1', host, 'Transfer-Encoding: "chunked"'],
  ['chunks with a vertical tab', 'BadRequest', 'POST / HTTP/1.1', host, 'Transfer-Encoding: \x0bchunked'],
  ['an empty coding', 'BadRequest', 'POST / HTTP/1.1', host, 'Transfer-Encoding:'],
  ['no host', 'InvalidRequest', 'GET / HTTP/1.1'],
  ['two hosts', 'InvalidURI', 'GET / HTTP/1.1', host, 'host: i'],
  ['a list of hosts', 'InvalidURI', 'GET / HTTP/1.1', 'Host: h, i'],
  ['half an encoded byte', 'InvalidURI', 'GET /%4 HTTP/1.1', host],
  ['a backslash', 'InvalidURI', 'GET /a\\b HTTP/1.1', host],
  ['another scheme', 'InvalidURI', 'GET ftp://h/x HTTP/1.1', host],
  ['an asterisk', 'InvalidURI', 'OPTIONS * HTTP/1.1', host],
  ['a path without its slash', 'BadRequest', 'GET x HTTP/1.1', host],
  ['a tunnel', 'MethodNotAllowed', 'CONNECT h:443 HTTP/1.1', host],
  ['an expectation', 'ExpectationFailed', 'PUT / HTTP/1.1', host, 'Expect: 200-ok'],
]

describe('heads that are none', () => {
  for (const [name, code, ...lines] of refused) {
    test(name, () => {
      const start = read(...lines)
      assert.ok(start instanceof HttpRefusal)
      assert.equal(start.code, code)
      assert.match(start.text, new RegExp(`^HTTP/1.1 4\\d\\d [A-Z][^]*connection: close\\r\\n[^]*<Code>${code}</Code>`))
    })
  }
})

test('what can become a head is waited for', () => {
  for (const text of ['G', 'GET', 'GET /a', 'PROPF', 'POST / HTTP/1.1\r\nHost: h\r\nX']) {
    assert.ok(canBecomeHead(Buffer.from(text), 0), text)
  }
})

test('what cannot is not', () => {
  for (const text of ['g', 'GETS ', 'hello', '\x16\x03\x01', '\0', 'GET / HTTP/1.1\nHost: h\n', 'PRI * ']) {
    assert.ok(!canBecomeHead(Buffer.from(text, 'latin1'), 0), text)
  }
})
