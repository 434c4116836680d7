// What v3 clients add to a model, by an installed client and by a schema made here; and the types that are written of the result.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addNewer, danglingNames, draftOf } from './newer.ts'
import type { Draft } from './draft.ts'
import { readSchema } from './schema.ts'
import type { Schema } from './schema.ts'
import { serviceTypes, servicesIndex } from './types.ts'

const schema: Schema = {
  serviceId: 'Trees', apiVersion: '2020-01-01', protocol: 'json-1.0', serviceTarget: 'Trees_1', queryCompatible: true, signingName: 'trees',
  endpointPrefix: 'trees',
  operations: {
    PlantTree: { input: { shape: 'PlantTreeInput' }, errors: [{ shape: 'Barren' }] },
    ListTrees: { output: { shape: 'Forest' } },
  },
  shapes: {
    PlantTreeInput: {
      type: 'structure', required: ['Name'],
      members: { Name: { type: 'string', queryName: 'TreeName' }, Size: { type: 'double' }, Leaf: { shape: 'Leaf' } },
    },
    Leaf: { type: 'structure', members: { Children: { shape: 'Leaves' } } },
    Leaves: { type: 'list', member: { shape: 'Leaf' } },
    Forest: { type: 'structure', members: { Trees: { type: 'list', member: { type: 'string' } }, NextToken: { type: 'string' } } },
    Barren: { type: 'structure', members: {}, exception: true, error: { httpStatusCode: 404, senderFault: true, code: 'Trees.Barren' } },
  },
}

function model(): Draft {
  return {
    id: 'trees',
    metadata: { protocol: 'json', jsonVersion: '1.0' },
    operations: { PlantTree: { input: { shape: 'PlantTreeRequest' } } },
    shapes: {
      PlantTreeRequest: { type: 'structure', members: { Name: { type: 'string', max: 8 }, Error: { type: 'structure', members: {} } } },
    },
  }
}

test('operations, members and errors that a model lacks are added, and what it has stays', () => {
  const draft = model()
  addNewer(draft, schema)
  assert.deepEqual(danglingNames(draft), [])
  const members = draft.shapes['PlantTreeRequest']?.members
  assert.deepEqual(members?.['Name'], { type: 'string', max: 8, queryName: 'TreeName' })
  assert.deepEqual(members?.['Leaf'], { shape: 'Leaf' })
  assert.ok(members?.['Error'], 'a member that only the older model has')
  assert.deepEqual(draft.shapes['PlantTreeRequest']?.required, ['Name'])
  assert.deepEqual(draft.operations['ListTrees']?.output, { shape: 'Forest' })
  assert.equal(draft.shapes['Barren']?.error?.code, 'Trees.Barren')
  assert.deepEqual(draft.metadata.protocolNames, ['json-1.0'])
})

test('a service that only v3 knows is a model of its own', () => {
  const draft = draftOf('client-tall-trees', schema)
  assert.equal(draft.id, 'tall-trees')
  assert.deepEqual(draft.metadata.targetPrefix, 'Trees_1')
  assert.deepEqual(Object.keys(draft.operations), ['PlantTree', 'ListTrees'])
  assert.deepEqual(danglingNames(draft), [])
})

test('the schema of an installed client is read', () => {
  const sqs = readSchema('.', 'client-sqs')
  assert.ok(sqs)
  assert.deepEqual([sqs.serviceId, sqs.protocol, sqs.serviceTarget, sqs.queryCompatible], ['SQS', 'json-1.0', 'AmazonSQS', true])
  assert.deepEqual([sqs.signingName, sqs.endpointPrefix], ['sqs', 'sqs'])
  assert.ok(sqs.operations['CreateQueue']?.errors?.some(({ shape }) => shape === 'QueueNameExists'))
  assert.deepEqual(sqs.shapes['CreateQueueRequest']?.required, ['QueueName'])
  assert.equal(sqs.shapes['ReceiveMessageRequest']?.members?.['AttributeNames']?.queryName, 'AttributeName')
  assert.equal(sqs.shapes['QueueDoesNotExist']?.error?.code, 'AWS.SimpleQueueService.NonExistentQueue')
})

test('types name faults, items and members, and hide no global name', () => {
  const draft = model()
  addNewer(draft, schema)
  const pagination = { input_token: 'NextToken', output_token: 'NextToken', result_key: 'Trees' }
  draft.operations['ListTrees'] = { ...draft.operations['ListTrees'], pagination }
  const members = { Why: { shape: 'Error' }, Kind: { enum: ['oak', 'elm'] } }
  draft.shapes['PlantTreeRequest'] = { type: 'structure', members, required: ['Why'] }
  draft.shapes['Error'] = { type: 'structure', members: { 'x-at': { type: 'timestamp' }, data: { type: 'blob' } } }
  const text = serviceTypes(draft)
  assert.ok(text.includes('  PlantTree: Operation<PlantTreeRequest, object, \'Barren\'>\n'), text)
  assert.ok(text.includes('  ListTrees: Operation<object, Forest, string, string>\n'), text)
  assert.ok(text.includes('  Why: TreesError\n  Kind?: \'oak\' | \'elm\' | (string & {})\n'), text)
  assert.ok(text.includes('export interface TreesError {\n  \'x-at\'?: number\n  data?: Uint8Array\n}'), text)
  assert.ok(servicesIndex(['cognito-idp']).includes('  \'cognito-idp\': CognitoIdp\n'))
})
