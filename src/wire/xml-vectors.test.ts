// The public protocol vectors for awsQuery, ec2Query and restXml, run against our codecs from the server's side and the client's.
// The vectors are read from ../shared/vectors beside the project; where that folder is absent, the tests skip by name.
// Every case is run, or skipped with the reason that `leftOut` has for it.

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { RawModel, RawOperation, RawShape } from '../model/raw.ts'
import { readModel } from '../model/reader.ts'
import type { OperationModel, Shape, StructureShape } from '../model/shape.ts'
import { ec2Protocol } from './ec2.ts'
import { parseForm } from './form.ts'
import type { Body, Headers, WireRequest, WireResponse } from './message.ts'
import type { Protocol, Values } from './protocol.ts'
import { queryProtocol } from './query.ts'
import { restXmlProtocol } from './rest-xml.ts'
import { parseTimestamp } from './timestamp.ts'
import type { XmlElement } from './xml.ts'
import { answerLimits, parseXml } from './xml.ts'

const folder = join(process.cwd(), '..', 'shared', 'vectors')
const skip = existsSync(folder) ? false : 'the public vectors are not beside the project'

interface Case {
  readonly id?: string
  readonly given: RawOperation & { readonly name: string }
  readonly params?: Values
  readonly serialized?: { readonly method?: string, readonly uri?: string, readonly headers?: Headers, readonly body?: string }
  readonly result?: Values
  readonly error?: Values
  readonly errorCode?: string
  readonly errorMessage?: string
  readonly response?: { readonly status_code: number, readonly headers?: Headers, readonly body?: string }
}

interface Suite {
  readonly description: string
  readonly metadata: RawModel['metadata']
  readonly shapes: Record<string, RawShape>
  readonly cases: readonly Case[]
}

interface SmithyCase {
  readonly id: string
  readonly protocol: string
  readonly kind: 'request' | 'response' | 'malformedRequest'
  readonly shape: string
  readonly appliesTo?: string
  readonly method?: string
  readonly uri?: string
  readonly queryParams?: readonly string[]
  readonly code?: number
  readonly headers?: Headers
  readonly body?: string
  readonly params?: Values
  readonly vendorParams?: { readonly code?: string }
}

const protocols = { query: queryProtocol, ec2: ec2Protocol, 'rest-xml': restXmlProtocol } as const
type Name = keyof typeof protocols
const smithyNames: Record<string, Name> = { awsQuery: 'query', ec2Query: 'ec2', restXml: 'rest-xml' }

/** Cases that say nothing about these codecs. By id, or by description and number where cases have no id. */
const leftOut: Record<string, string> = {
  SDKAppliedContentEncoding_awsQuery: 'the vector has no body: compression is undone before a codec sees it',
  SDKAppendsGzipAndIgnoresHttpProvidedEncoding_awsQuery: 'as above',
  SDKAppliedContentEncoding_ec2Query: 'as above',
  SDKAppendsGzipAndIgnoresHttpProvidedEncoding_ec2Query: 'as above',
  SDKAppliedContentEncoding_restXml: 'as above',
  SDKAppendedGzipAfterProvidedEncoding_restXml: 'as above',
  'Unions 3': 'the unknown member is a placeholder of the client\'s own',
  GetBucketLocationUnwrappedOutput: 'a customisation of S3 outside the protocol: the model has no trait for an unwrapped output',
}

/** Parts of a case that another layer, or the client alone, answers for. */
const relaxed: Record<string, 'decode only' | 'any root'> = {
  NullAndEmptyHeaders: 'decode only', // a client leaves empty headers out
  RestXmlHttpPayloadWithUnion: 'any root', // the C2J form names payload members explicitly, so that the shape's name cannot count
  HttpPayloadWithXmlNamespace: 'any root',
  HttpPayloadWithXmlNamespaceAndPrefix: 'any root',
  XmlAttributesOnPayload: 'any root',
  XmlAttributesInMiddle: 'any root',
  XmlNamespaceSimpleScalarProperties: 'any root', // ours, the fixture's
  NestedXmlMapWithXmlNameDeserializes: 'any root', // the two sets of vectors differ in it
}

const context = { requestId: 'foo-id' }
const autoToken = '00000000-0000-4000-8000-000000000000'

for (const name of Object.keys(protocols) as Name[]) {
  for (const part of ['', 'legacy']) {
    test(`${name}: ${part} input vectors`, { skip }, async t => {
      for (const [title, vector, suite] of casesOf(join('protocols', part, 'input', `${name}.json`))) {
        const check = (): Promise<void> => checkInput(protocols[name](), operationOf(name, suite, vector.given), { ...vector, id: title })
        await t.test(title, { skip: leftOut[title] ?? false }, check)
      }
    })
    test(`${name}: ${part} output vectors`, { skip }, async t => {
      for (const [title, vector, suite] of casesOf(join('protocols', part, 'output', `${name}.json`))) {
        const operation = operationOf(name, suite, vector.given)
        const check = (): Promise<void> => checkOutput(protocols[name](), operation, { ...vector, id: title }, part === 'legacy')
        await t.test(title, { skip: leftOut[title] ?? false }, check)
      }
    })
  }
  test(`${name}: server cases of the Smithy protocol tests`, { skip }, async t => {
    for (const vector of smithyCasesOf(name)) {
      await t.test(`${vector.kind} ${vector.id}`, { skip: leftOut[vector.id] ?? false }, () => checkSmithy(name, vector))
    }
  })
}

function smithyCasesOf(name: Name): SmithyCase[] {
  const lines = readFileSync(join(folder, 'smithy-cases.jsonl'), 'utf8').trim().split('\n')
  return lines.map(line => JSON.parse(line) as SmithyCase)
    .filter(vector => smithyNames[vector.protocol.split('#').at(-1) ?? ''] === name && vector.appliesTo !== 'client')
}

/** The cases have no shapes: those of the botocore-form vector of the same operation or error serve, else the fixtures below. */
async function checkSmithy(name: Name, vector: SmithyCase): Promise<void> {
  const side = vector.kind === 'request' ? 'input' : 'output'
  const fixtures = casesOfFixtures()
  const suites = [...casesOf(join('protocols', side, `${name}.json`)), ...fixtures]
  const found = fixtures.find(([title]) => title === vector.id) ?? suites.find(([, { given, error, errorCode }, suite]) => {
    if (suite.shapes[vector.shape]?.exception === true) return true
    return given.name === vector.shape && given[side] !== undefined && error === undefined && errorCode === undefined
  }) ?? suites.find(([, { given }]) => given.name === vector.shape)
  assert.ok(found, `no shapes for ${vector.shape}`)
  const [, { given }, suite] = found
  const isError = suite.shapes[vector.shape]?.exception === true
  const operation = operationOf(name, suite, isError ? given : { ...given, name: vector.shape })
  if (vector.kind === 'request') {
    const bucket = vector.params?.['Bucket']
    const path = typeof bucket === 'string' && !vector.uri?.startsWith(`/${bucket}`) ? `/${bucket}${vector.uri}` : vector.uri ?? '/'
    const uri = [path, (vector.queryParams ?? []).join('&')].filter(part => part !== '').join('?')
    const { id, params = {}, method, headers, body = '' } = vector
    const serialized = { uri, body, ...(method && { method }), ...(headers && { headers }) }
    return checkInput(protocols[name](), operation, { id, given, params, serialized })
  }
  const response = { status_code: vector.code ?? 200, body: vector.body ?? '', ...(vector.headers && { headers: vector.headers }) }
  const { params = {} } = vector
  const outcome = isError ? { error: params, errorCode: vector.vendorParams?.code ?? vector.shape } : { result: params }
  if (vector.appliesTo === 'server') {
    return checkHeaders(protocols[name]().encodeResponse(operation, params, context).headers, response.headers)
  }
  return checkOutput(protocols[name](), operation, { id: vector.id, given, response, ...outcome }, false)
}

test('what is left out or relaxed is there', { skip }, () => {
  const names = Object.keys(protocols) as Name[]
  const paths = names.flatMap(name => ['input', 'output', 'legacy/input', 'legacy/output'].map(part => `protocols/${part}/${name}.json`))
  const known = new Set([...paths.flatMap(path => [...casesOf(path)].map(([title]) => title)), ...names.flatMap(smithyCasesOf).map(({ id }) => id)])
  assert.deepEqual([...Object.keys(leftOut), ...Object.keys(relaxed)].filter(id => !known.has(id)), [])
})

function* casesOf(path: string): Generator<[string, Case, Suite]> {
  for (const suite of JSON.parse(readFileSync(join(folder, path), 'utf8')) as Suite[]) {
    for (const [index, vector] of suite.cases.entries()) yield [vector.id ?? `${suite.description} ${index + 1}`, vector, suite]
  }
}

/** The oldest vectors hang locations on shapes; models hang them on members now. */
function hoisted(shapes: Record<string, RawShape>): Record<string, RawShape> {
  const moved = (member: RawShape): RawShape => {
    const { location, locationName } = shapes[member.shape ?? ''] ?? {}
    if (location === undefined) return member
    return { location, ...(locationName !== undefined && { locationName }), ...member }
  }
  return Object.fromEntries(Object.entries(shapes).map(([name, shape]) => {
    const members = Object.entries(shape.members ?? {}).map(([key, member]) => [key, named(key, moved(member))])
    return [name, { ...shape, ...(shape.members !== undefined && { members: Object.fromEntries(members) }) }]
  }))
}

/** In the C2J form a flattened list's element names it unless the member does; the Smithy model of these lists means the member. */
function named(key: string, member: RawShape): RawShape {
  return key.startsWith('flattened') && member.flattened === true ? { locationName: key, ...member } : member
}

function operationOf(protocol: Name, suite: Pick<Suite, 'metadata' | 'shapes'>, given: Case['given']): OperationModel {
  const errors = Object.keys(suite.shapes).filter(shape => suite.shapes[shape]?.exception === true).map(shape => ({ shape }))
  const operation = readModel({
    metadata: { ...suite.metadata, protocol, protocols: [protocol] },
    operations: { [given.name]: { ...given, errors } },
    shapes: hoisted(suite.shapes),
  }).operation(given.name)
  assert.ok(operation)
  return operation
}

async function checkInput(protocol: Protocol, operation: OperationModel, vector: Case): Promise<void> {
  const { method, uri = '/', headers = {}, body = '' } = vector.serialized ?? {}
  const [path = '', query = ''] = uri.split(/\?(.*)/s)
  const request: WireRequest = { method: method ?? 'POST', path, query, headers: lowerCase(headers), body: Buffer.from(body) }
  const filled = `${uri}${body}`.includes(autoToken) ? operation.idempotencyToken : undefined
  const token = filled === undefined ? {} : { [filled.name]: autoToken }
  const expected = onWire(operation.input, { ...token, ...withoutNulls(vector.params ?? {}) as Values })
  const read = async (from: WireRequest): Promise<Values> => {
    return onWire(operation.input, await plain(operation.input, protocol.decodeRequest(operation, from)) as Values)
  }
  assert.deepEqual(await read(request), expected)
  if (relaxed[vector.id ?? ''] === 'decode only') return

  const again = protocol.encodeRequest(operation, protocol.decodeRequest(operation, request))
  assert.deepEqual(await read(again), expected)
  if (method !== undefined) assert.equal(again.method, method)
  if (protocol.name === 'rest-xml') assertSameDocument(await text(again.body), body, vector.id)
  else assert.deepEqual(parseForm(await text(again.body)).sort(), parseForm(body).sort())
}

/** What of the values a message surely carries: no empty map, no empty ec2 list, and no parameter both as itself and in the map of all. */
function onWire(shape: StructureShape, values: Values): Values {
  const bound = shape.members.filter(member => member.location === 'querystring').map(member => member.wireName)
  const kept = Object.entries(values).map(([name, value]): [string, unknown] => {
    const member = shape.memberByName.get(name)
    if (member?.location !== 'querystring' || member.shape.kind !== 'map') return [name, value]
    return [name, Object.fromEntries(Object.entries(value as Values).filter(([key]) => !bound.includes(key)))]
  })
  return Object.fromEntries(kept.filter(([, value]) => !(value !== null && typeof value === 'object' && Object.keys(value).length === 0)))
}

async function checkOutput(protocol: Protocol, operation: OperationModel, vector: Case, isLegacy: boolean): Promise<void> {
  const { status_code: status = 200, headers = {}, body = '' } = vector.response ?? {}
  const isEventStream = operation.streamsOutput && operation.output.payload?.shape.kind === 'structure'
  const bytes = Buffer.from(body, isEventStream ? 'base64' : 'utf8')
  const response: WireResponse = { status, headers: lowerCase(headers), body: bytes }
  if (vector.error !== undefined || vector.errorCode !== undefined) return checkFault(protocol, operation, vector, response)
  const expected = onWire(operation.output, withoutNulls(vector.result ?? {}) as Values)
  const read = async (from: WireResponse): Promise<Values> => {
    const decoded = protocol.decodeResponse(operation, from)
    assert.ok('output' in decoded, 'a success')
    return onWire(operation.output, await plain(operation.output, decoded.output) as Values)
  }
  assert.deepEqual(await read(response), expected)

  const encoded = protocol.encodeResponse(operation, outputOf(protocol, operation, response), context)
  const copy = { ...encoded, body: await bytesOf(encoded.body) }
  assert.equal(encoded.status, status)
  checkHeaders(encoded.headers, headers)
  assert.deepEqual(await read(copy), expected)
  // The oldest vectors name their roots as they like.
  if (body !== '' && !isEventStream) assertSameDocument(await text(copy.body), body, isLegacy ? 'XmlAttributesOnPayload' : vector.id)
}

/** Lengths are the gateway's, media types the formats', and space around a comma means nothing. */
function checkHeaders(actual: Headers, expected: Headers = {}): void {
  const { 'content-type': _type, 'content-length': _length, ...others } = lowerCase(expected)
  const spaced = (value = ''): string => value.trim().replace(/\s*,\s*/g, ', ')
  for (const [header, value] of Object.entries(others)) assert.equal(spaced(actual[header]), spaced(value), header)
}

function outputOf(protocol: Protocol, operation: OperationModel, response: WireResponse): Values {
  const decoded = protocol.decodeResponse(operation, response)
  return 'output' in decoded ? decoded.output : {}
}

async function checkFault(protocol: Protocol, operation: OperationModel, vector: Case, response: WireResponse): Promise<void> {
  const decoded = protocol.decodeResponse(operation, response)
  assert.ok('fault' in decoded, 'a fault')
  const { fault } = decoded
  const shape = operation.errors.find(error => error.name === fault.code)
  assert.equal(shape?.error?.code ?? fault.code, vector.errorCode)
  if (vector.errorMessage !== undefined) assert.equal(fault.message, vector.errorMessage)
  const { Message: _upper, message: _lower, ...expected } = vector.error ?? {}
  assert.deepEqual(shape === undefined ? {} : await plain(shape, fault.fields ?? {}), expected)

  const encoded = protocol.encodeFault(operation.service, operation, fault, context)
  assert.equal(encoded.status, response.status)
  const back = protocol.decodeResponse(operation, encoded)
  assert.deepEqual('fault' in back && back.fault, fault)
}

/** Values in the form that the vectors have: blobs as text, timestamps in seconds, odd numbers as words. */
async function plain(shape: Shape, value: unknown): Promise<unknown> {
  switch (shape.kind) {
    case 'structure': {
      if (shape.eventStream === true) return plainEvents(shape, value as AsyncIterable<Values>)
      const found: Values = {}
      for (const member of (shape as StructureShape).members) {
        const item = (value as Values)[member.name]
        if (item !== undefined) found[member.name] = await plain(member.shape, item)
      }
      assert.deepEqual(Object.keys(value as Values).filter(key => !shape.memberByName.has(key)), [], 'unknown members')
      return found
    }
    case 'list': return Promise.all((value as unknown[]).map(item => plain(shape.element.shape, item)))
    case 'map': {
      const found: Values = {}
      for (const [key, item] of Object.entries(value as Values)) found[key] = await plain(shape.value.shape, item)
      return found
    }
    case 'blob': return text(value as Uint8Array)
    case 'timestamp': return Number(value) / 1000
    default: return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
  }
}

async function plainEvents(shape: StructureShape, events: AsyncIterable<Values>): Promise<unknown[]> {
  const found: unknown[] = []
  for await (const event of events) {
    const [[name, item] = ['', {}]] = Object.entries(event)
    const member = shape.memberByName.get(name)
    assert.ok(member, name)
    found.push({ [name]: await plain(member.shape, item) })
  }
  return found
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== null).map(([key, item]) => [key, withoutNulls(item)]))
}

async function text(body: Body): Promise<string> {
  return Buffer.from(await bytesOf(body)).toString('utf8')
}

async function bytesOf(body: Body): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function lowerCase(headers: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

function assertSameDocument(actual: string, expected: string, id = ''): void {
  if (!expected.trim().startsWith('<')) return assert.equal(actual, expected)
  const [root, expectedRoot] = [actual, expected.trim()].map(document => parseXml(Buffer.from(document), answerLimits))
  assert.ok(root && expectedRoot)
  assert.deepEqual(canonical(relaxed[id] === 'any root' ? { ...root, name: expectedRoot.name } : root), canonical(expectedRoot))
}

/** Request ids differ, order is the model's, and several spellings stand for one moment or number. */
function canonical(element: XmlElement): unknown {
  const children = element.children.filter(child => !['RequestId', 'requestId', 'ResponseMetadata'].includes(child.name)).map(canonical)
  const attributes = [...element.attributes ?? []].filter(([name]) => name !== 'xmlns').sort()
  const leaf = children.length > 0 || element.children.length > 0 ? '' : sameSpelling(element.text)
  return { name: element.name, attributes, leaf, children: children.sort((a, b) => order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0) }
}

function order(element: unknown): string {
  return JSON.stringify(element)
}

function sameSpelling(leaf: string): string {
  const at = parseTimestamp(leaf, 'date-time')
  if (at !== undefined) return String(at)
  return /^\d+\.\d+$/.test(leaf) ? String(Number(leaf)) : leaf.trim()
}

/** Operations, or forms of them, that only the Smithy cases have, described by hand: by the operation's name or the case's id. */
function casesOfFixtures(): [string, Case, Suite][] {
  const string = { type: 'string' }
  const header = (locationName: string): RawShape => ({ type: 'string', location: 'header', locationName })
  const label = (locationName: string): RawShape => ({ type: 'string', location: 'uri', locationName })
  const structure = (members: Record<string, RawShape>, traits: RawShape = {}): RawShape => ({ type: 'structure', ...traits, members })
  const fixture = (title: string, http: string, shape: RawShape, more = {}, metadata = {}): [string, Case, Suite] => {
    const [method, requestUri] = http.split(' ') as [string, string]
    const given = { name: title, http: { method, requestUri, responseCode: 200 }, input: { shape: 'Shape' }, output: { shape: 'Shape' } }
    const suite = { description: title, metadata: { apiVersion: '2020-01-08', ...metadata }, shapes: { Shape: shape, ...more }, cases: [] }
    return [title, { given }, suite]
  }
  return [
    fixture('ContentTypeParameters', 'PUT /ContentTypeParameters', structure({
      value: { type: 'integer' },
    }, { locationName: 'ContentTypeParametersInput' })),
    fixture('XmlNamespaceSimpleScalarProperties', 'PUT /SimpleScalarProperties', structure({
      foo: header('X-Foo'), stringValue: string, trueBooleanValue: { type: 'boolean' }, falseBooleanValue: { type: 'boolean' },
      byteValue: { type: 'byte' }, shortValue: { type: 'short' }, integerValue: { type: 'integer' }, longValue: { type: 'long' },
      floatValue: { type: 'float' }, doubleValue: { type: 'double', locationName: 'DoubleDribble' },
      Nested: {
        ...structure({ attrField: { type: 'string', locationName: 'xsi:someName', xmlAttribute: true } }),
        xmlNamespace: { prefix: 'xsi', uri: 'https://example.com' },
      },
    })),
    fixture('XmlAttributesInMiddle', 'PUT /XmlAttributesInMiddle', structure({ payload: { shape: 'Payload' } }, { payload: 'payload' }), {
      Payload: structure({ foo: string, attr: { type: 'string', locationName: 'test', xmlAttribute: true }, baz: string }),
    }),
    fixture('NullAndEmptyHeadersServer', 'GET /NullAndEmptyHeadersServer', structure({
      a: header('X-A'), b: header('X-B'), c: { type: 'list', member: string, location: 'header', locationName: 'X-C' },
    })),
    fixture('HttpPayloadTraitsWithMediaType', 'POST /HttpPayloadTraitsWithMediaType', structure({
      foo: header('X-Foo'), blob: { type: 'blob', mediaType: 'text/plain' },
    }, { payload: 'blob' })),
    fixture('HttpEmptyPrefixHeaders', 'GET /HttpEmptyPrefixHeaders', structure({
      prefixHeaders: { type: 'map', key: string, value: string, location: 'headers', locationName: '' }, specificHeader: header('hello'),
    })),
    fixture('Ec2QueryNameDistinctFromXmlNameAndMemberName', 'POST /', structure({
      DistinctQueryName: { type: 'string', queryName: 'QueryName' },
      DistinctQueryAndXmlName: { type: 'string', queryName: 'queryAndXmlName', locationName: 'xmlName' },
      DistinctXmlName: { type: 'string', locationName: 'xmlNameOnly' },
    })),
    fixture('ListObjectsV2', 'GET /{Bucket}?list-type=2', structure({ Bucket: label('Bucket') })),
    fixture('DeleteObjectTagging', 'DELETE /{Bucket}/{Key+}?tagging', structure({ Bucket: label('Bucket'), Key: label('Key') })),
    fixture('GetObject', 'GET /{Bucket}/{Key+}', structure({ Bucket: label('Bucket'), Key: label('Key') })),
    fixture('HeadBucket', 'HEAD /{Bucket}', structure({}), {
      NoSuchBucket: structure({}, { exception: true, error: { httpStatusCode: 404 } }),
    }, { unwrappedXmlErrors: true }),
  ]
}
