// The public protocol vectors for awsQuery, ec2Query and restXml, run against our codecs from the server's side and the client's.
// The vectors are read from ../shared/vectors beside the project; where that folder is absent, the tests skip by name.
// Every case is run, or skipped with the reason that `leftOut` has for it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RawShape } from '../model/raw.ts'
import type { Member, OperationModel, StructureShape } from '../model/shape.ts'
import { ec2Protocol } from './ec2.ts'
import { parseForm } from './form.ts'
import type { Body, Headers, WireRequest, WireResponse } from './message.ts'
import type { Protocol, Values } from './protocol.ts'
import { queryProtocol } from './query.ts'
import { restXmlProtocol } from './rest-xml.ts'
import { smithyShapes } from './smithy-shapes.fixture.ts'
import { parseTimestamp } from './timestamp.ts'
import type { SmithyCase, VectorCase, VectorSuite } from './vectors.fixture.ts'
import {
  bytesOf, expectedValues, lowerCased, operationOf, requestOf, settled, smithyCases, vectorSuites, vectorsMissing,
} from './vectors.fixture.ts'
import type { XmlElement } from './xml.ts'
import { answerLimits, parseXml } from './xml.ts'

const skip = vectorsMissing

type Triple = [title: string, vector: VectorCase, suite: Pick<VectorSuite, 'metadata' | 'shapes'>]

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
  for (const part of ['', 'legacy/']) {
    test(`${name}: ${part}input vectors`, { skip }, async t => {
      for (const [title, vector, suite] of casesOf(`${part}input/${name}.json`)) {
        const check = (): Promise<void> => checkInput(protocols[name](), modelOf(name, suite, vector.given), vector, title)
        await t.test(title, { skip: leftOut[title] ?? false }, check)
      }
    })
    test(`${name}: ${part}output vectors`, { skip }, async t => {
      for (const [title, vector, suite] of casesOf(`${part}output/${name}.json`)) {
        const operation = modelOf(name, suite, vector.given)
        const check = (): Promise<void> => checkOutput(protocols[name](), operation, vector, part === '' ? title : 'any root')
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
  return smithyCases().filter(({ protocol, appliesTo }) => smithyNames[protocol.split('#').at(-1) ?? ''] === name && appliesTo !== 'client')
}

/** The cases have no shapes: those of the botocore-form vector of the same operation or error serve, else the fixtures. */
function shapesFor(name: Name, vector: SmithyCase): Triple {
  const side = vector.kind === 'request' ? 'input' : 'output'
  const shape = vector.shape ?? ''
  const handmade = fixtures()
  const all = [...casesOf(`${side}/${name}.json`), ...handmade]
  const found = handmade.find(([title]) => title === vector.id) ?? all.find(([, { given, error, errorCode }, suite]) => {
    if (suite.shapes[shape]?.exception === true) return true
    return given.name === shape && given[side] !== undefined && error === undefined && errorCode === undefined
  }) ?? all.find(([, { given }]) => given.name === shape)
  assert.ok(found, `no shapes for ${shape}`)
  return found
}

async function checkSmithy(name: Name, vector: SmithyCase): Promise<void> {
  const [, { given }, suite] = shapesFor(name, vector)
  const { id, kind, shape, method, headers, body = '' } = vector
  const params = vector.params ?? {}
  const isError = suite.shapes[shape ?? '']?.exception === true
  const operation = modelOf(name, suite, isError ? given : { ...given, name: shape ?? given.name })
  const protocol = protocols[name]()
  if (kind === 'request') {
    const bucket = params['Bucket']
    const path = typeof bucket === 'string' && !vector.uri?.startsWith(`/${bucket}`) ? `/${bucket}${vector.uri}` : vector.uri ?? '/'
    const uri = [path, (vector.queryParams ?? []).join('&')].filter(part => part !== '').join('?')
    const serialized = { uri, body, ...(method && { method }), ...(headers && { headers }) }
    return checkInput(protocol, operation, { given, params, serialized }, id)
  }
  const response = { status_code: vector.code ?? 200, body, ...(headers && { headers }) }
  const errorCode = suite.shapes[shape ?? '']?.error?.code ?? shape ?? ''
  if (isError) return checkOutput(protocol, operation, { given, response, error: params, errorCode }, id)
  if (vector.appliesTo === 'server') return checkHeaders(protocol.encodeResponse(operation, params, context).headers, headers)
  return checkOutput(protocol, operation, { given, response, result: params }, id)
}

test('what is left out or relaxed is there', { skip }, () => {
  const known = new Set((Object.keys(protocols) as Name[]).flatMap(name => [
    ...['input', 'output', 'legacy/input', 'legacy/output'].flatMap(part => casesOf(`${part}/${name}.json`).map(([title]) => title)),
    ...smithyCasesOf(name).map(({ id }) => id),
  ]))
  assert.deepEqual([...Object.keys(leftOut), ...Object.keys(relaxed)].filter(id => !known.has(id)), [])
})

function casesOf(path: string): Triple[] {
  return vectorSuites(path).flatMap(suite => suite.cases.map((vector, index): Triple => {
    return [vector.id ?? `${suite.description} ${index + 1}`, vector, suite]
  }))
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

function modelOf(protocol: Name, { metadata, shapes }: Triple[2], given: VectorCase['given']): OperationModel {
  const errors = Object.keys(shapes).filter(shape => shapes[shape]?.exception === true).map(shape => ({ shape }))
  return operationOf({ ...metadata, protocol, protocols: [protocol] }, hoisted(shapes), { ...given, errors })
}

async function checkInput(protocol: Protocol, operation: OperationModel, vector: VectorCase, id: string): Promise<void> {
  const { method, uri = '/', headers, body = '' } = vector.serialized ?? {}
  const request = requestOf(method ?? 'POST', uri, headers, Buffer.from(body))
  const filled = `${uri}${body}`.includes(autoToken) ? operation.idempotencyToken : undefined
  const token = filled === undefined ? {} : { [filled.name]: autoToken }
  const expected = onWire(protocol, 'input', operation.input, { ...token, ...expectedValues(operation.input, vector.params) })
  const read = async (from: WireRequest): Promise<Values> => {
    return onWire(protocol, 'input', operation.input, await settled(protocol.decodeRequest(operation, from)) as Values)
  }
  assert.deepEqual(await read(request), expected)
  if (relaxed[id] === 'decode only') return

  const again = protocol.encodeRequest(operation, protocol.decodeRequest(operation, request))
  assert.deepEqual(await read(again), expected)
  if (method !== undefined) assert.equal(again.method, method)
  if (protocol.name === 'rest-xml') assertSameDocument(await text(again.body), body, id)
  else assert.deepEqual(parseForm(await text(again.body)).sort(), parseForm(body).sort())
}

/**
 * What of the values a message carries: empty collections vanish from headers, parameters and event streams, empty maps from query's
 * requests and all of them from ec2's; and of a parameter that is a member too, the map of all parameters need not speak.
 */
function onWire(protocol: Protocol, side: 'input' | 'output', shape: StructureShape, values: Values): Values {
  const bound = shape.members.filter(member => member.location === 'querystring').map(member => member.wireName)
  const vanishes = (member: Member | undefined): boolean => {
    if (member === undefined || member.location !== undefined || member.name === shape.payload?.name) return true
    return side === 'input' && (protocol.name === 'ec2' || (protocol.name === 'query' && member.shape.kind === 'map'))
  }
  const kept = Object.entries(values).map(([name, value]): [string, unknown] => {
    const member = shape.memberByName.get(name)
    if (member?.location !== 'querystring' || member.shape.kind !== 'map') return [name, value]
    return [name, Object.fromEntries(Object.entries(value as Values).filter(([key]) => !bound.includes(key)))]
  })
  return Object.fromEntries(kept.filter(([name, value]) => !isEmpty(value) || !vanishes(shape.memberByName.get(name))))
}

function isEmpty(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return false
  return Object.keys(value).length === 0 || (value as { bytes?: unknown }).bytes === ''
}

async function checkOutput(protocol: Protocol, operation: OperationModel, vector: VectorCase, id: string): Promise<void> {
  const { status_code: status = 200, headers, body = '' } = vector.response ?? {}
  const isEventStream = operation.streamsOutput && operation.output.payload?.shape.kind === 'structure'
  const response: WireResponse = { status, headers: lowerCased(headers), body: Buffer.from(body, isEventStream ? 'base64' : 'utf8') }
  if (vector.error !== undefined || vector.errorCode !== undefined) return checkFault(protocol, operation, vector, response)
  const expected = onWire(protocol, 'output', operation.output, expectedValues(operation.output, vector.result))
  const read = async (from: WireResponse): Promise<Values> => {
    return onWire(protocol, 'output', operation.output, await settled(outputOf(protocol, operation, from)) as Values)
  }
  assert.deepEqual(await read(response), expected)

  const encoded = protocol.encodeResponse(operation, outputOf(protocol, operation, response), context)
  const copy = { ...encoded, body: await bytesOf(encoded.body) }
  assert.equal(encoded.status, status)
  checkHeaders(encoded.headers, headers)
  assert.deepEqual(await read(copy), expected)
  if (body !== '' && !isEventStream) assertSameDocument(await text(copy.body), body, id)
}

/** Lengths are the gateway's, media types the formats', and space around a comma means nothing. */
function checkHeaders(actual: Headers, expected: Headers = {}): void {
  const { 'content-type': _type, 'content-length': _length, ...others } = lowerCased(expected)
  const spaced = (value = ''): string => value.trim().replace(/\s*,\s*/g, ', ')
  for (const [header, value] of Object.entries(others)) assert.equal(spaced(actual[header]), spaced(value), header)
}

function outputOf(protocol: Protocol, operation: OperationModel, response: WireResponse): Values {
  const decoded = protocol.decodeResponse(operation, response)
  assert.ok('output' in decoded, 'a success')
  return decoded.output
}

async function checkFault(protocol: Protocol, operation: OperationModel, vector: VectorCase, response: WireResponse): Promise<void> {
  const decoded = protocol.decodeResponse(operation, response)
  assert.ok('fault' in decoded, 'a fault')
  const { fault } = decoded
  const shape = operation.errors.find(error => error.name === fault.code)
  if (vector.errorCode !== undefined) assert.equal(shape?.error?.code ?? fault.code, vector.errorCode)
  if (vector.errorMessage !== undefined) assert.equal(fault.message, vector.errorMessage)
  const { Message: _upper, message: _lower, ...expected } = shape === undefined ? {} : expectedValues(shape, vector.error)
  assert.deepEqual(await settled(fault.fields ?? {}), expected)

  const encoded = protocol.encodeFault(operation.service, operation, fault, context)
  assert.equal(encoded.status, response.status)
  const back = protocol.decodeResponse(operation, encoded)
  assert.deepEqual('fault' in back && back.fault, fault)
}

async function text(body: Body): Promise<string> {
  return Buffer.from(await bytesOf(body)).toString('utf8')
}

function assertSameDocument(actual: string, expected: string, id: string): void {
  if (!expected.trim().startsWith('<')) return assert.equal(actual, expected)
  const [root, expectedRoot] = [actual, expected.trim()].map(document => parseXml(Buffer.from(document), answerLimits))
  assert.ok(root && expectedRoot)
  const anyRoot = id === 'any root' || relaxed[id] === 'any root'
  assert.deepEqual(canonical(anyRoot ? { ...root, name: expectedRoot.name } : root), canonical(expectedRoot))
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
function fixtures(): Triple[] {
  const string = { type: 'string' }
  const label = (locationName: string): RawShape => ({ type: 'string', location: 'uri', locationName })
  const structure = (members: Record<string, RawShape>, traits: RawShape = {}): RawShape => ({ type: 'structure', ...traits, members })
  const fixture = (title: string, http: string, shape = smithyShapes[title] ?? {}, more = {}, metadata = {}, traits = {}): Triple => {
    const [method = '', requestUri = ''] = http.split(' ')
    const roots = { input: { shape: 'Shape' }, output: { shape: 'Shape' } }
    const given = { name: title, http: { method, requestUri, responseCode: 200 }, ...roots, ...traits }
    return [title, { given }, { metadata: { apiVersion: '2020-01-08', ...metadata }, shapes: { Shape: shape, ...more } }]
  }
  return [
    fixture('ContentTypeParameters', 'PUT /ContentTypeParameters', {
      ...smithyShapes['ContentTypeParameters'], locationName: 'ContentTypeParametersInput',
    }),
    fixture('NullAndEmptyHeadersServer', 'GET /NullAndEmptyHeadersServer'),
    fixture('HttpPayloadTraitsWithMediaType', 'POST /HttpPayloadTraitsWithMediaType'),
    fixture('HttpEmptyPrefixHeaders', 'GET /HttpEmptyPrefixHeaders'),
    fixture('XmlNamespaceSimpleScalarProperties', 'PUT /SimpleScalarProperties', structure({
      foo: { type: 'string', location: 'header', locationName: 'X-Foo' },
      stringValue: string, trueBooleanValue: { type: 'boolean' }, falseBooleanValue: { type: 'boolean' },
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
    fixture('Ec2QueryNameDistinctFromXmlNameAndMemberName', 'POST /', structure({
      DistinctQueryName: { type: 'string', queryName: 'QueryName' },
      DistinctQueryAndXmlName: { type: 'string', queryName: 'queryAndXmlName', locationName: 'xmlName' },
      DistinctXmlName: { type: 'string', locationName: 'xmlNameOnly' },
    })),
    fixture('ListObjectsV2', 'GET /{Bucket}?list-type=2', structure({ Bucket: label('Bucket') })),
    fixture('DeleteObjectTagging', 'DELETE /{Bucket}/{Key+}?tagging', structure({ Bucket: label('Bucket'), Key: label('Key') })),
    fixture('GetObject', 'GET /{Bucket}/{Key+}', structure({ Bucket: label('Bucket'), Key: label('Key') })),
    fixture('GetBucketLocation', 'GET /{Bucket}?location', structure({ LocationConstraint: string }), {}, {}, { unwrappedOutput: true }),
    fixture('HeadBucket', 'HEAD /{Bucket}', structure({}), {
      NoSuchBucket: structure({}, { exception: true, error: { httpStatusCode: 404 } }),
    }, { unwrappedXmlErrors: true }),
  ]
}
