// The public protocol vectors for awsJson, rest-json and RPC v2 CBOR, run against our codecs from the server's side and the client's.
// Every case is run, or stands in `leftOut` with its reason; where a client's part of a case reaches a
// server otherwise, `asServerSees` says what it becomes.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import type { RawOperation } from '../model/raw.ts'
import type { OperationModel, ProtocolName, StructureShape } from '../model/shape.ts'
import { decodeCbor } from './cbor.ts'
import type { EventStream } from './event-values.ts'
import type { Headers, WireResponse } from './message.ts'
import type { Protocol, Values } from './protocol.ts'
import { protocolNamed } from './protocols.ts'
import { smithyPaths, smithyShapes } from './smithy-shapes.fixture.ts'
import type { SmithyCase, VectorCase, VectorSuite } from './vectors.fixture.ts'
import {
  bytesOf, expectedValues, lowerCased, operationOf, requestOf, settled, smithyCases, vectorSuites, vectorsMissing,
} from './vectors.fixture.ts'

const skip = vectorsMissing

interface Family { readonly protocol: ProtocolName, readonly smithy: string, readonly files: readonly string[], readonly legacy?: string }

const families: readonly Family[] = [
  { protocol: 'json-1.1', smithy: 'awsJson1_1', files: ['json'], legacy: 'json' },
  { protocol: 'json-1.0', smithy: 'awsJson1_0', files: ['json_1_0', 'json_1_0-query-compatible'] },
  { protocol: 'rest-json', smithy: 'restJson1', files: ['rest-json'], legacy: 'rest-json' },
  {
    protocol: 'cbor', smithy: 'rpcv2Cbor',
    files: ['smithy-rpc-v2-cbor', 'smithy-rpc-v2-cbor-query-compatible', 'smithy-rpc-v2-cbor-non-query-compatible'],
  },
]

const noDefaults = 'the models have no default values: a server that fills them in is the operation itself'
const compression = 'the vector has no body: compression is undone before a codec sees it'

/** Cases that say nothing about these codecs. */
const leftOut: Readonly<Record<string, string>> = {
  AwsJson10ServerPopulatesDefaultsWhenMissingInRequestBody: noDefaults,
  AwsJson10ServerPopulatesNestedDefaultsWhenMissingInRequestBody: noDefaults,
  AwsJson10ServerPopulatesDefaultsInResponseWhenMissingInParams: noDefaults,
  AwsJson10ServerPopulatesNestedDefaultValuesWhenMissingInInResponseParams: noDefaults,
  RestJsonServerPopulatesDefaultsWhenMissingInRequestBody: noDefaults,
  RestJsonServerPopulatesNestedDefaultsWhenMissingInRequestBody: noDefaults,
  RestJsonServerPopulatesDefaultsInResponseWhenMissingInParams: noDefaults,
  RestJsonServerPopulatesNestedDefaultValuesWhenMissingInInResponseParams: noDefaults,
  RpcV2CborServerPopulatesDefaultsWhenMissingInRequestBody: noDefaults,
  RpcV2CborServerPopulatesDefaultsInResponseWhenMissingInParams: noDefaults,
}

const compressionCases = ['awsJson1_1', 'awsJson1_0', 'restJson1'].flatMap(name =>
  ['SDKAppliedContentEncoding', 'SDKAppendsGzipAndIgnoresHttpProvidedEncoding', 'SDKAppendedGzipAfterProvidedEncoding']
    .map(id => `${id}_${name}`))

/** Cases of the older vectors, by file and title, whose form of the model is not the one that models have today. */
const olderForm: Readonly<Record<string, string>> = {
  'json 3 Lists 2': 'the map is declared as a string',
  'rest-json 0 Scalar members 1': 'the location hangs on the shape instead of the member',
  'rest-json 9 Supports header maps 1': 'the prefix of the headers is left out instead of empty',
  'rest-json 13 Modeled exceptions 1': 'the location hangs on the shape instead of the member',
  'rest-json 13 Modeled exceptions 2': 'the location hangs on the shape instead of the member',
  'rest-json 13 Modeled exceptions 3': 'the location hangs on the shape instead of the member',
}

function reasonToLeaveOut(id: string, legacy?: string): string | false {
  if (compressionCases.includes(id)) return compression
  return leftOut[id] ?? (legacy === undefined ? false : olderForm[`${legacy} ${id}`] ?? false)
}

/** A client's part of a request that a server sees otherwise: what it then decodes to. */
const asServerSees: Readonly<Record<string, Values>> = {
  RestJsonHttpPrefixHeadersAreNotPresent: { foo: 'Foo' },
  RestJsonOmitsEmptyListQueryValues: {},
  'rest-json 26 List in header 2': {},
  // The client fills its idempotency token in.
  RestJsonQueryIdempotencyTokenAutoFill: { token: '00000000-0000-4000-8000-000000000000' },
  'json 6 Idempotency token auto fill 2': { Token: '00000000-0000-4000-8000-000000000000' },
  'rest-json 19 Idempotency token auto fill 2': { Token: '00000000-0000-4000-8000-000000000000' },
  // A server puts all parameters into the map: RestJsonServersQueryParamsStringListMap and RestJsonServersPutAllQueryParamsInMap say so.
  RestJsonQueryParamsStringListMap: { qux: 'named', foo: { corge: ['named'], baz: ['bar', 'qux'] } },
  RestJsonQueryPrecedence: { foo: 'named', baz: { bar: 'named', qux: 'alsoFromMap' } },
  // The client writes an empty document for a structure that is unset.
  RestJsonHttpWithEmptyStructurePayload: { payloadConfig: {} },
  RestJsonHttpWithHeadersButNoPayload: { testId: 't-12345', payloadConfig: {} },
  'rest-json 25 Content-Type and JSON body 3': { payloadConfig: {} },
  'rest-json 13 Structure payload 2': { foo: {} },
  'rest-json 25 Content-Type and JSON body 8': { contentType: 'application/octet-stream' },
  'rest-json 25 Content-Type and JSON body 5': { testId: 't-12345', payloadConfig: {} },
}

test('every left-out case is one of the vectors', { skip }, () => {
  const ids = new Set(smithyCases().map(each => each.id))
  for (const id of Object.keys(leftOut)) assert.ok(ids.has(id), id)
})

for (const family of families) {
  const protocol = protocolNamed(family.protocol)
  for (const file of [...family.files, ...family.legacy === undefined ? [] : [`legacy/${family.legacy}`]]) {
    const legacy = file.startsWith('legacy/') ? family.legacy : undefined
    test(`${family.protocol}: input vectors of ${file}`, { skip }, async t => {
      for (const [title, vector, suite] of casesOf(pathOf(file, 'input'))) {
        const check = (): Promise<void> => checkInput(protocol, family, { ...vector, id: idOf(title, legacy) }, suite)
        await t.test(title, { skip: reasonToLeaveOut(title, legacy) }, check)
      }
    })
    test(`${family.protocol}: output vectors of ${file}`, { skip }, async t => {
      for (const [title, vector, suite] of casesOf(pathOf(file, 'output'))) {
        await t.test(title, { skip: reasonToLeaveOut(title, legacy) }, () => checkOutput(protocol, family, vector, suite))
      }
    })
  }
  test(`${family.protocol}: server cases of the Smithy protocol tests`, { skip }, async t => {
    const cases = smithyCases().filter(each => each.protocol.split('#').at(-1) === family.smithy)
    for (const each of cases) {
      if (each.appliesTo === 'client' || each.kind === 'malformedRequest') continue
      await t.test(`${each.kind} ${each.id}`, { skip: reasonToLeaveOut(each.id) }, () => checkSmithy(protocol, family, each))
    }
  })
}

function idOf(title: string, legacy: string | undefined): string {
  return legacy === undefined ? title : `${legacy} ${title}`
}

function pathOf(file: string, side: 'input' | 'output'): string {
  return file.startsWith('legacy/') ? `legacy/${side}/${file.slice(7)}.json` : `${side}/${file}.json`
}

function casesOf(path: string): [string, VectorCase, VectorSuite][] {
  return vectorSuites(path).flatMap((suite, place) => suite.cases.map((vector, index) =>
    [vector.id ?? `${place} ${suite.description} ${index + 1}`, vector, suite] as [string, VectorCase, VectorSuite]))
}

function vectorOperation(family: Family, vector: VectorCase, suite: VectorSuite): OperationModel {
  const { given } = vector
  const name = given.input?.shape
  const shape = name === undefined ? undefined : suite.shapes[name]
  // The older vectors name the payload where the shape is referred to.
  const shapes = name !== undefined && shape !== undefined && given.input?.payload !== undefined
    ? { ...suite.shapes, [name]: { ...shape, payload: given.input.payload } } : suite.shapes
  return operationOf({ ...suite.metadata, protocolNames: [family.protocol] }, shapes, given)
}

/** CBOR bodies are in base64. */
function bodyOf(family: Family, text: string | undefined): Uint8Array {
  return Buffer.from(text ?? '', family.protocol === 'cbor' ? 'base64' : 'utf8')
}

async function checkInput(protocol: Protocol, family: Family, vector: VectorCase, suite: VectorSuite): Promise<void> {
  const operation = vectorOperation(family, vector, suite)
  await checkRequest(protocol, family, operation, asServerSees[vector.id ?? ''] ?? vector.params ?? {}, vector.serialized ?? {})
}

type Written = NonNullable<VectorCase['serialized']>

async function checkRequest(
  protocol: Protocol, family: Family, operation: OperationModel, params: Values, written: Written,
): Promise<void> {
  const { method = operation.http.method, uri = '/', headers, body } = written
  const named = headers ?? {}
  const request = requestOf(method, uri, named, bodyOf(family, body))
  // The older vectors leave out the content type that every client sends.
  const isMember = operation.input.members.some(member => /^content-?type$/i.test(member.wireName))
  if (family.protocol === 'rest-json' && (body ?? '') !== '' && !isMember) request.headers['content-type'] ??= contentTypeFor(operation)
  const wanted = await settled(expectedValues(operation.input, params))
  assert.deepEqual(await settled(protocol.decodeRequest(operation, request)), wanted)
  const own = protocol.encodeRequest(operation, protocol.decodeRequest(operation, request))
  const again = protocol.decodeRequest(operation, { ...own, body: await bytesOf(own.body) })
  assert.deepEqual(withoutOurs(await settled(again)), withoutOurs(wanted), 'our own request does not come back as it was')
}

function contentTypeFor(operation: OperationModel): string {
  const payload = operation.input.payload?.shape.kind
  return payload === 'string' ? 'text/plain' : payload === 'blob' ? 'application/octet-stream' : 'application/json'
}

/** What our client adds to a request that has no such members: its content type, and an empty document for an unset structure. */
function withoutOurs(value: unknown): unknown {
  const { contentType: _type, ...others } = withoutEmpty(value) as Values
  return Object.fromEntries(Object.entries(others).filter(([name, each]) => name !== 'payloadConfig' && !isDeepStrictEqual(each, {})))
}

/** A client sends no empty header, so empty lists and texts are not told from absent ones. */
function withoutEmpty(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== '' && !(Array.isArray(each) && each.length === 0)))
}

async function checkOutput(protocol: Protocol, family: Family, vector: VectorCase, suite: VectorSuite): Promise<void> {
  const operation = vectorOperation(family, vector, suite)
  const { status_code: status = 200, headers, body } = vector.response ?? {}
  const bytes = operation.streamsOutput && family.protocol !== 'rest-json' ? Buffer.from(body ?? '', 'base64') : bodyOf(family, body)
  const response = { status, headers: lowerCased(headers), body: bytes }
  if (vector.errorCode !== undefined || vector.error !== undefined) await checkFault(protocol, operation, vector, response)
  else await checkResponse(protocol, family, operation, vector.result ?? {}, response, false)
}

async function checkFault(protocol: Protocol, operation: OperationModel, vector: VectorCase, response: WireResponse): Promise<void> {
  const answer = protocol.decodeResponse(operation, response)
  assert.ok('fault' in answer)
  const { fault } = answer
  const shape = operation.errors.find(error => error.name === fault.code) ?? operation.service.errorShape(fault.code)
  assert.equal(shape?.error?.code ?? fault.code, vector.errorCode)
  const wanted = expectedValues(shape ?? emptyShape, withoutMessage(vector.error))
  assert.deepEqual(await settled(fault.fields ?? {}), wanted)
  if (vector.errorMessage !== undefined) assert.equal(fault.message, vector.errorMessage)
  const own = protocol.encodeFault(operation.service, operation, fault, context)
  assert.deepEqual(protocol.decodeResponse(operation, own), answer)
  assert.equal(own.headers['x-amzn-requestid'], context.requestId)
  assert.equal(own.headers['x-amzn-query-error'] ?? '', operation.service.queryCompatible === true ? `${vector.errorCode};Sender` : '')
}

const context = { requestId: 'a-request' }
const emptyShape: StructureShape = { kind: 'structure', name: '', members: [], memberByName: new Map() }

function withoutMessage(error: Values | undefined): Values {
  return Object.fromEntries(Object.entries(error ?? {}).filter(([name]) => name.toLowerCase() !== 'message'))
}

async function checkResponse(
  protocol: Protocol, family: Family, operation: OperationModel, result: Values, response: WireResponse, isServerCase: boolean,
  body?: Uint8Array,
): Promise<void> {
  const answer = protocol.decodeResponse(operation, response)
  assert.ok('output' in answer)
  const wanted = await settled(expectedValues(operation.output, result))
  if (operation.streamsOutput && family.protocol !== 'rest-json') {
    const stream = operation.output.members.find(member => member.shape.kind === 'structure' && member.shape.eventStream === true)
    assert.ok(stream)
    const events = answer.output[stream.name] as EventStream
    assert.deepEqual({ ...await events.initial(), [stream.name]: await settled(asyncOf(events)) }, wanted)
    return
  }
  const values = await settled(answer.output)
  const sent = protocol.encodeResponse(operation, protocolValues(wanted) as Values, context)
  const own = { ...sent, body: await bytesOf(sent.body) }
  assert.equal(own.headers['x-amzn-requestid'], context.requestId)
  if (body !== undefined) assert.deepEqual(parsed(family, own.body), parsed(family, body))
  if (isServerCase) {
    assert.equal(own.status, response.status)
    for (const [name, value] of Object.entries(response.headers)) if (!notTheCodecs.has(name)) assert.equal(own.headers[name], value, name)
    return
  }
  assert.deepEqual(withoutStatus(operation, values), withoutStatus(operation, wanted))
  const again = protocol.decodeResponse(operation, own)
  assert.ok('output' in again)
  const ownValues = withoutEmpty(withoutStatus(operation, withoutHeaders(await settled(again.output))))
  assert.deepEqual(ownValues, withoutEmpty(withoutStatus(operation, wanted)))
}

async function* asyncOf(events: AsyncIterable<Values>): AsyncGenerator<Values> {
  yield* events
}

/** Headers that a case holds and another layer writes, or that say nothing in an answer. */
const notTheCodecs: ReadonlySet<string> = new Set(['content-length', 'x-amz-target', 'x-amzn-requestid'])

/** A map of all headers (an empty prefix) comes back with those that every answer has. */
function withoutHeaders(values: unknown): unknown {
  const { prefixHeaders, ...others } = values as Values
  if (prefixHeaders === undefined) return others
  const { 'content-type': _type, 'x-amzn-requestid': _id, ...own } = prefixHeaders as Values
  return { ...others, prefixHeaders: own }
}

function withoutStatus(operation: OperationModel, values: unknown): unknown {
  const status = operation.output.members.find(member => member.location === 'statusCode')
  return Object.fromEntries(Object.entries(values as Values).filter(([name]) => name !== status?.name))
}

/** The inverse of `settled`. */
function protocolValues(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(protocolValues)
  if ('bytes' in value && typeof value.bytes === 'string') return new Uint8Array(Buffer.from(value.bytes, 'latin1'))
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, protocolValues(each)]))
}

function parsed(family: Family, body: Uint8Array): unknown {
  if (body.length === 0) return undefined
  if (family.protocol === 'cbor') return decodeCbor(body)
  const text = Buffer.from(body).toString('utf8')
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** The cases have no shapes: those of the fixture serve, else those of the botocore-form vector of the same operation or error. */
async function checkSmithy(protocol: Protocol, family: Family, each: SmithyCase): Promise<void> {
  const name = each.shape ?? 'KitchenSink'
  const operation = smithyOperation(family, name, each)
  const headers: Headers = each.headers ?? {}
  const body = bodyOf(family, each.body)
  if (each.kind === 'request') {
    const uri = [each.uri ?? '/', (each.queryParams ?? []).join('&')].filter(part => part !== '').join('?')
    const written = { uri, headers, ...(each.method && { method: each.method }), ...(each.body !== undefined && { body: each.body }) }
    await checkRequest(protocol, family, operation, asServerSees[each.id] ?? each.params ?? {}, written)
    return
  }
  const response = { status: each.code ?? 200, headers: lowerCased(headers), body }
  const error = operation.errors.find(shape => shape.name === name)
  const params = each.params ?? {}
  const asserted = each.body === undefined ? undefined : body
  if (error === undefined) return checkResponse(protocol, family, operation, params, response, true, asserted)
  const message = Object.entries(params).find(([key]) => key.toLowerCase() === 'message')?.[1] ?? ''
  const fault = {
    code: name, message: String(message), status: each.code ?? 400, sender: error.error?.sender ?? true,
    fields: protocolValues(expectedValues(error, withoutMessage(params))) as Values,
  }
  const own = protocol.encodeFault(operation.service, operation, fault, context)
  assert.equal(own.status, response.status)
  for (const [header, value] of Object.entries(response.headers)) assert.equal(own.headers[header], value, header)
  const wanted = parsed(family, body) as Values | undefined
  const given = parsed(family, await bytesOf(own.body)) as Values
  if (typeof wanted?.['__type'] === 'string') wanted['__type'] = wanted['__type'].split('#').at(-1)
  assert.deepEqual(given, wanted)
}

function smithyOperation(family: Family, shapeName: string, each: SmithyCase): OperationModel {
  const name = smithyShapes[each.id] === undefined ? shapeName : each.id
  const shapes = smithyShapes[name]
  if (shapes !== undefined) {
    const requestUri = family.protocol === 'rest-json' ? smithyPaths[name] ?? `/${name}` : '/'
    const http = { method: each.method ?? 'POST', requestUri, ...(each.code !== undefined && { responseCode: each.code }) }
    const given: RawOperation & { name: string } = { name, http, input: { shape: name }, output: { shape: name } }
    return operationOf({ protocolNames: [family.protocol], targetPrefix: 'Fixture', awsQueryCompatible: undefined }, smithyShapes, given)
  }
  const side = each.kind === 'request' ? 'input' : 'output'
  const found = family.files.flatMap(file => casesOf(`${side}/${file}.json`))
    .filter(([, { given }]) => given.name === name || given.errors?.some(error => error.shape === name) === true)
  const best = found.find(([title]) => title === each.id)
    ?? found.find(([, { given }]) => given.errors?.some(error => error.shape === name))
    ?? found.find(([, { given }]) => given[side] !== undefined)
    ?? found[0]
  assert.ok(best, `no shapes for ${name}`)
  return vectorOperation(family, best[1], best[2])
}
