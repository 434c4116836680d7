// awsQuery beyond the public vectors: parameters as scripts and old SDKs write them, wrong and hostile ones, and JSON answers.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readModel } from '../model/reader.ts'
import type { Member, OperationModel } from '../model/shape.ts'
import { MalformedRequest } from './message.ts'
import type { WireRequest } from './message.ts'
import type { Values } from './protocol.ts'
import { queryProtocol } from './query.ts'
import { seededBytes } from './random.fixture.ts'

const service = readModel({
  metadata: { protocol: 'query', apiVersion: '2012-11-05', endpointPrefix: 'thing', xmlNamespace: 'http://thing.example/doc/' },
  operations: {
    PutThing: {
      name: 'PutThing', input: { shape: 'Input' },
      output: { shape: 'Output', resultWrapper: 'PutThingResult' },
      errors: [{ shape: 'NoSuchThing' }],
    },
    DeleteThing: { name: 'DeleteThing', input: { shape: 'Input' } },
  },
  shapes: {
    Input: {
      type: 'structure',
      members: {
        Name: { type: 'string' }, Count: { type: 'integer' }, Big: { type: 'long' }, Ratio: { type: 'double' }, On: { type: 'boolean' },
        Data: { type: 'blob' }, At: { type: 'timestamp' }, Names: { shape: 'Names' }, Parts: { shape: 'Parts' }, Part: { shape: 'Part' },
        Flat: { type: 'list', flattened: true, member: { type: 'string', locationName: 'FlatName' } },
        Attributes: { shape: 'Attributes' }, Tags: { shape: 'Tags', locationName: 'Tag' },
      },
    },
    Names: { type: 'list', member: { type: 'string', locationName: 'Entry' } },
    Parts: { type: 'list', member: { shape: 'Part' } },
    Part: {
      type: 'structure',
      members: { Id: { type: 'string' }, Size: { type: 'integer' }, Part: { shape: 'Part' }, Parts: { shape: 'Parts' } },
    },
    Attributes: { type: 'map', key: { type: 'string' }, value: { type: 'string' } },
    Tags: { type: 'map', flattened: true, key: { type: 'string', locationName: 'Key' }, value: { type: 'string', locationName: 'Value' } },
    Output: {
      type: 'structure',
      members: { Id: { type: 'string' }, At: { type: 'timestamp' }, Names: { shape: 'Names' }, Attributes: { shape: 'Attributes' } },
    },
    NoSuchThing: {
      type: 'structure', exception: true, error: { code: 'Thing.NotThere', httpStatusCode: 404, senderFault: true },
      members: { message: { type: 'string' }, Hint: { type: 'string' } },
    },
  },
})

function operationNamed(name: string): OperationModel {
  const operation = service.operation(name)
  assert.ok(operation)
  return operation
}

const putThing = operationNamed('PutThing')
const protocol = queryProtocol()

function decode(text: string, query = ''): Values {
  const request: WireRequest = { method: 'POST', path: '/', query, headers: {}, body: Buffer.from(text) }
  return protocol.decodeRequest(putThing, request)
}

const readable: [string, Values][] = [
  ['Action=PutThing&Version=2012-11-05', {}],
  ['Name=', { Name: '' }],
  ['Name=a&Name=b', { Name: 'a' }],
  ['Name=a&Unknown=1&Unknown.member.1=2&.=3&..=4&=5', { Name: 'a' }],
  ['X-Amz-Signature=abc&Name=a', { Name: 'a' }],
  ['Count=%2B5', { Count: 5 }],
  ['Count=-0', { Count: 0 }],
  ['Big=9223372036854775807', { Big: 9223372036854775807n }],
  ['Big=-9223372036854775808', { Big: -9223372036854775808n }],
  ['Big=9007199254740991', { Big: 9007199254740991 }],
  ['Ratio=1e3&On=True', { Ratio: 1000, On: true }],
  ['Data=YQ%3D%3D', { Data: Uint8Array.of(97) }],
  ['At=2009-07-08T18:00Z', { At: Date.UTC(2009, 6, 8, 18) }],
  ['At=2009-07-08T18:00:01.5', { At: Date.UTC(2009, 6, 8, 18, 0, 1, 500) }],
  ['At=2009-07-08', { At: Date.UTC(2009, 6, 8) }],
  ['At=2009-07-08T18:00:00%2B0200', { At: Date.UTC(2009, 6, 8, 16) }],
  // the model's name for elements, the customary one, and none
  ['Names.Entry.1=a&Names.Entry.2=b', { Names: ['a', 'b'] }],
  ['Names.member.1=a&Names.member.2=b', { Names: ['a', 'b'] }],
  ['Names.1=a&Names.2=b', { Names: ['a', 'b'] }],
  ['Names=', { Names: [] }],
  ['Names.Entry=', { Names: [] }],
  // indices in any order, with gaps, from nought, and huge
  ['Names.Entry.10=c&Names.Entry.9=b&Names.Entry.1=a', { Names: ['a', 'b', 'c'] }],
  ['Names.Entry.0=a&Names.Entry.7=b', { Names: ['a', 'b'] }],
  ['Names.Entry.99999999=b&Names.Entry.1=a', { Names: ['a', 'b'] }],
  ['Names.Entry.999999999999999=a&Names.Entry.9999999999999999999=b', { Names: ['a'] }],
  ['Names.Entry.-1=a&Names.Entry.1e3=b&Names.Entry.length=9&Names.Entry.1=c', { Names: ['c'] }],
  ['FlatName.1=a&FlatName.2=b', { Flat: ['a', 'b'] }],
  ['FlatName.member.1=a', { Flat: ['a'] }],
  ['Parts.member.2.Id=b&Parts.member.1.Id=a&Parts.member.1.Size=3', { Parts: [{ Id: 'a', Size: 3 }, { Id: 'b' }] }],
  ['Part.Part.Part.Id=x&Part.Parts.member.1.Id=y', { Part: { Part: { Part: { Id: 'x' } }, Parts: [{ Id: 'y' }] } }],
  ['Part=', { Part: {} }],
  [
    'Attributes.entry.1.key=a&Attributes.entry.1.value=1&Attributes.entry.2.value=2&Attributes.entry.2.key=b',
    { Attributes: { a: '1', b: '2' } },
  ],
  ['Tag.1.Key=a&Tag.1.Value=', { Tags: { a: '' } }],
]

for (const [text, expected] of readable) test(`reads ${text}`, () => assert.deepEqual(decode(text), expected))

test('reads parameters of the URL, as a GET has them', () => {
  assert.deepEqual(decode('', 'Action=PutThing&Name=a%20b&Names.Entry.1=c'), { Name: 'a b', Names: ['c'] })
})

test('names that objects have are keys and members like any others', () => {
  const values = decode('Tag.1.Key=__proto__&Tag.1.Value=evil&Tag.2.Key=constructor&Tag.2.Value=x'
    + '&__proto__.polluted=1&constructor.prototype.polluted=1')
  const tags = values['Tags'] as Values
  assert.deepEqual(Object.entries(tags), [['__proto__', 'evil'], ['constructor', 'x']])
  assert.equal(Object.getPrototypeOf(tags), Object.prototype)
  assert.equal(({} as Values)['polluted'], undefined)
  assert.deepEqual(decode('toString=1&hasOwnProperty.member.1=2'), {})
})

const wrong: [string, string, string][] = [
  ['Count=abc', 'MalformedInput', 'Value abc at Count is not a valid integer'],
  ['Count=', 'MalformedInput', 'Value  at Count is not a valid integer'],
  ['Count=1.5', 'MalformedInput', 'Value 1.5 at Count is not a valid integer'],
  ['Count=2147483648', 'MalformedInput', 'Value 2147483648 at Count is not a valid integer'],
  ['Count=0x10', 'MalformedInput', 'Value 0x10 at Count is not a valid integer'],
  ['Big=9223372036854775808', 'MalformedInput', 'Value 9223372036854775808 at Big is not a valid long'],
  ['Ratio=1e400', 'MalformedInput', 'Value 1e400 at Ratio is not a valid double'],
  ['Ratio=nan', 'MalformedInput', 'Value nan at Ratio is not a valid double'],
  ['On=yes', 'MalformedInput', 'Value yes at On is not a valid boolean'],
  ['Data=a*b', 'MalformedInput', 'Value a*b at Data is not a valid blob'],
  ['At=yesterday', 'MalformedInput', 'timestamp must follow ISO8601'],
  ['At=2015-02-30T00:00:00Z', 'MalformedInput', 'timestamp must follow ISO8601'],
  ['Name.member.1=a', 'MalformedInput', 'Start of list found where not expected'],
  ['Names=a', 'MalformedInput', 'Unexpected list element termination'],
  ['Parts.member.1=a', 'MalformedInput', 'Unexpected complex element termination'],
  ['Parts.member.1.Size=x', 'MalformedInput', 'Value x at Parts.1.Size is not a valid integer'],
  ['Part=a', 'MalformedInput', 'Unexpected complex element termination'],
  ['Attributes=a', 'MalformedInput', 'Unexpected complex element termination'],
  ['Attributes.entry.1.value=a', 'MalformedInput', 'Unexpected map element termination'],
  ['Tag.1.Key=a', 'MalformedInput', 'Unexpected map element termination'],
  ['Name=%zz', 'MalformedQueryString', 'The query string contains a syntax error: a percent-encoding is broken'],
]

for (const [text, code, message] of wrong) {
  test(`refuses ${text}`, () => assert.throws(() => decode(text), { constructor: MalformedRequest, code, message }))
}

test('a very deep name and very many parameters cost no more than their length', () => {
  assert.throws(() => decode(`${'Part.'.repeat(100_000)}Id=x`), MalformedRequest)
  assert.equal(decode(`${'Part.'.repeat(100)}Nothing=x&Name=a`)['Name'], 'a')
  const many = Array.from({ length: 50_000 }, (_, index) => `Parts.member.${50_000 - index}.Id=${index}`).join('&')
  const parts = decode(many)['Parts'] as Values[]
  assert.equal(parts.length, 50_000)
  assert.deepEqual([parts[0], parts[49_999]], [{ Id: '49999' }, { Id: '0' }])
})

test('a request that is written is read back', () => {
  const input = {
    Name: 'a&b=c', Count: -3, Big: 2n ** 60n, Ratio: 0.1, On: false, Data: Uint8Array.of(0, 255), At: 1e12 + 1,
    Names: ['x', ''], Flat: ['y'], Parts: [{ Id: '1', Parts: [{ Size: 4 }] }], Part: { Part: { Id: 'z' } },
    Attributes: { k: 'v', '': '' }, Tags: { '__proto__x': '1' },
  }
  assert.deepEqual(protocol.decodeRequest(putThing, protocol.encodeRequest(putThing, input)), input)
})

test('a service that moved to JSON keeps its names in query', () => {
  const shape = putThing.input.memberByName.get('Names')?.shape
  assert.ok(shape)
  const name = 'AttributeNames'
  const member: Member = { name, wireName: name, queryName: 'AttributeName', required: false, flattened: true, shape }
  const structure = { ...putThing.input, members: [member], memberByName: new Map([[name, member]]) }
  const operation = { ...putThing, input: structure, output: structure }
  const values = { AttributeNames: ['a', 'b'] }
  const request = protocol.encodeRequest(operation, values)
  assert.equal(String(request.body), 'Action=PutThing&Version=2012-11-05&AttributeName.1=a&AttributeName.2=b')
  assert.deepEqual(protocol.decodeRequest(operation, request), values)
  const answer = protocol.encodeResponse(operation, values, context)
  assert.match(String(answer.body), /<AttributeName>a<\/AttributeName><AttributeName>b<\/AttributeName>/)
  assert.deepEqual(protocol.decodeResponse(operation, answer), { output: values })
})

const context = { requestId: 'id-1' }
const output = { Id: '<1>', At: 1_422_172_800_000, Names: ['a', 'b'], Attributes: { k: 'v' } }

test('an answer in XML', () => {
  const { status, headers, body } = protocol.encodeResponse(putThing, output, context)
  assert.equal(status, 200)
  assert.deepEqual(headers, { 'content-type': 'text/xml', 'x-amzn-requestid': 'id-1' })
  assert.equal(String(body), '<PutThingResponse xmlns="http://thing.example/doc/"><PutThingResult><Id>&lt;1&gt;</Id>'
    + '<At>2015-01-25T08:00:00Z</At><Names><Entry>a</Entry><Entry>b</Entry></Names>'
    + '<Attributes><entry><key>k</key><value>v</value></entry></Attributes></PutThingResult>'
    + '<ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata></PutThingResponse>')
})

test('an answer without an output has no result element', () => {
  assert.equal(String(protocol.encodeResponse(operationNamed('DeleteThing'), {}, context).body),
    '<DeleteThingResponse xmlns="http://thing.example/doc/"><ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata>'
    + '</DeleteThingResponse>')
})

test('a fault in XML bears the code that the model gives it', () => {
  const fault = { code: 'NoSuchThing', message: 'No <thing>', status: 404, sender: true, fields: { Hint: 'look', message: 'ignored' } }
  const { status, body } = protocol.encodeFault(service, putThing, fault, context)
  assert.equal(status, 404)
  assert.equal(String(body), '<ErrorResponse xmlns="http://thing.example/doc/"><Error><Type>Sender</Type><Code>Thing.NotThere</Code>'
    + '<Message>No &lt;thing&gt;</Message><Hint>look</Hint></Error><RequestId>id-1</RequestId></ErrorResponse>')
})

test('a fault that no model knows', () => {
  const fault = { code: 'InternalFailure', message: '', status: 500, sender: false }
  assert.equal(String(protocol.encodeFault(service, undefined, fault, context).body),
    '<ErrorResponse xmlns="http://thing.example/doc/"><Error><Type>Receiver</Type><Code>InternalFailure</Code></Error>'
    + '<RequestId>id-1</RequestId></ErrorResponse>')
})

test('JSON for those who ask for it', () => {
  const asking = { ...context, requestHeaders: { accept: 'application/json' } }
  const answer = protocol.encodeResponse(putThing, output, asking)
  assert.equal(answer.headers['content-type'], 'application/json')
  assert.deepEqual(JSON.parse(String(answer.body)), {
    PutThingResponse: { PutThingResult: { ...output, At: 1_422_172_800 }, ResponseMetadata: { RequestId: 'id-1' } },
  })
  const fault = { code: 'NoSuchThing', message: 'none', status: 404, sender: true }
  assert.deepEqual(JSON.parse(String(protocol.encodeFault(service, putThing, fault, asking).body)), {
    Error: { Code: 'Thing.NotThere', Message: 'none', Type: 'Sender' }, RequestId: 'id-1',
  })
})

test('random parameters are read or refused, and nothing else', () => {
  const parts = [
    'Name', 'Names', 'Parts', 'Part', 'Tag', 'Attributes', 'Count', 'entry', 'member', 'Entry', '1', '2', '', '__proto__', 'Key', 'key',
    'value', 'Id',
  ]
  const bytes = seededBytes(5)
  const random = (below: number): number => Buffer.from(bytes(4)).readUInt32LE() % below
  for (let round = 0; round < 3000; round++) {
    const pairs = Array.from({ length: random(6) }, () => {
      return `${Array.from({ length: random(5) }, () => parts[random(parts.length)]).join('.')}=${['', 'a', '1', '%', '+'][random(5)]}`
    })
    try {
      decode(pairs.join('&'))
    } catch (error) {
      assert.ok(error instanceof MalformedRequest, String(error))
    }
  }
})
