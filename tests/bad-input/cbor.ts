// Bad input in CBOR (RFC 8949), to CloudWatch by Smithy RPC v2: lengths that lie, values that never end, nesting, wrong types, unknown
// paths. Bytes are written as hexadecimal digits. https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html

import { cbor, http, signed } from './request.ts'
import type { Row } from './request.ts'

/** The text of a key, as CBOR. */
function text(value: string): string {
  const bytes = Buffer.from(value)
  return (bytes.length < 24 ? (0x60 + bytes.length).toString(16) : `78${bytes.length.toString(16)}`) + bytes.toString('hex')
}

const list = (bytes: string): ReturnType<typeof cbor> => cbor('ListMetrics', bytes)
const namespaceOf = (bytes: string): ReturnType<typeof cbor> => list(`a1 ${text('Namespace')} ${bytes}`)
const maxOf = (bytes: string): ReturnType<typeof cbor> => cbor('DescribeAlarms', `a1 ${text('MaxRecords')} ${bytes}`)
const startOf = (bytes: string): ReturnType<typeof cbor> => cbor('GetMetricData', `a1 ${text('StartTime')} ${bytes}`)

function path(target: string, headers: Readonly<Record<string, string>> = {}): ReturnType<typeof cbor> {
  const own = { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor', ...headers }
  return { envelope: 'cbor', bytes: http('POST', target, signed('monitoring', own), Buffer.from('a0', 'hex')) }
}

const broken: readonly Row[] = [
  ['a map that ends too soon', list('a1'), 400, 'SerializationException'],
  ['a map of 2^64 - 1 members', list('bb ff ff ff ff ff ff ff ff'), 400, 'SerializationException'],
  ['a list of 2^32 - 1 elements', namespaceOf('9a ff ff ff ff'), 400, 'SerializationException'],
  ['a text of 2^63 bytes', namespaceOf('7b 80 00 00 00 00 00 00 00'), 400, 'SerializationException'],
  ['bytes of 2^32 - 1', namespaceOf('5a ff ff ff ff 00'), 400, 'SerializationException'],
  ['a map that never ends', list('bf'), 400, 'SerializationException'],
  ['a list that never ends', list('9f'), 400, 'SerializationException'],
  ['a text that never ends', namespaceOf('7f 61 61'), 400, 'SerializationException'],
  ['a text with chunks of bytes', namespaceOf('7f 41 61 ff'), 400, 'SerializationException'],
  ['a break by itself', list('ff'), 400, 'SerializationException'],
  ['a break for a value', namespaceOf('ff'), 400, 'SerializationException'],
  ['a reserved length', namespaceOf('7c 00'), 400, 'SerializationException'],
  ['a simple value without meaning', namespaceOf('e0'), 400, 'SerializationException'],
  ['bytes after the value', list('a0 a0'), 400, 'SerializationException'],
  ['a key that is a number', list('a1 01 02'), 400, 'SerializationException'],
  ['a key that is a list', list('a1 80 02'), 400, 'SerializationException'],
  ['text that is not UTF-8', namespaceOf('62 ff fe'), 400, 'SerializationException'],
  ['JSON in place of CBOR', list(Buffer.from('{"Namespace":"a"}').toString('hex')), 400, 'SerializationException'],
  ['a number in place of a map', list('01'), 400, 'SerializationException'],
  ['a list in place of a map', list('80'), 400, 'SerializationException'],
  ['a hundred thousand lists in one another', list('81'.repeat(100_000)), 400, 'SerializationException'],
  ['a hundred thousand maps in one another', list(`a1${text('a')}`.repeat(100_000)), 400, 'SerializationException'],
  ['a hundred thousand tags on one another', list('c6'.repeat(100_000)), 400, 'SerializationException'],
  ['a hundred thousand lists that never end', namespaceOf('9f'.repeat(100_000)), 400, 'SerializationException'],
]

const types: readonly Row[] = [
  ['a number for text', namespaceOf('01'), 400, 'SerializationException'],
  ['bytes for text', namespaceOf('41 61'), 400, 'SerializationException'],
  ['a list for text', namespaceOf('80'), 400, 'SerializationException'],
  ['text for a number', maxOf(text('10')), 400, 'SerializationException'],
  ['a fraction for a whole number', maxOf('fb 3f f8 00 00 00 00 00 00'), 400, 'SerializationException'],
  ['NaN for a whole number', maxOf('f9 7e 00'), 400, 'SerializationException'],
  ['infinity for a whole number', maxOf('f9 7c 00'), 400, 'SerializationException'],
  ['a number beyond 32 bits', maxOf('1b 00 00 00 01 00 00 00 00'), 400, 'SerializationException'],
  ['a number beyond 64 bits', maxOf(`c2 58 20 ${'ff'.repeat(32)}`), 400, 'SerializationException'],
  ['a number of a thousand bytes', maxOf(`c2 59 03e8 ${'ff'.repeat(1000)}`), 400, 'SerializationException'],
  ['a number below zero beyond 32 bits', maxOf('3b ff ff ff ff ff ff ff ff'), 400, 'SerializationException'],
  ['text for a time', startOf(text('2027-01-01T00:00:00Z')), 400, 'SerializationException'],
  ['a tagged text for a time', startOf(`c1 ${text('now')}`), 400, 'SerializationException'],
  ['NaN for a time', startOf('c1 f9 7e 00'), 400, 'SerializationException'],
  ['a time beyond all calendars', startOf('c1 fb 7e 37 e4 3c 88 00 75 9c'), 400, 'SerializationException'],
]

const paths: readonly Row[] = [
  ['an unknown operation', path('/service/GraniteServiceVersion20100801/operation/Nothing'), 400, 'UnknownOperationException'],
  ['the operation __proto__', path('/service/GraniteServiceVersion20100801/operation/__proto__'), 400, 'UnknownOperationException'],
  ['an unknown service', path('/service/Nothing/operation/ListMetrics'), 400, 'UnknownOperationException'],
  ['a path without an operation', path('/service/GraniteServiceVersion20100801'), 400, 'UnknownOperationException'],
  ['no path', path('/'), 400, 'UnknownOperationException'],
  ['a path that climbs', path('/service/../service/GraniteServiceVersion20100801/operation/../x'), 400, 'UnknownOperationException'],
]

export const cborRows: readonly Row[] = [...broken, ...types, ...paths]
