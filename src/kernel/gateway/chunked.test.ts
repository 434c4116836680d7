// aws-chunked bodies, whole and cut at every byte: what S3 accepts, and what it refuses with which code.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { MalformedRequest } from '../../wire/message.ts'
import type { Headers } from '../../wire/message.ts'
import { chunkedSettings, decodeChunkedBytes, decodeChunkedStream, decodedHeaders, isChunked } from './chunked.ts'
import type { BodyVerifier, ChunkedSettings } from './chunked.ts'

const signature = 'a'.repeat(64)
const wrong = 'b'.repeat(64)
const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1')

/** Believes one signature, and notes what it was shown. */
function noting(): BodyVerifier & { readonly seen: string[] } {
  const seen: string[] = []
  const note = (what: string) => (data: Uint8Array | string, given: string): boolean => {
    seen.push(`${what} ${Buffer.from(data).toString('latin1')}`)
    return given === signature
  }
  return { seen, verifyChunk: note('chunk'), verifyTrailer: note('trailer') }
}

const large = 'x'.repeat(8192)
const unsigned = (decodedBytes: number, ...trailerNames: string[]): ChunkedSettings => ({ decodedBytes, trailerNames })
const signed = (decodedBytes: number, ...trailerNames: string[]): ChunkedSettings => ({ decodedBytes, trailerNames, verifier: noting() })
const chunk = (text: string, given = signature): string => `${text.length.toString(16)};chunk-signature=${given}\r\n${text}\r\n`
const last = `0;chunk-signature=${signature}\r\n\r\n`

const good: readonly (readonly [name: string, body: string, settings: ChunkedSettings, payload: string, trailers: Headers])[] = [
  ['one chunk', '5\r\nhello\r\n0\r\n\r\n', unsigned(5), 'hello', {}],
  ['no bytes', '0\r\n\r\n', unsigned(0), '', {}],
  ['no bytes and no last line break', '0\r\n', unsigned(0), '', {}],
  ['two chunks', `2000\r\n${large}\r\n3\r\nend\r\n0\r\n\r\n`, unsigned(8195), `${large}end`, {}],
  ['upper-case sizes, leading zeros', '000A\r\n0123456789\r\n0\r\n\r\n', unsigned(10), '0123456789', {}],
  ['line breaks in the data', '4\r\n\r\n\r\n\r\n0\r\n\r\n', unsigned(4), '\r\n\r\n', {}],
  ['a trailer', '5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n', unsigned(5, 'x-amz-checksum-crc32'), 'hello',
    { 'x-amz-checksum-crc32': 'NhCmhg==' }],
  ['a trailer without the last line break', '5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n', unsigned(5, 'x-amz-checksum-crc32'),
    'hello', { 'x-amz-checksum-crc32': 'NhCmhg==' }],
  ['a trailer spelled otherwise', '1\r\na\r\n0\r\nX-Amz-Checksum-CRC32 : 6Le+Qw==  \r\n\r\n', unsigned(1, 'x-amz-checksum-crc32'), 'a',
    { 'x-amz-checksum-crc32': '6Le+Qw==' }],
  ['signed chunks', chunk(large) + chunk('hello') + last, signed(8197), `${large}hello`, {}],
  ['a signed trailer',
    `${chunk('hello')}0;chunk-signature=${signature}\r\nx-amz-checksum-crc32:NhCmhg==\r\nx-amz-trailer-signature:${signature}\r\n\r\n`,
    signed(5, 'x-amz-checksum-crc32'), 'hello', { 'x-amz-checksum-crc32': 'NhCmhg==' }],
  ['signatures that nobody checks', chunk('hello', wrong) + last, unsigned(5), 'hello', {}],
]

const bad: readonly (readonly [name: string, body: string, settings: ChunkedSettings, code: string])[] = [
  ['an empty body', '', unsigned(0), 'IncompleteBody'],
  ['a body that ends in the size', '5', unsigned(5), 'IncompleteBody'],
  ['a body that ends in the data', '5\r\nhel', unsigned(5), 'IncompleteBody'],
  ['a body without its last chunk', '5\r\nhello\r\n', unsigned(5), 'IncompleteBody'],
  ['fewer bytes than announced', '5\r\nhello\r\n0\r\n\r\n', unsigned(6), 'IncompleteBody'],
  ['more bytes than announced', '5\r\nhello\r\n0\r\n\r\n', unsigned(4), 'IncompleteBody'],
  ['a chunk longer than it says', '4\r\nhello\r\n0\r\n\r\n', unsigned(5), 'IncompleteBody'],
  ['a size that is no number', 'zz\r\nhello\r\n0\r\n\r\n', unsigned(5), 'InvalidRequest'],
  ['a negative size', '-5\r\nhello\r\n0\r\n\r\n', unsigned(5), 'InvalidRequest'],
  ['an endless size', `${'0'.repeat(600)}5\r\nhello\r\n0\r\n\r\n`, unsigned(5), 'InvalidRequest'],
  ['a size past all counting', 'fffffffffffffffff\r\n', unsigned(5), 'InvalidRequest'],
  ['an unknown extension', '5;tea=1\r\nhello\r\n0\r\n\r\n', unsigned(5), 'InvalidRequest'],
  ['no framing at all', 'hello', unsigned(5), 'IncompleteBody'],
  ['small chunks before the last', '3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n', unsigned(6), 'InvalidChunkSizeError'],
  ['a signed chunk of 4 GB', `ffffffff;chunk-signature=${signature}\r\n`, signed(0xffffffff), 'InvalidChunkSizeError'],
  ['a wrong signature', chunk('hello', wrong) + last, signed(5), 'SignatureDoesNotMatch'],
  ['a wrong last signature', `${chunk('hello')}0;chunk-signature=${wrong}\r\n\r\n`, signed(5), 'SignatureDoesNotMatch'],
  ['no signature', '5\r\nhello\r\n0\r\n\r\n', signed(5), 'SignatureDoesNotMatch'],
  ['a short signature', `5;chunk-signature=abc\r\nhello\r\n0\r\n\r\n`, signed(5), 'InvalidRequest'],
  ['a trailer that is missing', '5\r\nhello\r\n0\r\n\r\n', unsigned(5, 'x-amz-checksum-crc32'), 'MalformedTrailerError'],
  ['a trailer that nobody announced', '5\r\nhello\r\n0\r\nx-amz-checksum-sha1:x\r\n\r\n', unsigned(5, 'x-amz-checksum-crc32'),
    'MalformedTrailerError'],
  ['a trailer twice', '1\r\na\r\n0\r\nx-amz-checksum-crc32:x\r\nx-amz-checksum-crc32:y\r\n\r\n', unsigned(1, 'x-amz-checksum-crc32'),
    'MalformedTrailerError'],
  ['a trailer without a colon', '5\r\nhello\r\n0\r\nnonsense\r\n\r\n', unsigned(5, 'x-amz-checksum-crc32'), 'MalformedTrailerError'],
  ['endless trailers', `1\r\na\r\n0\r\n${'x-amz-checksum-crc32:x\r\n'.repeat(999)}\r\n`, unsigned(1, 'x-amz-checksum-crc32'),
    'MalformedTrailerError'],
  ['one endless trailer', `1\r\na\r\n0\r\nx-amz-checksum-crc32:${'x'.repeat(9999)}\r\n\r\n`, unsigned(1, 'x-amz-checksum-crc32'),
    'MalformedTrailerError'],
  ['bytes after the end', '1\r\na\r\n0\r\n\r\nmore', unsigned(1), 'MalformedTrailerError'],
  ['a trailer with a wrong signature',
    `${chunk('a')}0;chunk-signature=${signature}\r\nx-amz-checksum-crc32:x\r\nx-amz-trailer-signature:${wrong}\r\n\r\n`,
    signed(1, 'x-amz-checksum-crc32'), 'SignatureDoesNotMatch'],
  ['a signed trailer without its signature', `${chunk('a')}0;chunk-signature=${signature}\r\nx-amz-checksum-crc32:x\r\n\r\n`,
    signed(1, 'x-amz-checksum-crc32'), 'SignatureDoesNotMatch'],
]

async function* inPieces(text: string, sizeBytes: number): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0; at < text.length; at += sizeBytes) yield bytes(text.slice(at, at + sizeBytes))
}

async function streamed(body: string, settings: ChunkedSettings, sizeBytes: number): Promise<{ text: string, trailers: Headers }> {
  const { payload, trailers } = decodeChunkedStream(inPieces(body, sizeBytes), settings)
  const parts: Uint8Array[] = []
  for await (const part of payload as AsyncIterable<Uint8Array>) parts.push(part)
  return { text: Buffer.concat(parts).toString('latin1'), trailers }
}

describe('good bodies, whole and in pieces', () => {
  for (const [name, body, settings, payload, trailers] of good) {
    test(name, async () => {
      const whole = decodeChunkedBytes(bytes(body), settings)
      assert.equal(Buffer.from(whole.payload).toString('latin1'), payload)
      assert.deepEqual(whole.trailers, trailers)
      for (const sizeBytes of [1, 2, 7, 4096]) assert.deepEqual(await streamed(body, settings, sizeBytes), { text: payload, trailers })
    })
  }
})

describe('bad bodies, whole and in pieces', () => {
  for (const [name, body, settings, code] of bad) {
    test(name, async () => {
      const refused = (error: unknown): boolean => error instanceof MalformedRequest && error.code === code
      assert.throws(() => decodeChunkedBytes(bytes(body), settings), refused)
      for (const sizeBytes of [1, 5, 4096]) await assert.rejects(streamed(body, settings, sizeBytes), refused)
    })
  }
})

test('a body of one chunk is not copied', () => {
  const body = bytes('5\r\nhello\r\n0\r\n\r\n')
  assert.equal(decodeChunkedBytes(body, unsigned(5)).payload.buffer, body.buffer)
})

test('the verifier sees each chunk and the canonical trailer, in order', () => {
  const verifier = noting()
  const trailers = `X-Amz-Checksum-CRC32: x \r\nx-amz-trailer-signature:${signature}\r\n\r\n`
  const body = `${chunk(large)}${chunk('ab')}0;chunk-signature=${signature}\r\n${trailers}`
  decodeChunkedBytes(bytes(body), { decodedBytes: 8194, trailerNames: ['x-amz-checksum-crc32'], verifier })
  assert.deepEqual(verifier.seen, [`chunk ${large}`, 'chunk ab', 'chunk ', 'trailer x-amz-checksum-crc32:x\n'])
})

test('no byte of a chunk leaves before its signature is checked', async () => {
  const { payload } = decodeChunkedStream(inPieces(chunk('hello', wrong) + last, 3), signed(5))
  let received = 0
  await assert.rejects(async () => { for await (const part of payload as AsyncIterable<Uint8Array>) received += part.length })
  assert.equal(received, 0)
})

describe('what the headers say', () => {
  const trailing = { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'x-amz-decoded-content-length': '5',
    'x-amz-trailer': 'x-amz-checksum-CRC32' }
  test('either sign announces the framing', () => {
    assert.equal(isChunked({ 'content-encoding': 'aws-chunked' }), true)
    assert.equal(isChunked({ 'content-encoding': 'gzip, aws-chunked' }), true)
    assert.equal(isChunked(trailing), true)
    assert.equal(isChunked({ 'content-encoding': 'gzip', 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }), false)
  })
  test('lengths and trailers', () => {
    assert.deepEqual(chunkedSettings(trailing), { decodedBytes: 5, trailerNames: ['x-amz-checksum-crc32'] })
    assert.throws(() => chunkedSettings({ 'content-encoding': 'aws-chunked' }), { code: 'MissingContentLength', status: 411 })
    for (const length of ['', '-1', '1.5', '1e3', '99999999999999999999']) {
      assert.throws(() => chunkedSettings({ ...trailing, 'x-amz-decoded-content-length': length }), { code: 'InvalidRequest' })
    }
    assert.throws(() => chunkedSettings({ ...trailing, 'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' }),
      { code: 'InvalidRequest' })
  })
  test('what remains of the headers is the object\'s', () => {
    const headers = { ...trailing, 'content-encoding': 'gzip,aws-chunked', 'content-length': '99' }
    const plain = decodedHeaders(headers, unsigned(5))
    assert.equal(plain['content-encoding'], 'gzip')
    assert.equal(plain['content-length'], '5')
    assert.equal('content-encoding' in decodedHeaders({ 'content-encoding': 'aws-chunked' }, unsigned(5)), false)
  })
})
