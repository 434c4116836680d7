// The HTTP bindings at their edges: paths, parameters and headers that the public vectors do not hold.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RawShape } from '../model/raw.ts'
import { readModel } from '../model/reader.ts'
import type { OperationModel } from '../model/shape.ts'
import { MalformedRequest, gathered } from './message.ts'
import type { Headers } from './message.ts'
import type { Values } from './protocol.ts'
import { protocolNamed } from './protocols.ts'
import { hostPrefixOf } from './rest.ts'
import { uriTemplate } from './uri-template.ts'
import { bytesOf } from './vectors.fixture.ts'

const text: RawShape = { type: 'string' }
const input: RawShape = {
  type: 'structure',
  members: {
    Bucket: { ...text, location: 'uri', locationName: 'Bucket' },
    Key: { ...text, location: 'uri', locationName: 'Key' },
    Names: { type: 'list', member: text, location: 'querystring', locationName: 'name' },
    Limit: { type: 'integer', location: 'querystring', locationName: 'limit' },
    All: { type: 'map', key: text, value: text, location: 'querystring' },
    Words: { type: 'list', member: text, location: 'header', locationName: 'X-Words' },
    Dates: { type: 'list', member: { type: 'timestamp' }, location: 'header', locationName: 'X-Dates' },
    Meta: { type: 'map', key: text, value: text, location: 'headers', locationName: 'X-Meta-' },
    Body: { type: 'blob', streaming: true },
  },
  payload: 'Body',
}

function operation(requestUri = '/{Bucket}/{Key+}?acl&version=2', hostPrefix?: string): OperationModel {
  const endpoint = hostPrefix === undefined ? {} : { hostPrefix }
  const put = { http: { method: 'PUT', requestUri }, input: { shape: 'Put' }, endpoint }
  const found = readModel({ metadata: { protocol: 'rest-json' }, shapes: { Put: input }, operations: { Put: put } }).operation('Put')
  assert.ok(found)
  return found
}

const codec = protocolNamed('rest-json')

function decoded(path: string, query = '', headers: Headers = {}): Values {
  return codec.decodeRequest(operation(), { method: 'PUT', path, query, headers, body: new Uint8Array(0) })
}

test('labels are decoded once, and a greedy one keeps its slashes', () => {
  assert.deepEqual(decoded('/b/a/b%2Fc/%2525'), { Bucket: 'b', Key: 'a/b/c/%25' })
  assert.deepEqual(decoded('/b/..%2F..//x/'), { Bucket: 'b', Key: '../..//x/' })
  assert.deepEqual(decoded('/%E2%82%AC/+'), { Bucket: '€', Key: '+' })
})

test('a path of another form, and a broken percent-encoding, are refused', () => {
  assert.throws(() => decoded('/b'), { code: 'UnknownOperationException', status: 404 })
  assert.throws(() => decoded('/b/%zz'), MalformedRequest)
  assert.throws(() => decoded('/b/%ff'), MalformedRequest)
  assert.throws(() => decoded('/b/k', 'name=%zz'), MalformedRequest)
})

test('parameters: lists, first of duplicates, the map without constants and signatures, no prototype', () => {
  const query = 'acl&version=2&name=a&name=b+c&limit=1&limit=2&X-Amz-Signature=x&__proto__=y&z=%26'
  const { Names, Limit, All } = decoded('/b/k', query)
  assert.deepEqual([Names, Limit], [['a', 'b c'], 1])
  assert.deepEqual(Object.entries(All as object), [['name', 'b c'], ['limit', '2'], ['__proto__', 'y'], ['z', '&']])
})

test('headers: quoted words, http-dates with their commas, prefixes', () => {
  const headers = {
    'x-words': 'a, "b,c" ,"d\\"e", f g',
    'x-dates': 'Tue, 29 Apr 2014 18:30:38 GMT, Tue, 29 Apr 2014 18:30:39 GMT',
    'x-meta-a': '1',
    'x-meta-__proto__': '2',
  }
  const { Words, Dates, Meta } = decoded('/b/k', '', headers)
  assert.deepEqual([Words, Dates], [['a', 'b,c', 'd"e', 'f g'], [1_398_796_238_000, 1_398_796_239_000]])
  assert.deepEqual(Object.entries(Meta as object), [['a', '1'], ['__proto__', '2']])
  assert.throws(() => decoded('/b/k', '', { 'x-words': '"open' }), MalformedRequest)
})

test('what a client writes, a server reads', async () => {
  const values = {
    Bucket: 'b ü', Key: 'a/ b%/c?', Names: ['x&y', ''], Limit: 3, Words: ['a,b', 'c"d\\'], Dates: [1_398_796_238_000], Meta: { k: 'v' },
  }
  const request = codec.encodeRequest(operation(), { ...values, Body: Uint8Array.of(1, 2) })
  assert.equal(request.path, '/b%20%C3%BC/a/%20b%25/c%3F')
  const { Body, All, ...others } = codec.decodeRequest(operation(), request)
  assert.deepEqual(others, values)
  assert.deepEqual(All, { name: '', limit: '3' })
  assert.deepEqual(Buffer.from(await bytesOf(Body as AsyncIterable<Uint8Array>)), Buffer.of(1, 2))
  assert.deepEqual(Buffer.from(gathered(request.body)), Buffer.of(1, 2))
})

test('status 204 is kept without a body and gives way to one', () => {
  const http = { method: 'DELETE', requestUri: '/', responseCode: 204 }
  const model = readModel({
    metadata: { protocol: 'rest-json' }, shapes: { Gone: { type: 'structure', members: { Name: text } } },
    operations: { Delete: { http, output: { shape: 'Gone' } } },
  })
  const answer = (output: Values): [number, string] => {
    const { status, body } = codec.encodeResponse(model.operation('Delete')!, output, { requestId: 'r' })
    return [status, Buffer.from(gathered(body)).toString()]
  }
  assert.deepEqual(answer({}), [204, ''])
  assert.deepEqual(answer({ Name: 'a' }), [200, '{"Name":"a"}'])
})

test('a stream passes through untouched', () => {
  const body = (async function* (): AsyncGenerator<Uint8Array> { yield Uint8Array.of(1) })()
  const request = { method: 'PUT', path: '/b/k', query: '', headers: {}, body }
  assert.equal(codec.decodeRequest(operation(), request)['Body'], body)
})

test('templates: a label within a segment, one after a greedy label, a slash at the end', () => {
  assert.deepEqual([...uriTemplate('/a/{x}:run/{rest+}/tail').match('/a/1:run/2/3/tail') ?? []], [['x', '1'], ['rest', '2/3']])
  assert.equal(uriTemplate('/a.b/{x}').match('/aXb/1'), undefined)
  assert.ok(uriTemplate('/a/{x}').match('/a/1/'))
  assert.equal(uriTemplate('/a/{x}').match('/a/1/2'), undefined)
})

test('a host prefix takes its labels from the input', () => {
  assert.equal(hostPrefixOf(operation('/', '{Bucket}.data-'), { Bucket: 'b' }), 'b.data-')
  assert.equal(hostPrefixOf(operation('/'), {}), '')
})
