// awsJson and JSON itself: exact integers, hostile documents, AWS's texts for wrong types, and the error envelopes of the JSON protocols.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RawMetadata, RawShape } from '../model/raw.ts'
import { readModel } from '../model/reader.ts'
import type { OperationModel, ServiceModel } from '../model/shape.ts'
import { parseJson, writeJson } from './json-text.ts'
import { MalformedRequest, gathered } from './message.ts'
import type { Values, WireFault } from './protocol.ts'
import { protocolNamed } from './protocols.ts'

const attribute: RawShape = {
  type: 'structure', union: true,
  members: { S: { type: 'string' }, B: { type: 'blob' }, L: { type: 'list', member: { shape: 'Attribute' } }, M: { shape: 'Map' } },
}

const shapes: Record<string, RawShape> = {
  Attribute: attribute,
  Map: { type: 'map', key: { type: 'string' }, value: { shape: 'Attribute' } },
  Input: {
    type: 'structure',
    members: {
      Name: { type: 'string' }, Count: { type: 'integer' }, Total: { type: 'long' },
      Ratio: { type: 'double' }, Flag: { type: 'boolean' }, Data: { type: 'blob' },
      At: { type: 'timestamp' }, Names: { type: 'list', member: { type: 'string' } }, Item: { shape: 'Map' },
      Free: { type: 'structure', document: true, members: {} },
      Tags: { type: 'map', key: { type: 'string' }, value: { type: 'string' } },
    },
  },
  QueueDoesNotExist: {
    type: 'structure', exception: true, members: { message: { type: 'string' }, Depth: { type: 'integer' } },
    error: { code: 'AWS.SimpleQueueService.NonExistentQueue', httpStatusCode: 400, senderFault: true },
  },
  LimitExceeded: { type: 'structure', exception: true, members: { Message: { type: 'string' } } },
}

function modelOf(metadata: RawMetadata = {}): ServiceModel {
  const operations = { Put: { input: { shape: 'Input' }, output: { shape: 'Input' }, errors: [{ shape: 'QueueDoesNotExist' }] } }
  return readModel({ metadata: { protocol: 'json', jsonVersion: '1.0', targetPrefix: 'Amazon', ...metadata }, shapes, operations })
}

function operationOf(model: ServiceModel): OperationModel {
  const operation = model.operation('Put')
  assert.ok(operation)
  return operation
}

const put = operationOf(modelOf())
const codec = protocolNamed('json-1.0')

function decoded(text: string): Values {
  return codec.decodeRequest(put, { method: 'POST', path: '/', query: '', headers: {}, body: Buffer.from(text) })
}

test('integers beyond 2^53 stay exact both ways', () => {
  assert.deepEqual(decoded('{"Total": 9223372036854775807}'), { Total: 9223372036854775807n })
  assert.deepEqual(decoded('{"Total": -9223372036854775808, "Name":"\\u00e4\\"{"}'), { Total: -9223372036854775808n, Name: 'ä"{' })
  const response = codec.encodeResponse(put, { Total: 9223372036854775807n, Name: 'x', Free: [1n, undefined] }, { requestId: 'r' })
  assert.equal(Buffer.from(gathered(response.body)).toString(), '{"Name":"x","Total":9223372036854775807,"Free":[1,null]}')
})

test('the exact reader agrees with JSON.parse on what is JSON and what is not', () => {
  const long = '1234567890123456'
  const good = ['[]', '{}', '""', '"\\n\\u0041"', 'null', 'true', 'false', '-0.5e+3', '{"a":{"b":[1,{"c":null}]}}', ' [ 1 , 2 ] ']
  for (const text of good) assert.deepEqual(parseJson(`[${long},${text}]`), [Number(long), JSON.parse(text)])
  const bad = [
    '[1,]', '{,}', '{"a"}', '{"a":}', '{a:1}', '01', '1.', '.5', '+1', '"\t"', '"\\x"', '"', 'nul', 'NaN', '1 2', '[1',
    '{"a":1', '', "'a'", '/**/1',
  ]
  for (const text of bad) assert.throws(() => parseJson(`[${long},${text}]`), SyntaxError, text)
  assert.equal(parseJson('12345678901234567890'), 12345678901234567890n)
  assert.equal(writeJson({ a: [1n, { b: 'ü', c: undefined }], d: null }), '{"a":[1,{"b":"ü"}],"d":null}')
})

test('AWS\'s texts for values of a wrong type', () => {
  const texts: readonly (readonly [string, string])[] = [
    ['{"Name": 1}', 'NUMBER_VALUE can not be converted to a String'],
    ['{"Name": 1.5}', 'DECIMAL_VALUE can not be converted to a String'],
    ['{"Name": true}', 'TRUE_VALUE can not be converted to a String'],
    ['{"Name": ["a"]}', 'Unrecognized collection type class java.lang.String'],
    ['{"Name": {}}', 'Start of structure or map found where not expected.'],
    ['{"Count": "1"}', 'STRING_VALUE can not be converted to an Integer'],
    ['{"Count": 1.5}', 'DECIMAL_VALUE can not be converted to an Integer'],
    ['{"Count": 2147483648}', 'NUMBER_VALUE can not be converted to an Integer'],
    ['{"Total": 9223372036854775808}', 'NUMBER_VALUE can not be converted to a Long'],
    ['{"Flag": "true"}', 'STRING_VALUE can not be converted to a Boolean'],
    ['{"Ratio": "1"}', 'STRING_VALUE can not be converted to a Double'],
    ['{"Data": 1}', 'only base-64-encoded strings are convertible to bytes'],
    ['{"Names": "a"}', 'Unexpected field type'],
    ['{"Names": {}}', 'Start of structure or map found where not expected.'],
    ['{"Tags": []}', 'Unexpected field type'],
    ['{"Item": {"a": "b"}}', 'Unexpected field type'],
    ['{"At": "2020-01-01T00:00:00Z"}', 'STRING_VALUE can not be converted to a Timestamp'],
  ]
  for (const [text, message] of texts) assert.throws(() => decoded(text), { code: 'SerializationException', status: 400, message }, text)
})

test('no document overflows the stack, however deep', () => {
  const deep = (open: string, close: string): string => open.repeat(100_000) + close.repeat(100_000)
  assert.throws(() => decoded(`{"Free": ${deep('[', ']')}}`), MalformedRequest)
  assert.throws(() => decoded(`{"Item": {"a": ${'{"L":['.repeat(5000)}{"S":"x"}${']}'.repeat(5000)}}}`), MalformedRequest)
  assert.throws(() => decoded(`{"Total": 12345678901234567890, "Free": ${deep('[', ']')}}`), MalformedRequest)
  assert.deepEqual(decoded(`{"Unknown": ${deep('{"a":', '}').replace(/:}/, ':1}')}}`), {})
})

test('no key of a document reaches a prototype', () => {
  const tags = '{"__proto__": "x", "constructor": "y"}'
  const { Tags, Free } = decoded(`{"Tags": ${tags}, "Free": {"__proto__": {"polluted": true}}, "__proto__": {"Name": "z"}}`)
  assert.deepEqual(Object.keys(Tags as object), ['__proto__', 'constructor'])
  assert.deepEqual(Object.getPrototypeOf(Tags), Object.prototype)
  assert.equal((Free as Values)['polluted'], undefined)
  assert.equal(({} as Values)['polluted'], undefined)
  assert.deepEqual(decoded('{}'), {})
})

test('the last of duplicate keys wins, nulls and unknown members vanish', () => {
  assert.deepEqual(decoded('{"Name": "a", "Name": "b", "Count": null, "Other": {"x": [1]}}'), { Name: 'b' })
})

test('every broken document is malformed, and nothing else', () => {
  for (const text of ['{', '[]', '"a"', '1', 'null', '{"Name"}', '\ufeff{}', '{"Name": "a"', '{"Name": "a"} x', 'undefined']) {
    assert.throws(() => decoded(text), MalformedRequest, text)
  }
  assert.deepEqual(decoded(''), {})
})

const gone: WireFault = { code: 'QueueDoesNotExist', message: 'No queue', status: 400, sender: true, fields: { Depth: 3 } }
const denied: WireFault = { code: 'AccessDeniedException', message: 'No', status: 400, sender: true }
const full: WireFault = { code: 'LimitExceeded', message: 'Full', status: 400, sender: true }

function envelope(model: ServiceModel, fault: WireFault): [unknown, string | undefined] {
  const { status, headers, body } = codec.encodeFault(model, operationOf(model), fault, { requestId: 'r-1' })
  assert.deepEqual([status, headers['x-amzn-requestid'], headers['content-type']], [400, 'r-1', 'application/x-amz-json-1.0'])
  return [JSON.parse(Buffer.from(gathered(body)).toString()), headers['x-amzn-query-error']]
}

test('error envelopes: bare codes, namespaces, the message where the shape has it, the query code', () => {
  const bare = { __type: 'QueueDoesNotExist', message: 'No queue', Depth: 3 }
  assert.deepEqual(envelope(modelOf(), gone), [bare, undefined])
  const model = { ...bound(modelOf({ awsQueryCompatible: {} })), errorNamespace: 'com.amazonaws.sqs' }
  const header = 'AWS.SimpleQueueService.NonExistentQueue;Sender'
  assert.deepEqual(envelope(model, gone), [{ __type: 'com.amazonaws.sqs#QueueDoesNotExist', message: 'No queue', Depth: 3 }, header])
  const common = { __type: 'com.amazon.coral.service#AccessDeniedException', Message: 'No' }
  assert.deepEqual(envelope(model, denied), [common, 'AccessDeniedException;Sender'])
  assert.deepEqual(envelope(modelOf(), full), [{ __type: 'LimitExceeded', Message: 'Full' }, undefined])
})

function bound(model: ServiceModel): ServiceModel {
  return { ...model, operation: name => model.operation(name), errorShape: name => model.errorShape(name) }
}

test('an error that is no JSON is still a fault', () => {
  const answer = codec.decodeResponse(put, { status: 502, headers: {}, body: Buffer.from('<html>') })
  assert.deepEqual(answer, { fault: { code: '502', message: '', status: 502, sender: false } })
})
