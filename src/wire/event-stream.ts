// The framing of application/vnd.amazon.eventstream: messages of typed headers and a payload, guarded by two checksums
// (https://smithy.io/2.0/aws/amazon-eventstream.html). What a message means is `event-values.ts`'s business.
// Invariant: nothing is allocated by a length that a sender merely claims beyond the limits, and bad bytes end as MalformedRequest.

import { crc32 } from 'node:zlib'
import { MalformedRequest } from './message.ts'
import { plainBytes } from './scalar.ts'

/** `long` and `timestamp` (epoch milliseconds) are numbers where those hold them exactly, else bigints. */
export type EventHeader =
  | { readonly type: 'boolean', readonly value: boolean }
  | { readonly type: 'byte' | 'short' | 'integer', readonly value: number }
  | { readonly type: 'long' | 'timestamp', readonly value: number | bigint }
  | { readonly type: 'blob', readonly value: Uint8Array }
  | { readonly type: 'string', readonly value: string }
  /** In its usual text form with hyphens. */
  | { readonly type: 'uuid', readonly value: string }

export interface EventMessage {
  readonly headers: ReadonlyMap<string, EventHeader>
  readonly payload: Uint8Array
}

// Amazon's own limits: 128 KiB of headers, 16 MiB of payload; a header's value is at most 32,767 bytes.
const headersLimitBytes = 128 * 1024
const payloadLimitBytes = 16 * 1024 * 1024
const valueLimitBytes = 32_767
const preludeBytes = 12
const overheadBytes = 16

/** @throws Error when headers or payload exceed the format's limits. */
export function encodeMessage(headers: Iterable<readonly [string, EventHeader]>, payload: Uint8Array): Uint8Array {
  const head = encodeHeaders(headers)
  if (head.length > headersLimitBytes || payload.length > payloadLimitBytes) throw new Error('assert: an event is too large')
  const message = Buffer.allocUnsafe(overheadBytes + head.length + payload.length)
  message.writeUInt32BE(message.length, 0)
  message.writeUInt32BE(head.length, 4)
  message.writeUInt32BE(crc32(message.subarray(0, 8)), 8)
  message.set(head, preludeBytes)
  message.set(payload, preludeBytes + head.length)
  message.writeUInt32BE(crc32(message.subarray(0, message.length - 4)), message.length - 4)
  return message
}

/** Exactly one message. @throws MalformedRequest */
export function decodeMessage(bytes: Uint8Array): EventMessage {
  const message = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (message.length < overheadBytes || claimedLength(message) !== message.length) throw malformed('its length is wrong')
  if (message.readUInt32BE(message.length - 4) !== crc32(message.subarray(0, message.length - 4))) throw malformed('its checksum is wrong')
  const payloadAt = preludeBytes + message.readUInt32BE(4)
  const payload = plainBytes(message.subarray(payloadAt, message.length - 4))
  return { headers: decodeHeaders(message.subarray(preludeBytes, payloadAt)), payload }
}

/** Chunks of any size → messages. A stream that ends within a message is malformed. @throws MalformedRequest */
export async function* decodeMessages(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<EventMessage> {
  let pieces: Buffer[] = []
  let gatheredBytes = 0
  let wantedBytes = preludeBytes
  for await (const chunk of chunks) {
    if (chunk.length === 0) continue
    pieces.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))
    gatheredBytes += chunk.length
    if (gatheredBytes < wantedBytes) continue
    let rest = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)
    wantedBytes = preludeBytes
    while (rest.length >= preludeBytes) {
      const length = claimedLength(rest)
      if (rest.length < length) {
        wantedBytes = length
        break
      }
      yield decodeMessage(rest.subarray(0, length))
      rest = rest.subarray(length)
    }
    pieces = rest.length === 0 ? [] : [rest]
    gatheredBytes = rest.length
  }
  if (gatheredBytes > 0) throw malformed('the stream ends within it')
}

/** The total length that a prelude claims, checked against its own checksum and the limits. */
function claimedLength(message: Buffer): number {
  const length = message.readUInt32BE(0)
  const headersLength = message.readUInt32BE(4)
  if (message.readUInt32BE(8) !== crc32(message.subarray(0, 8))) throw malformed('the checksum of its prelude is wrong')
  const payloadLength = length - headersLength - overheadBytes
  if (headersLength > headersLimitBytes || payloadLength < 0 || payloadLength > payloadLimitBytes) {
    throw malformed('its lengths are beyond the limits')
  }
  return length
}

/** The bytes of headers, as a message holds them and a signed envelope signs them. */
export function encodeHeaders(headers: Iterable<readonly [string, EventHeader]>): Buffer {
  const parts: Buffer[] = []
  for (const [name, header] of headers) {
    const nameBytes = Buffer.from(name)
    if (nameBytes.length === 0 || nameBytes.length > 255) throw new Error(`assert: an event header cannot be named ${name}`)
    parts.push(Buffer.from([nameBytes.length]), nameBytes, encodeValue(header))
  }
  return Buffer.concat(parts)
}

function encodeValue(header: EventHeader): Buffer {
  switch (header.type) {
    case 'boolean': return Buffer.from([header.value ? 0 : 1])
    case 'byte': return Buffer.from([2, header.value & 0xff])
    case 'short': return written(3, 2, bytes => bytes.writeInt16BE(header.value, 1))
    case 'integer': return written(4, 4, bytes => bytes.writeInt32BE(header.value, 1))
    case 'long': return written(5, 8, bytes => bytes.writeBigInt64BE(BigInt(header.value), 1))
    case 'blob': return sized(6, Buffer.from(header.value))
    case 'string': return sized(7, Buffer.from(header.value))
    case 'timestamp': return written(8, 8, bytes => bytes.writeBigInt64BE(BigInt(header.value), 1))
    case 'uuid': return Buffer.concat([Buffer.from([9]), Buffer.from(header.value.replaceAll('-', ''), 'hex')])
  }
}

function written(type: number, sizeBytes: number, write: (bytes: Buffer) => void): Buffer {
  const bytes = Buffer.alloc(1 + sizeBytes)
  bytes[0] = type
  write(bytes)
  return bytes
}

function sized(type: number, value: Buffer): Buffer {
  if (value.length > valueLimitBytes) throw new Error('assert: the value of an event header is too long')
  return Buffer.concat([written(type, 2, bytes => bytes.writeUInt16BE(value.length, 1)), value])
}

function decodeHeaders(bytes: Buffer): Map<string, EventHeader> {
  const headers = new Map<string, EventHeader>()
  let at = 0
  const take = (sizeBytes: number): Buffer => {
    if (at + sizeBytes > bytes.length) throw malformed('a header exceeds its bounds')
    at += sizeBytes
    return bytes.subarray(at - sizeBytes, at)
  }
  while (at < bytes.length) {
    const nameLength = take(1).readUInt8()
    if (nameLength === 0) throw malformed('a header has no name')
    const name = take(nameLength).toString('utf8')
    if (headers.has(name)) throw malformed('a header is given twice')
    headers.set(name, decodeValue(take(1).readUInt8(), take))
  }
  return headers
}

function decodeValue(type: number, take: (sizeBytes: number) => Buffer): EventHeader {
  switch (type) {
    case 0: return { type: 'boolean', value: true }
    case 1: return { type: 'boolean', value: false }
    case 2: return { type: 'byte', value: take(1).readInt8() }
    case 3: return { type: 'short', value: take(2).readInt16BE() }
    case 4: return { type: 'integer', value: take(4).readInt32BE() }
    case 5: return { type: 'long', value: safe(take(8).readBigInt64BE()) }
    case 6: return { type: 'blob', value: Uint8Array.from(take(valueLength(take))) }
    case 7: return { type: 'string', value: take(valueLength(take)).toString('utf8') }
    case 8: return { type: 'timestamp', value: safe(take(8).readBigInt64BE()) }
    case 9: return { type: 'uuid', value: take(16).toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') }
    default: throw malformed(`a header has the unknown type ${type}`)
  }
}

function valueLength(take: (sizeBytes: number) => Buffer): number {
  return take(2).readUInt16BE()
}

function safe(value: bigint): number | bigint {
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value
}

function malformed(reason: string): MalformedRequest {
  return new MalformedRequest(`The event stream holds a message that cannot be read: ${reason}`)
}
