// ec2Query beyond the public vectors: names, lists, and the faults of EC2's own envelope.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readModel } from '../model/reader.ts'
import { ec2Protocol } from './ec2.ts'
import { MalformedRequest } from './message.ts'
import type { Values } from './protocol.ts'

const service = readModel({
  metadata: { protocol: 'ec2', apiVersion: '2016-11-15', endpointPrefix: 'ec2', xmlNamespace: 'http://ec2.example/doc/' },
  operations: { RunThings: { name: 'RunThings', input: { shape: 'Input' }, output: { shape: 'Output' } } },
  shapes: {
    Input: {
      type: 'structure',
      members: {
        DryRun: { type: 'boolean', locationName: 'dryRun' },
        MaxCount: { type: 'integer' },
        ThingIds: { type: 'list', locationName: 'ThingId', member: { type: 'string', locationName: 'ThingId' } },
        Filters: { type: 'list', locationName: 'Filter', member: { shape: 'Filter', locationName: 'Filter' } },
        Kind: { type: 'string', locationName: 'kind', queryName: 'ThingKind' },
      },
    },
    Filter: {
      type: 'structure',
      members: {
        Name: { type: 'string' },
        Values: { type: 'list', locationName: 'Value', member: { type: 'string', locationName: 'item' } },
      },
    },
    Output: {
      type: 'structure',
      members: {
        Things: { type: 'list', locationName: 'thingSet', member: { shape: 'Thing', locationName: 'item' } },
        NextToken: { type: 'string', locationName: 'nextToken' },
      },
    },
    Thing: {
      type: 'structure',
      members: { ThingId: { type: 'string', locationName: 'thingId' }, At: { type: 'timestamp', locationName: 'launchTime' } },
    },
  },
})
const operation = service.operation('RunThings')
assert.ok(operation)
const protocol = ec2Protocol()

function decode(text: string): Values {
  assert.ok(operation)
  return protocol.decodeRequest(operation, { method: 'POST', path: '/', query: '', headers: {}, body: Buffer.from(text) })
}

const readable: [string, Values][] = [
  ['Action=RunThings&DryRun=true&MaxCount=2&ThingKind=a', { DryRun: true, MaxCount: 2, Kind: 'a' }],
  ['ThingId.1=a&ThingId.2=b', { ThingIds: ['a', 'b'] }],
  ['ThingId.12=b&ThingId.3=a', { ThingIds: ['a', 'b'] }],
  ['Filter.1.Name=tag:Name&Filter.1.Value.1=x&Filter.1.Value.2=y', { Filters: [{ Name: 'tag:Name', Values: ['x', 'y'] }] }],
  ['dryRun=true&Kind=a&Unknown=1', {}],
]
for (const [text, expected] of readable) test(`reads ${text}`, () => assert.deepEqual(decode(text), expected))

const wrong: [string, string][] = [
  ['MaxCount=abc', 'Value (abc) for parameter MaxCount is invalid. Expected an integer'],
  ['DryRun=maybe', 'Value (maybe) for parameter DryRun is invalid. Expected a boolean'],
  ['ThingId=a', 'Value (a) for parameter ThingId is invalid. Expected a list'],
  ['Filter.1=a', 'Value (a) for parameter Filter.1 is invalid. Expected a structure'],
  ['MaxCount.1=a', 'Value () for parameter MaxCount is invalid. Expected a single value'],
]
for (const [text, message] of wrong) {
  test(`refuses ${text}`, () => {
    assert.throws(() => decode(text), { constructor: MalformedRequest, code: 'InvalidParameterValue', message })
  })
}

const context = { requestId: 'id-1' }
const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'

test('an answer has the request id first and lists in sets', () => {
  const output = { Things: [{ ThingId: 't-1', At: 0 }], NextToken: null }
  const { body } = protocol.encodeResponse(operation, output, context)
  assert.equal(String(body), `${declaration}<RunThingsResponse xmlns="http://ec2.example/doc/"><requestId>id-1</requestId><thingSet><item>`
    + '<thingId>t-1</thingId><launchTime>1970-01-01T00:00:00Z</launchTime></item></thingSet></RunThingsResponse>')
})

test('a fault is one of a list of errors', () => {
  const fault = { code: 'InvalidThingID.NotFound', message: 'The thing ID \'t-2\' does not exist', status: 400, sender: true }
  const answer = protocol.encodeFault(service, operation, fault, context)
  assert.equal(String(answer.body), `${declaration}<Response><Errors><Error><Code>InvalidThingID.NotFound</Code>`
    + '<Message>The thing ID \'t-2\' does not exist</Message></Error></Errors><RequestID>id-1</RequestID></Response>')
  assert.deepEqual(protocol.decodeResponse(operation, answer), { fault })
})
