// restXml beyond the public vectors: bodies of the wrong kind, both error envelopes, namespaces, and names that objects have.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RawModel } from '../model/raw.ts'
import { readModel } from '../model/reader.ts'
import type { OperationModel, ServiceModel } from '../model/shape.ts'
import { MalformedRequest } from './message.ts'
import type { Values } from './protocol.ts'
import { restXmlProtocol } from './rest-xml.ts'

const shapes: RawModel['shapes'] = {
  Input: {
    type: 'structure', payload: 'Tagging',
    members: {
      Bucket: { type: 'string', location: 'uri', locationName: 'Bucket' },
      Tagging: { shape: 'Tagging', locationName: 'Tagging' },
    },
  },
  Tagging: {
    type: 'structure',
    members: {
      TagSet: { type: 'list', member: { shape: 'Tag', locationName: 'Tag' } },
      Days: { type: 'integer' }, On: { type: 'boolean' },
      Rules: { type: 'list', flattened: true, locationName: 'Rule', member: { type: 'string' } },
      Extra: { type: 'map', key: { type: 'string' }, value: { type: 'string' } },
      Grantee: { shape: 'Grantee' },
    },
  },
  Tag: { type: 'structure', members: { Key: { type: 'string' }, Value: { type: 'string' } } },
  Grantee: {
    type: 'structure', xmlNamespace: { prefix: 'xsi', uri: 'http://www.w3.org/2001/XMLSchema-instance' },
    members: { ID: { type: 'string' }, Type: { type: 'string', locationName: 'xsi:type', xmlAttribute: true } },
  },
  Output: {
    type: 'structure',
    members: { Name: { type: 'string' }, Tags: { type: 'list', flattened: true, locationName: 'Tag', member: { shape: 'Tag' } } },
  },
  NoSuchBucket: { type: 'structure', exception: true, error: { httpStatusCode: 404 }, members: { BucketName: { type: 'string' } } },
}

function serviceOf(metadata: RawModel['metadata']): [ServiceModel, OperationModel] {
  const http = { method: 'PUT', requestUri: '/{Bucket}?tagging' }
  const operations = { PutTagging: { name: 'PutTagging', http, input: { shape: 'Input' }, output: { shape: 'Output' } } }
  const service = readModel({ metadata: { protocol: 'rest-xml', apiVersion: '2006-03-01', ...metadata }, operations, shapes })
  const operation = service.operation('PutTagging')
  assert.ok(operation)
  return [service, operation]
}

const [bare, bareOperation] = serviceOf({ unwrappedXmlErrors: true, xmlNamespace: 'http://s3.example/doc/' })
const [wrapped, wrappedOperation] = serviceOf({ xmlNamespace: 'http://cdn.example/doc/' })
const protocol = restXmlProtocol()

function decode(operation: OperationModel, body: string): unknown {
  return protocol.decodeRequest(operation, { method: 'PUT', path: '/b', query: 'tagging', headers: {}, body: Buffer.from(body) })['Tagging']
}

const readable: [string, Values][] = [
  ['<Tagging/>', {}],
  ['<Tagging><TagSet/></Tagging>', { TagSet: [] }],
  ['<Tagging xmlns="u"><TagSet><Tag><Key>a</Key><Value/></Tag></TagSet></Tagging>', { TagSet: [{ Key: 'a', Value: '' }] }],
  ['<s3:Tagging xmlns:s3="u"><s3:Days> 7 </s3:Days></s3:Tagging>', { Days: 7 }],
  ['<AnyRoot><Unknown><Deep/></Unknown><On>true</On></AnyRoot>', { On: true }],
  ['<Tagging><Rule>a</Rule><On>false</On><Rule>b</Rule></Tagging>', { Rules: ['a', 'b'], On: false }],
  ['<Tagging><Grantee xmlns:xsi="u" xsi:type="Group"><ID>1</ID></Grantee></Tagging>', { Grantee: { ID: '1', Type: 'Group' } }],
]
for (const [body, expected] of readable) test(`reads ${body}`, () => assert.deepEqual(decode(bareOperation, body), expected))

test('an absent body is an absent payload', () => assert.equal(decode(bareOperation, ''), undefined))

test('names that objects have are keys like any others', () => {
  const extra = '<entry><key>__proto__</key><value>evil</value></entry><entry><key>constructor</key><value>x</value></entry>'
  const body = `<T><Extra>${extra}</Extra><__proto__><polluted>1</polluted></__proto__></T>`
  const { Extra } = decode(bareOperation, body) as { Extra: Values }
  assert.deepEqual(Object.entries(Extra), [['__proto__', 'evil'], ['constructor', 'x']])
  assert.equal(Object.getPrototypeOf(Extra), Object.prototype)
})

const wrong: [string, string][] = [
  ['<Tagging>', 'The XML document is not well formed: the element Tagging is not closed'],
  ['<Tagging><Days>soon</Days></Tagging>', 'Invalid integer value for Days'],
  ['<Tagging><Days/></Tagging>', 'Invalid integer value for Days'],
  ['<Tagging><Days><Day/></Days></Tagging>', 'Start of structure or map found where not expected.'],
  ['<Tagging><TagSet>text</TagSet></Tagging>', 'Unexpected complex element termination'],
  ['<Tagging><TagSet><Label/></TagSet></Tagging>', 'Unexpected list element termination'],
  ['<Tagging><Extra><entry><key>a</key></entry></Extra></Tagging>', 'Unexpected map element termination'],
  ['text', 'The XML document is not well formed: there is text outside the root element'],
  ['{"TagSet":[]}', 'The XML document is not well formed: there is text outside the root element'],
]
for (const [body, message] of wrong) {
  test(`refuses ${body}`, () => {
    assert.throws(() => decode(wrappedOperation, body), { constructor: MalformedRequest, code: 'MalformedInput', status: 400, message })
    assert.throws(() => decode(bareOperation, body), {
      constructor: MalformedRequest, code: 'MalformedXML', status: 400,
      message: 'The XML you provided was not well-formed or did not validate against our published schema',
    })
  })
}

const context = { requestId: 'id-1' }
const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'

test('an answer bears the namespace of its service', () => {
  const { headers, body } = protocol.encodeResponse(bareOperation, { Name: 'a "b"', Tags: [{ Key: 'k' }, {}] }, context)
  assert.deepEqual(headers, { 'content-type': 'application/xml', 'x-amz-request-id': 'id-1' })
  assert.equal(String(body), `${declaration}<Output xmlns="http://s3.example/doc/"><Name>a &quot;b&quot;</Name>`
    + '<Tag><Key>k</Key></Tag><Tag/></Output>')
})

test('a request declares the prefix that its attributes use', () => {
  const { path, query, body } = protocol.encodeRequest(bareOperation, { Bucket: 'b', Tagging: { Grantee: { Type: 'Group', ID: '1' } } })
  assert.equal(`${path}?${query}`, '/b?tagging')
  assert.equal(String(body), `${declaration}<Tagging><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="Group">`
    + '<ID>1</ID></Grantee></Tagging>')
})

const fault = { code: 'NoSuchBucket', message: 'No such bucket', status: 404, sender: true, fields: { BucketName: 'b' } }
const members = '<Code>NoSuchBucket</Code><Message>No such bucket</Message><BucketName>b</BucketName>'

test('an error stands bare where the model says so', () => {
  const answer = protocol.encodeFault(bare, bareOperation, fault, context)
  assert.equal(String(answer.body), `${declaration}<Error>${members}<RequestId>id-1</RequestId><HostId>aWQtMQ==</HostId></Error>`)
  assert.deepEqual([answer.headers['x-amz-request-id'], answer.headers['x-amz-id-2']], ['id-1', 'aWQtMQ=='])
  assert.deepEqual(protocol.decodeResponse(bareOperation, answer), { fault })
})

test('an error stands in an envelope elsewhere', () => {
  const answer = protocol.encodeFault(wrapped, wrappedOperation, fault, context)
  assert.equal(String(answer.body), `${declaration}<ErrorResponse xmlns="http://cdn.example/doc/">`
    + `<Error><Type>Sender</Type>${members}</Error>`
    + '<RequestId>id-1</RequestId></ErrorResponse>')
  assert.deepEqual(protocol.decodeResponse(wrappedOperation, answer), { fault })
})

test('an error without a body is known by its status', () => {
  assert.deepEqual(protocol.decodeResponse(bareOperation, { status: 404, headers: {}, body: new Uint8Array(0) }), {
    fault: { code: '404', message: '', status: 404, sender: true },
  })
})

test('an unwrapped output is the root of the answer, empty where it is unset', () => {
  const model = readModel({
    metadata: { protocol: 'rest-xml', unwrappedXmlErrors: true, xmlNamespace: 'http://s3.example/doc/' },
    shapes: { Place: { type: 'structure', members: { Region: { type: 'string' } } } },
    operations: { GetPlace: { http: { method: 'GET', requestUri: '/' }, output: { shape: 'Place' }, unwrappedOutput: true } },
  })
  const operation = model.operation('GetPlace')
  assert.ok(operation)
  const rows: [Values, string][] = [
    [{ Region: 'eu-west-1' }, '<Region xmlns="http://s3.example/doc/">eu-west-1</Region>'],
    [{}, '<Region xmlns="http://s3.example/doc/"/>'],
  ]
  for (const [output, root] of rows) {
    const response = protocol.encodeResponse(operation, output, { requestId: 'r' })
    assert.equal(Buffer.from(response.body as Uint8Array).toString().split('\n')[1], root)
    assert.deepEqual(protocol.decodeResponse(operation, response), { output })
  }
})
