// Bad input below all protocols: requests that are no HTTP, lengths that lie, headers without end, paths that trick, compressed bodies.
// What the server itself refuses has a 4xx and an XML error, which every client can show.

import { gzipSync } from 'node:zlib'
import { anyHash, cbor, http, json, signed, wire } from './request.ts'
import type { BadRequest, HeaderLines, Row } from './request.ts'

/** A whole request with the given lines after the request line. */
function lines(...given: readonly string[]): BadRequest {
  return wire(`POST / HTTP/1.1\r\n${given.map(line => `${line}\r\n`).join('')}\r\n`)
}

function get(target: string): BadRequest {
  return wire(`GET ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`)
}

const host = 'Host: 127.0.0.1'

const broken: readonly Row[] = [
  ['words', wire('hello, is anybody there?\r\n\r\n'), 400, 'BadRequest'],
  ['zero bytes', wire('\0'.repeat(64)), 400, 'BadRequest'],
  ['noise', wire(Buffer.from(anyHash.repeat(20), 'hex').map((_, index) => (index * 7919) % 256)), 400, 'BadRequest'],
  ['TLS where HTTP is spoken', wire('\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03'), 400, 'BadRequest'],
  ['the preface of an HTTP to come', wire('PRI * HTTP/3.0\r\n\r\nSM\r\n\r\n'), 400, 'BadRequest'],
  ['a request line of one word', wire('GET\r\n\r\n'), 400, 'BadRequest'],
  ['HTTP 9.9', wire(`GET / HTTP/9.9\r\n${host}\r\n\r\n`), 400, 'BadRequest'],
  ['a method that is none', wire(`JUMP / HTTP/1.1\r\n${host}\r\n\r\n`), 400, 'BadRequest'],
  ['a method in small letters', wire(`get / HTTP/1.1\r\n${host}\r\n\r\n`), 400, 'BadRequest'],
  ['a head that ends too soon', wire(`POST / HTTP/1.1\r\n${host}\r\nContent-`, true), 400, 'BadRequest'],
]

const headers: readonly Row[] = [
  ['a header without a colon', lines(host, 'Accept'), 400, 'BadRequest'],
  ['a header without a name', lines(host, ': x'), 400, 'BadRequest'],
  ['a space before the colon', lines(host, 'Accept : x'), 400, 'BadRequest'],
  ['a zero byte in a header', lines(host, 'Accept: a\0b'), 400, 'BadRequest'],
  ['a carriage return in a header', lines(host, 'Accept: a\rb'), 400, 'BadRequest'],
  ['two hosts', lines(host, 'Host: example.com', 'Content-Length: 0'), 400, 'InvalidURI'],
  ['a header of forty thousand bytes', lines(host, `X-Long: ${'x'.repeat(40_000)}`), 431, 'RequestHeaderSectionTooLarge'],
  ['ten thousand headers',
    lines(host, ...Array.from({ length: 10_000 }, (_, index) => `X-${index}: y`)), 431, 'RequestHeaderSectionTooLarge'],
  ['a target of forty thousand bytes', get(`/${'a'.repeat(40_000)}`), 431, 'RequestHeaderSectionTooLarge'],
  ['an expectation that is none', lines(host, 'Expect: the-unexpected', 'Content-Length: 0'), 417, 'ExpectationFailed'],
]

const lengths: readonly Row[] = [
  ['a length that is no number', lines(host, 'Content-Length: many'), 400, 'BadRequest'],
  ['a negative length', lines(host, 'Content-Length: -1'), 400, 'BadRequest'],
  ['a length in another notation', lines(host, 'Content-Length: 1e3'), 400, 'BadRequest'],
  ['a length beyond 64 bits', lines(host, 'Content-Length: 99999999999999999999999'), 400, 'BadRequest'],
  ['two lengths', lines(host, 'Content-Length: 2', 'Content-Length: 3'), 400, 'BadRequest'],
  ['a length and chunks', lines(host, 'Content-Length: 3', 'Transfer-Encoding: chunked'), 400, 'BadRequest'],
  ['chunks twice', lines(host, 'Transfer-Encoding: chunked, identity'), 400, 'BadRequest'],
  ['a body shorter than its length',
    json('DynamoDB_20120810.ListTables', '{"Limit": 10}', { 'content-length': '10' }), 400, 'SerializationException'],
  ['a body that ends before its length',
    { ...json('DynamoDB_20120810.ListTables', '{"Limit": 10}', { 'content-length': '1000' }), envelope: 'http', endsSending: true },
    400, 'BadRequest'],
  ['a body announced beyond what is read',
    json('DynamoDB_20120810.ListTables', '', { 'content-length': '1000000000' }), 413, 'RequestEntityTooLarge'],
  ['a body of 2^53 bytes',
    json('DynamoDB_20120810.ListTables', '', { 'content-length': '9007199254740992' }), 413, 'RequestEntityTooLarge'],
]

function inChunks(body: string, endsSending = false): BadRequest {
  const own = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.ListTables' }
  const head = { 'content-length': undefined, 'transfer-encoding': 'chunked', ...signed('dynamodb', own) }
  return { envelope: 'http', bytes: http('POST', '/', head, body), endsSending }
}

const chunks: readonly Row[] = [
  ['a chunk whose size is no number', inChunks('zz\r\n{}\r\n0\r\n\r\n'), 400, 'BadRequest'],
  ['a chunk of a negative size', inChunks('-2\r\n{}\r\n0\r\n\r\n'), 400, 'BadRequest'],
  ['a chunk of a size beyond 64 bits', inChunks('fffffffffffffffff\r\n{}\r\n0\r\n\r\n'), 400, 'BadRequest'],
  ['a chunk longer than it says', inChunks('1\r\n{}\r\n0\r\n\r\n'), 400, 'BadRequest'],
  ['chunks without an end', inChunks('2\r\n{}\r\n', true), 400, 'BadRequest'],
  ['a chunk extension of forty thousand bytes', inChunks(`2;${'x'.repeat(40_000)}\r\n{}\r\n0\r\n\r\n`), 413, 'RequestEntityTooLarge'],
]

const targets: readonly Row[] = [
  ['a target without a slash', get('bucket'), 400, 'BadRequest'],
  ['a space in the path', get('/a b'), 400, 'BadRequest'],
  ['raw bytes in the path', get('/\xff\xfe'), 400, 'BadRequest'],
  ['a backslash in the path', get('/a\\b'), 400, 'InvalidURI'],
  ['a broken percent-encoding in the path', get('/100%'), 400, 'InvalidURI'],
  ['a percent-encoding that is no number in the path', get('/%zz'), 400, 'InvalidURI'],
  ['a whole URL of another scheme', get('file:///etc/passwd'), 400, 'InvalidURI'],
  ['an asterisk for a target', wire(`OPTIONS * HTTP/1.1\r\n${host}\r\n\r\n`), 400, 'InvalidURI'],
]

const gzip: HeaderLines = { 'content-encoding': 'gzip' }
const metrics = Buffer.from('a1694e616d657370616365', 'hex')

const compressed: readonly Row[] = [
  ['gzip that is none', cbor('PutMetricData', Buffer.from('a0', 'hex'), gzip), 400, 'SerializationException'],
  ['gzip that ends too soon', cbor('PutMetricData', gzipSync(metrics).subarray(0, 15), gzip), 400, 'SerializationException'],
  ['gzip whose checksum is wrong', cbor('PutMetricData', gzipSync(metrics).fill(0, 30), gzip), 400, 'SerializationException'],
  ['gzip that unfolds without end',
    cbor('PutMetricData', gzipSync(Buffer.alloc(130 * 2 ** 20), { level: 1 }), gzip), 413, 'RequestEntityTooLarge'],
  ['gzip within gzip', cbor('PutMetricData', gzipSync(gzipSync(metrics)), gzip), 400, 'SerializationException'],
  ['a body in an encoding nobody speaks',
    json('DynamoDB_20120810.ListTables', gzipSync('{}'), { 'content-encoding': 'zip' }), 400, 'SerializationException'],
]

export const httpRows: readonly Row[] = [...broken, ...headers, ...lengths, ...chunks, ...targets, ...compressed]
