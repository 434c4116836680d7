// What a request's body really holds, by what its signature says of it: framed, hashed, compressed, or plain. Frames and signatures have
// vectors of their own in `gateway/` and `identity/`.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { MalformedRequest } from '../wire/message.ts'
import type { Body, Headers, WireRequest } from '../wire/message.ts'
import { contentOf } from './content.ts'
import { Fault } from './fault.ts'
import type { Payload } from './identity/payload.ts'

const limitBytes = 1000
const text = Buffer.from('What is the library but its books?')
const settled: Payload = { kind: 'settled' }

function request(body: Body, headers: Headers = {}): WireRequest {
  return { method: 'PUT', path: '/', query: '', headers, body }
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0; at < bytes.length; at += 5) yield bytes.subarray(at, at + 5)
}

async function bytesOf(body: Body): Promise<string> {
  if (body instanceof Uint8Array) return Buffer.from(body).toString('latin1')
  const parts: Uint8Array[] = []
  for await (const part of body) parts.push(part)
  return Buffer.concat(parts).toString('latin1')
}

describe('a plain body', () => {
  test('is passed on as it is, in memory and as a stream', () => {
    for (const body of [text, pieces(text)]) {
      const given = request(body, { 'content-encoding': 'identity' })
      assert.equal(contentOf(given, settled, 'json', limitBytes), given)
    }
  })
})

describe('a body whose hash was signed', () => {
  const hashed = (bytes: Uint8Array): Payload => ({ kind: 'hashed', sha256: createHash('sha256').update(bytes).digest('hex') })

  test('streams by when it fits', async () => {
    const { body } = await contentOf(request(pieces(text)), hashed(text), 'bare-xml', limitBytes)
    assert.equal(await bytesOf(body), text.toString())
  })

  test('ends with the family\'s fault when it does not', async () => {
    for (const [family, code] of [['bare-xml', 'XAmzContentSHA256Mismatch'], ['rest-json', 'InvalidSignatureException']] as const) {
      const { body } = await contentOf(request(pieces(text)), hashed(Buffer.from('other')), family, limitBytes)
      const seen: Uint8Array[] = []
      await assert.rejects(async () => { for await (const part of body as AsyncIterable<Uint8Array>) seen.push(part) },
        (error: unknown) => error instanceof Fault && error.code === code)
      assert.equal(Buffer.concat(seen).toString(), text.toString())
    }
  })

  test('in memory was compared before', () => {
    const given = request(text)
    assert.equal(contentOf(given, hashed(Buffer.from('other')), 'bare-xml', limitBytes), given)
  })
})

describe('a chunked body', () => {
  const framed = Buffer.from(`${text.length.toString(16)}\r\n${text.toString()}\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n`)
  const headers = {
    'content-encoding': 'aws-chunked', 'x-amz-decoded-content-length': String(text.length), 'x-amz-trailer': 'x-amz-checksum-crc32',
    'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'content-length': String(framed.length),
  }
  const payload: Payload = { kind: 'chunked', verifier: undefined, trailers: true }

  for (const [kind, source] of [['in memory', () => framed], ['as a stream', () => pieces(framed)]] as const) {
    test(`${kind} comes out of its frame, with its trailers among the headers once it is read`, async () => {
      const plain = await contentOf(request(source(), headers), payload, 'bare-xml', limitBytes)
      assert.equal(await bytesOf(plain.body), text.toString())
      assert.equal(plain.headers['x-amz-checksum-crc32'], 'AAAAAA==')
      assert.deepEqual([plain.headers['content-encoding'], plain.headers['content-length']], [undefined, String(text.length)])
    })
  }

  test('that is no frame is malformed', () => {
    assert.throws(() => contentOf(request(text, headers), payload, 'bare-xml', limitBytes), MalformedRequest)
  })
})

describe('a compressed body', () => {
  const gzip = { 'content-encoding': 'gzip', 'content-type': 'x' }

  test('is unzipped, and says so no more', async () => {
    const plain = await contentOf(request(gzipSync(text), gzip), settled, 'json', limitBytes)
    assert.equal(await bytesOf(plain.body), text.toString())
    assert.deepEqual(plain.headers, { 'content-type': 'x' })
  })

  test('of S3 is an object like another', async () => {
    const given = request(gzipSync(text), gzip)
    assert.equal(contentOf(given, settled, 'bare-xml', limitBytes), given)
  })

  test('that unfolds beyond the limit, or is none, is refused', async () => {
    await assert.rejects(async () => contentOf(request(gzipSync(Buffer.alloc(limitBytes + 1)), gzip), settled, 'json', limitBytes),
      (error: unknown) => error instanceof MalformedRequest && error.status === 413)
    await assert.rejects(async () => contentOf(request(text, gzip), settled, 'json', limitBytes), MalformedRequest)
    assert.equal((await bytesOf((await contentOf(request(gzipSync(Buffer.alloc(limitBytes)), gzip), settled, 'json',
      limitBytes)).body)).length, limitBytes)
  })
})
