// Chunk and trailer signatures against the worked examples of the Amazon S3 API Reference ("sigv4-streaming" and
// "sigv4-streaming-trailers"): 66,560 bytes of 'a' in chunks of 64 KiB; the asymmetric ones and event streams by a round trip.

import assert from 'node:assert/strict'
import { sign as signBytes } from 'node:crypto'
import { test } from 'node:test'
import { chunkVerifier } from './chunk.ts'
import { Identity } from './identity.ts'
import { rootPrincipal } from './principal.ts'
import { deriveSigningKey, sameSignature, sha256Hex, sign } from './signature-v4.ts'
import { deriveKeyPair } from './signature-v4a.ts'
import { signRequest } from './signer.ts'
import type { ChunkVerifier } from './chunk.ts'
import type { WireRequest } from '../../wire/message.ts'

const accessKeyId = 'AKIAIOSFODNN7EXAMPLE'
const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
const at = Date.UTC(2013, 4, 24)
const scope = '20130524/us-east-1/s3/aws4_request'
const identity = new Identity({
  credentials: { lookup: () => ({ accessKeyId, secret, principal: rootPrincipal({ account: '123456789012' }) }) },
  clock: { now: () => at, standingFor: clientAt => [clientAt] },
})

const first = Buffer.alloc(65_536, 'a')
const second = Buffer.alloc(1024, 'a')
const none = new Uint8Array(0)

function upload(payloadHash: string, length: number, trailer?: string): WireRequest {
  return {
    method: 'PUT', path: '/examplebucket/chunkObject.txt', query: '', body: none,
    headers: {
      host: 's3.amazonaws.com',
      'x-amz-date': '20130524T000000Z',
      'x-amz-storage-class': 'REDUCED_REDUNDANCY',
      'content-encoding': 'aws-chunked',
      'x-amz-decoded-content-length': '66560',
      'content-length': String(length),
      'x-amz-content-sha256': payloadHash,
      ...trailer !== undefined && { 'x-amz-trailer': trailer },
    },
  }
}

function signed(request: WireRequest, signedHeaders: string, signature: string): WireRequest {
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`
  return { ...request, headers: { ...request.headers, authorization } }
}

function verifierOf(request: WireRequest, trailers: boolean): ChunkVerifier {
  const outcome = identity.identify(request, { family: 'bare-xml' })
  assert.ok('principal' in outcome, JSON.stringify(outcome))
  assert.ok(outcome.payload.kind === 'chunked' && outcome.payload.verifier !== undefined)
  assert.equal(outcome.payload.trailers, trailers)
  return outcome.payload.verifier
}

const documented = signed(upload('STREAMING-AWS4-HMAC-SHA256-PAYLOAD', 66_824),
  'content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class',
  '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9')
const chunks: [Uint8Array, string][] = [
  [first, 'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648'],
  [second, '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497'],
  [none, 'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9'],
]

test('the documented chunks', () => {
  const byBytes = verifierOf(documented, false)
  const byHash = verifierOf(documented, false)
  for (const [data, signature] of chunks) {
    assert.ok(byBytes.verifyChunk(data, signature))
    assert.ok(byHash.verifyChunk(sha256Hex(data), signature))
  }
})

test('a chunk changed, left out or moved is refused', () => {
  assert.equal(verifierOf(documented, false).verifyChunk(second, chunks[0]![1]), false)
  assert.equal(verifierOf(documented, false).verifyChunk(...chunks[1]!), false)
  const verifier = verifierOf(documented, false)
  assert.ok(verifier.verifyChunk(...chunks[0]!))
  assert.equal(verifier.verifyChunk(...chunks[2]!), false)
})

test('the documented trailer', () => {
  const request = signed(upload('STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER', 66_946, 'x-amz-checksum-crc32c'),
    'content-encoding;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class;x-amz-trailer',
    '106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e')
  const verifier = verifierOf(request, true)
  assert.ok(verifier.verifyChunk(first, 'b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2'))
  assert.ok(verifier.verifyChunk(second, '1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7'))
  assert.ok(verifier.verifyChunk(none, '2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992'))
  const signature = 'd81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435'
  assert.equal(verifier.verifyTrailer('x-amz-checksum-crc32c:AAAAAA==\n', signature), false)
  assert.ok(verifier.verifyTrailer(Buffer.from('x-amz-checksum-crc32c:sOO8/Q==\n'), signature))
})

test('asymmetric chunks, padded with asterisks', () => {
  const payloadHash = 'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER'
  const request = signRequest(upload(payloadHash, 1, 'x-amz-checksum-crc32c'),
    { accessKeyId, secret, region: 'us-east-1', regionSet: '*', service: 's3', at, bareXml: true, payloadHash })
  const verifier = verifierOf(request, true)
  const { privateKey } = deriveKeyPair(accessKeyId, secret)
  let previous = /Signature=(\w+)/.exec(request.headers['authorization']!)![1]!
  const next = (kind: string, hashes: string) => {
    const text = `AWS4-ECDSA-P256-SHA256-${kind}\n20130524T000000Z\n20130524/s3/aws4_request\n${previous}\n${hashes}`
    previous = signBytes('sha256', Buffer.from(text), privateKey).toString('hex')
    return previous.padEnd(144, '*')
  }
  assert.ok(verifier.verifyChunk(first, next('PAYLOAD', `${sha256Hex('')}\n${sha256Hex(first)}`)))
  assert.ok(verifier.verifyChunk(none, next('PAYLOAD', `${sha256Hex('')}\n${sha256Hex('')}`)))
  assert.ok(verifier.verifyTrailer('a:b\n', next('TRAILER', sha256Hex('a:b\n'))))
  assert.equal(verifier.verifyTrailer('a:b\n', previous), false)
})

test('event-stream messages, each with its own date', () => {
  const seed = '1'.repeat(64)
  const check = (text: string, signature: string, date: string) =>
    sameSignature(signature, sign(deriveSigningKey(secret, { date, region: 'us-east-1', service: 'transcribe' }), text))
  const verifier = chunkVerifier({
    algorithm: 'AWS4-HMAC-SHA256', dateText: '20130524T235959Z', scope: '20130524/us-east-1/transcribe/aws4_request',
    signature: seed, check,
  })
  const headers = Buffer.from('the encoded :date header')
  let previous = seed
  for (const [day, payload] of [['20130524', 'one'], ['20130525', 'two'], ['20130525', '']] as const) {
    const signedAt = Date.UTC(2013, 4, Number(day.slice(6)), 12)
    const hashes = `${sha256Hex(headers)}\n${sha256Hex(payload)}`
    const text = `AWS4-HMAC-SHA256-PAYLOAD\n${day}T120000Z\n${day}/us-east-1/transcribe/aws4_request\n${previous}\n${hashes}`
    previous = sign(deriveSigningKey(secret, { date: day, region: 'us-east-1', service: 'transcribe' }), text)
    assert.equal(verifier.verifyEvent(headers, Buffer.from('other'), Buffer.from(previous, 'hex'), signedAt), false)
    assert.ok(verifier.verifyEvent(headers, Buffer.from(payload), Buffer.from(previous, 'hex'), signedAt))
  }
})
