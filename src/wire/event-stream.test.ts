// The framing of event streams: every header type, messages cut anywhere, broken ones, and rubbish.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crc32 } from 'node:zlib'
import type { EventHeader, EventMessage } from './event-stream.ts'
import { decodeMessage, decodeMessages, encodeMessage } from './event-stream.ts'
import { MalformedRequest } from './message.ts'
import { seededBytes } from './random.fixture.ts'

const everyType: readonly (readonly [string, EventHeader])[] = [
  ['true', { type: 'boolean', value: true }],
  ['false', { type: 'boolean', value: false }],
  ['byte', { type: 'byte', value: -7 }],
  ['short', { type: 'short', value: -30_000 }],
  ['integer', { type: 'integer', value: 2_000_000_000 }],
  ['long', { type: 'long', value: 2n ** 62n }],
  ['small long', { type: 'long', value: -5 }],
  ['blob', { type: 'blob', value: Uint8Array.of(0, 255) }],
  ['string', { type: 'string', value: 'größer' }],
  ['timestamp', { type: 'timestamp', value: 1_700_000_000_123 }],
  ['uuid', { type: 'uuid', value: '01020304-0506-0708-090a-0b0c0d0e0f10' }],
]

const payload = Buffer.from('{"a":1}')
const sample = encodeMessage(everyType, payload)

async function* chunked(bytes: Uint8Array, sizeBytes: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += sizeBytes) yield bytes.subarray(at, at + sizeBytes)
}

async function collected(chunks: AsyncIterable<Uint8Array>): Promise<EventMessage[]> {
  const messages: EventMessage[] = []
  for await (const message of decodeMessages(chunks)) messages.push(message)
  return messages
}

/** A message whose checksums are right, whatever its lengths say. */
function sealed(length: number, headersLength: number, rest: Uint8Array): Buffer {
  const message = Buffer.alloc(12 + rest.length + 4)
  message.writeUInt32BE(length, 0)
  message.writeUInt32BE(headersLength, 4)
  message.writeUInt32BE(crc32(message.subarray(0, 8)), 8)
  message.set(rest, 12)
  message.writeUInt32BE(crc32(message.subarray(0, -4)), message.length - 4)
  return message
}

test('every header type comes back as it went', () => {
  const { headers, payload: bytes } = decodeMessage(sample)
  assert.deepEqual([...headers], everyType)
  assert.deepEqual(Buffer.from(bytes), payload)
})

test('an empty message is sixteen bytes with the checksums of the format', () => {
  assert.equal(Buffer.from(encodeMessage([], new Uint8Array(0))).toString('hex'), '000000100000000005c248eb7d98c8ff')
})

test('messages are found wherever the chunks are cut', async () => {
  const stream = Buffer.concat([sample, encodeMessage([], new Uint8Array(0)), sample])
  for (const sizeBytes of [1, 2, 11, 12, 13, 100, sample.length, stream.length]) {
    const messages = await collected(chunked(stream, sizeBytes))
    assert.deepEqual(messages.map(message => message.payload.length), [7, 0, 7], `chunks of ${sizeBytes}`)
  }
})

const flipped = (at: number): Uint8Array => sample.map((byte, index) => index === at ? byte ^ 1 : byte)
const broken: Readonly<Record<string, Uint8Array>> = {
  'a wrong total length': flipped(3),
  'a wrong checksum of the prelude': flipped(8),
  'a wrong header': flipped(20),
  'a wrong payload': flipped(sample.length - 6),
  'a wrong checksum': flipped(sample.length - 1),
  'an end within a message': sample.subarray(0, -1),
  'an end within a prelude': sample.subarray(0, 5),
  'a length below the least': sealed(15, 0, new Uint8Array(0)),
  'headers longer than the message': sealed(16, 1, new Uint8Array(0)),
  'a claim of four gigabytes': sealed(0xffffffff, 0, new Uint8Array(100)),
  'a claim of more headers than allowed': sealed(200_016, 200_000, new Uint8Array(100)),
  'a header without a name': sealed(18, 2, Uint8Array.of(0, 0)),
  'a header of an unknown type': sealed(19, 3, Uint8Array.of(1, 97, 10)),
  'a header value beyond the headers': sealed(21, 5, Uint8Array.of(1, 97, 7, 255, 255)),
  'a header given twice': sealed(22, 6, Uint8Array.of(1, 97, 0, 1, 97, 0)),
}

for (const [what, bytes] of Object.entries(broken)) {
  test(`refuses ${what}`, () => assert.rejects(collected(chunked(bytes, bytes.length)), MalformedRequest))
}

test('random bytes, with and without right checksums, are read or refused, and nothing else happens', async () => {
  const bytes = seededBytes(2)
  for (let round = 0; round < 3000; round++) {
    const rubbish = bytes(round % 60)
    const withSums = sealed(16 + rubbish.length, round % 2 === 0 ? rubbish.length : rubbish.length >> 1, rubbish)
    for (const sample of [rubbish, withSums]) {
      try {
        await collected(chunked(sample, 7))
      } catch (error) {
        assert.ok(error instanceof MalformedRequest, String(error))
      }
    }
  }
})
