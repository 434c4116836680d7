// The compiled bundle as a whole: every service links, every operation is there, and facts from each source reached their place.
// It needs the models to be compiled (`npm run build`), as every test of services does.

import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { openCatalogue } from './catalogue.ts'
import { shapesWithin } from './reader.ts'
import type { OperationModel, StructureShape } from './shape.ts'

const catalogue = openCatalogue()

function operationOf(id: string, name: string): OperationModel {
  const operation = catalogue.service(id)?.operation(name)
  assert.ok(operation, `${id} ${name}`)
  return operation
}

/** The structure of a member; a list's is its element's. */
function structureOf(shape: StructureShape, name: string): StructureShape {
  const member = shape.memberByName.get(name)?.shape
  const target = member?.kind === 'list' ? member.element.shape : member
  assert.ok(target?.kind === 'structure', name)
  return target
}

test('every service loads and links, and every operation\'s shapes can be walked', () => {
  let operations = 0
  for (const entry of catalogue.entries) {
    const service = catalogue.service(entry.id)
    assert.ok(service, entry.id)
    assert.equal(service.id, entry.id)
    assert.deepEqual(service.protocols, entry.protocols)
    assert.ok(service.protocols.length > 0, entry.id)
    assert.equal(service.operationNames.length, entry.operationCount)
    for (const name of service.operationNames) {
      const operation = service.operation(name)
      assert.ok(operation, `${entry.id} ${name}`)
      for (const shape of shapesWithin(operation.input, operation.output, ...operation.errors)) assert.ok(!shape.name.startsWith('~'))
      operations++
    }
  }
  // aws-sdk 2.1693 has 400 models with 16,256 operations. 15 are older versions (573 operations) and one, `events`, is EventBridge's older
  // name (51): that leaves 384 services with 15,632 operations. The facts, from botocore 1.44.5, add 2,883 operations; the v3 clients
  // add one, and Transcribe streaming, which v2 lacks, with 5, and Invoicing with 21.
  assert.equal(catalogue.entries.length, 391)
  assert.equal(operations, 18_681)
})

test('opening reads the index alone: the services\' files may be missing', () => {
  const directory = mkdtempSync(join(tmpdir(), 'models-'))
  try {
    cpSync(fileURLToPath(new URL('../../models/index.json', import.meta.url)), join(directory, 'index.json'))
    const indexOnly = openCatalogue(directory)
    assert.equal(indexOnly.entries.length, catalogue.entries.length)
    assert.equal(indexOnly.entry('sqs')?.targetPrefix, 'AmazonSQS')
    assert.throws(() => indexOnly.service('sqs'), /ENOENT/)
    assert.equal(indexOnly.service('no-such-service'), undefined)
  } finally {
    rmSync(directory, { recursive: true })
  }
})

test('a catalogue that is not built says how to build it', () => {
  assert.throws(() => openCatalogue(join(tmpdir(), 'no-models-here')), /npm run build/)
})

test('a request finds its service by signing name, host, target and shape name', () => {
  assert.deepEqual(catalogue.bySigningName('dynamodb'), ['dynamodb', 'dynamodbstreams'])
  assert.deepEqual(catalogue.bySigningName('ses'), ['mailmanager', 'pinpoint-email', 'ses', 'sesv2'])
  assert.deepEqual(catalogue.byEndpointPrefix('monitoring'), ['cloudwatch'])
  assert.equal(catalogue.byTargetPrefix('AmazonSQS'), 'sqs')
  assert.equal(catalogue.byTargetPrefix('AWSEvents'), 'events')
  assert.equal(catalogue.byTargetPrefix('com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101'), 'cloudtrail')
  assert.equal(catalogue.byTargetPrefix('CloudTrail_20131101'), 'cloudtrail', 'as the SDK for JavaScript v3 sends it')
  assert.equal(catalogue.byShapeName('CodeConnections_20231201'), 'codeconnections')
  assert.equal(catalogue.byShapeName('GraniteServiceVersion20100801'), 'cloudwatch')
  assert.deepEqual(catalogue.bySigningName('no-such-name'), [])
  assert.deepEqual(catalogue.httpBindings('sqs'), [])
  assert.deepEqual(catalogue.httpBindings('lambda').find(({ operation }) => operation === 'Invoke'), {
    operation: 'Invoke', method: 'POST', uri: '/2015-03-31/functions/{FunctionName}/invocations',
  })
})

test('services bear the names of the AWS CLI', () => {
  const ids = [
    'sqs', 'cloudwatch', 'logs', 'events', 'stepfunctions', 'cognito-idp', 'elbv2', 'elb', 'resourcegroupstaggingapi', 'apigatewayv2',
    'ses', 'sesv2', 'dynamodbstreams', 'cloudtrail', 'cloudcontrol', 'efs', 'emr', 'lexv2-runtime', 'sagemaker-runtime', 'mturk', 'mgh',
    'ec2', 's3', 's3control', 'iam', 'sts', 'kms', 'route53', 'config', 'codedeploy', 'transcribe-streaming',
  ]
  for (const id of ids) assert.ok(catalogue.entry(id), id)
})

test('services answer in every protocol that a client of theirs may speak', () => {
  assert.deepEqual(catalogue.entry('sqs')?.protocols, ['json-1.0', 'query'])
  assert.deepEqual(catalogue.entry('cloudwatch')?.protocols, ['query', 'json-1.0', 'cbor'])
  assert.deepEqual(catalogue.entry('ec2')?.protocols, ['ec2'])
  assert.deepEqual(catalogue.entry('acm-pca')?.protocols, ['cbor', 'json-1.1'])
  assert.equal(catalogue.service('sqs')?.queryCompatible, true)
  assert.equal(catalogue.service('sqs')?.xmlNamespace, 'http://queue.amazonaws.com/doc/2012-11-05/')
  assert.equal(catalogue.service('s3')?.unwrappedXmlErrors, true)
})

test('what no source says is there from our notes', () => {
  assert.equal(catalogue.service('sqs')?.errorNamespace, 'com.amazonaws.sqs')
  assert.equal(catalogue.service('dynamodb')?.errorNamespace, 'com.amazonaws.dynamodb.v20120810')
  assert.equal(catalogue.service('dynamodbstreams')?.errorNamespace, 'com.amazonaws.dynamodb.v20120810')
  assert.equal(catalogue.service('kinesis')?.errorNamespace, undefined)
  assert.equal(catalogue.service('s3')?.xmlNamespace, 'http://s3.amazonaws.com/doc/2006-03-01/')
  assert.equal(catalogue.service('s3')?.errorShape('NotFound')?.error?.status, 404)
  assert.equal(operationOf('s3', 'GetBucketLocation').unwrappedOutput, true)
  assert.equal(operationOf('s3', 'GetBucketAcl').unwrappedOutput, undefined)
})

test('SQS has its errors, their query codes, and its enumerations', () => {
  const errors = new Map(operationOf('sqs', 'SendMessage').errors.map(({ name, error }) => [name, error]))
  assert.equal(errors.get('QueueDoesNotExist')?.code, 'AWS.SimpleQueueService.NonExistentQueue')
  assert.equal(errors.get('QueueDoesNotExist')?.status, 400)
  assert.ok(errors.has('InvalidMessageContents'))
  assert.equal(errors.has('QueueNameExists'), false)
  const attributes = operationOf('sqs', 'CreateQueue').input.memberByName.get('Attributes')?.shape
  assert.ok(attributes?.kind === 'map')
  assert.ok(attributes.key.shape.constraints?.enum?.includes('FifoThroughputLimit'))
})

test('SQS has the names of its query protocol beside those of JSON', () => {
  const names = operationOf('sqs', 'ReceiveMessage').input.memberByName.get('AttributeNames')
  assert.deepEqual([names?.flattened, names?.wireName, names?.queryName], [true, 'AttributeNames', 'AttributeName'])
  const attributes = operationOf('sqs', 'CreateQueue').input.memberByName.get('Attributes')
  assert.ok(attributes?.shape.kind === 'map')
  assert.deepEqual([attributes.queryName, attributes.shape.key.queryName, attributes.shape.value.queryName], ['Attribute', 'Name', 'Value'])
  assert.equal(operationOf('sqs', 'ReceiveMessage').output.memberByName.get('Messages')?.queryName, 'Message')
})

test('bounds and patterns of arguments are there', () => {
  const { input } = operationOf('sts', 'AssumeRole')
  const sessionName = input.memberByName.get('RoleSessionName')
  assert.equal(sessionName?.required, true)
  assert.deepEqual(sessionName?.shape.constraints, { min: 2, max: 64, pattern: '[\\w+=,.@-]*' })
  assert.deepEqual(input.memberByName.get('DurationSeconds')?.shape.constraints, { min: 900, max: 43200 })
})

test('EC2 names its parameters as the ec2 protocol does', () => {
  const { input } = operationOf('ec2', 'RunInstances')
  assert.equal(input.memberByName.get('BlockDeviceMappings')?.ec2Name, 'BlockDeviceMapping')
  assert.equal(structureOf(input, 'NetworkInterfaces').memberByName.get('Ipv6Addresses')?.ec2Name, 'Ipv6Addresses')
  assert.equal(input.memberByName.get('MinCount')?.required, true)
})

test('S3 has its payloads, labels and streams', () => {
  const put = operationOf('s3', 'PutObject')
  assert.equal(put.input.payload?.name, 'Body')
  assert.equal(put.streamsInput, true)
  assert.equal(put.input.memberByName.get('Key')?.greedy, true)
  assert.equal(operationOf('s3', 'GetObject').streamsOutput, true)
  assert.equal(operationOf('s3', 'CreateBucket').input.payload?.wireName, 'CreateBucketConfiguration')
  assert.equal(structureOf(operationOf('s3', 'SelectObjectContent').output, 'Payload').eventStream, true)
  assert.equal(operationOf('s3', 'DeleteObjects').checksumRequired, true)
})

test('event streams, pagination, host prefixes, anonymous calls and idempotency tokens are there', () => {
  assert.equal(operationOf('kinesis', 'SubscribeToShard').streamsOutput, true)
  assert.equal(operationOf('transcribe-streaming', 'StartStreamTranscription').streamsInput, true)
  assert.deepEqual(operationOf('sqs', 'ListQueues').pagination, {
    inputTokens: ['NextToken'], outputTokens: ['NextToken'], resultKeys: ['QueueUrls'], limitKey: 'MaxResults',
  })
  assert.deepEqual(operationOf('s3', 'ListMultipartUploads').pagination?.inputTokens, ['KeyMarker', 'UploadIdMarker'])
  assert.equal(operationOf('stepfunctions', 'StartSyncExecution').hostPrefix, 'sync-')
  assert.equal(operationOf('sts', 'AssumeRoleWithWebIdentity').anonymous, true)
  assert.equal(operationOf('ec2', 'RunInstances').idempotencyToken?.name, 'ClientToken')
})
