// Queue attributes by tables: bounds, names, combinations, and what becomes of them when they are merged.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { attributesProblem, combinationProblem, defaults, firstDifference, merge, nameProblem } from './attributes.ts'

const targetArn = ['arn', 'aws', 'sqs', 'us-east-1', '123456789012', 'dead'].join(':')

test('names', () => {
  const table: [string, boolean, boolean][] = [
    ['a', false, true], ['A-b_9', false, true], ['x'.repeat(80), false, true], ['x'.repeat(81), false, false], ['', false, false],
    ['a.b', false, false], ['a b', false, false], ['a.fifo', false, false],
    ['a.fifo', true, true], ['a', true, false], ['.fifo', true, false], [`${'x'.repeat(75)}.fifo`, true, true],
    [`${'x'.repeat(76)}.fifo`, true, false],
  ]
  for (const [name, fifo, good] of table) assert.equal(nameProblem(name, fifo) === undefined, good, `${name} ${fifo}`)
})

test('each attribute by itself', () => {
  const table: [string, string, boolean, string | undefined][] = [
    ['DelaySeconds', '0', false, undefined], ['DelaySeconds', '900', false, undefined],
    ['DelaySeconds', '901', false, 'InvalidAttributeValue'],
    ['DelaySeconds', '-1', false, 'InvalidAttributeValue'], ['DelaySeconds', '', false, 'InvalidAttributeValue'],
    ['DelaySeconds', '1.5', false, 'InvalidAttributeValue'], ['DelaySeconds', 'x', false, 'InvalidAttributeValue'],
    ['MaximumMessageSize', '1023', false, 'InvalidAttributeValue'], ['MaximumMessageSize', '1024', false, undefined],
    ['MaximumMessageSize', '1048576', false, undefined], ['MaximumMessageSize', '1048577', false, 'InvalidAttributeValue'],
    ['MessageRetentionPeriod', '59', false, 'InvalidAttributeValue'], ['MessageRetentionPeriod', '60', false, undefined],
    ['MessageRetentionPeriod', '1209600', false, undefined], ['MessageRetentionPeriod', '1209601', false, 'InvalidAttributeValue'],
    ['ReceiveMessageWaitTimeSeconds', '20', false, undefined], ['ReceiveMessageWaitTimeSeconds', '21', false, 'InvalidAttributeValue'],
    ['VisibilityTimeout', '43200', false, undefined], ['VisibilityTimeout', '43201', false, 'InvalidAttributeValue'],
    ['KmsDataKeyReusePeriodSeconds', '59', false, 'InvalidAttributeValue'], ['KmsDataKeyReusePeriodSeconds', '86400', false, undefined],
    ['SqsManagedSseEnabled', 'true', false, undefined], ['SqsManagedSseEnabled', 'yes', false, 'InvalidAttributeValue'],
    ['Policy', '{"Statement":[]}', false, undefined], ['Policy', '{', false, 'InvalidAttributeValue'],
    ['Policy', '[]', false, 'InvalidAttributeValue'],
    ['Policy', '', false, undefined], ['FifoQueue', 'true', true, undefined], ['FifoQueue', 'false', false, 'InvalidAttributeName'],
    ['ContentBasedDeduplication', 'true', true, undefined], ['ContentBasedDeduplication', 'true', false, 'InvalidAttributeName'],
    ['DeduplicationScope', 'messageGroup', true, undefined], ['DeduplicationScope', 'group', true, 'InvalidAttributeValue'],
    ['DeduplicationScope', 'queue', false, 'InvalidAttributeName'], ['FifoThroughputLimit', 'perMessageGroupId', true, undefined],
    ['QueueArn', 'x', false, 'InvalidAttributeName'], ['Nonsense', 'x', false, 'InvalidAttributeName'],
    ['toString', 'x', false, 'InvalidAttributeName'],
    ['RedrivePolicy', `{"deadLetterTargetArn":"${targetArn}","maxReceiveCount":"3"}`, false, undefined],
    ['RedrivePolicy', '{}', false, 'InvalidParameterValue'], ['RedriveAllowPolicy', '{"redrivePermission":"denyAll"}', false, undefined],
    ['RedriveAllowPolicy', 'x', false, 'InvalidParameterValue'],
  ]
  for (const [name, value, fifo, code] of table) assert.equal(attributesProblem({ [name]: value }, fifo)?.code, code, `${name}=${value}`)
  assert.equal(attributesProblem({ VisibilityTimeout: '-1' }, false)?.message, 'Invalid value for the parameter VisibilityTimeout.')
  assert.equal(attributesProblem({ Foo: '1' }, false)?.message, 'Unknown Attribute Foo.')
})

test('attributes together', () => {
  assert.equal(combinationProblem({ FifoThroughputLimit: 'perMessageGroupId', DeduplicationScope: 'queue' })?.code, 'InvalidAttributeValue')
  assert.equal(combinationProblem({ FifoThroughputLimit: 'perMessageGroupId', DeduplicationScope: 'messageGroup' }), undefined)
  assert.equal(combinationProblem({ FifoThroughputLimit: 'perQueue', DeduplicationScope: 'queue' }), undefined)
  assert.equal(attributesProblem({ SqsManagedSseEnabled: 'true', KmsMasterKeyId: 'alias/aws/sqs' }, false)?.code, 'InvalidAttributeValue')
})

test('one kind of encryption puts the other out', () => {
  const kms = merge(defaults(false), { KmsMasterKeyId: 'alias/aws/sqs' })
  assert.equal(kms.SqsManagedSseEnabled, 'false')
  assert.equal(kms.KmsDataKeyReusePeriodSeconds, '300')
  const own = merge(kms, { SqsManagedSseEnabled: 'true' })
  assert.deepEqual(own, defaults(false))
  assert.equal(merge(kms, { KmsMasterKeyId: '' }).KmsMasterKeyId, undefined)
})

test('what differs from the present attributes', () => {
  const present = merge(defaults(false), { RedrivePolicy: `{"maxReceiveCount":"5","deadLetterTargetArn":"${targetArn}"}` })
  assert.equal(present.RedrivePolicy, `{"deadLetterTargetArn":"${targetArn}","maxReceiveCount":5}`)
  assert.equal(firstDifference(present, {}), undefined)
  assert.equal(firstDifference(present, { VisibilityTimeout: '30' }), undefined)
  assert.equal(firstDifference(present, { VisibilityTimeout: '030' }), undefined)
  assert.equal(firstDifference(present, { DelaySeconds: '0', VisibilityTimeout: '31' }), 'VisibilityTimeout')
  assert.equal(firstDifference(present, { RedrivePolicy: `{"deadLetterTargetArn":"${targetArn}","maxReceiveCount":5}` }), undefined)
  assert.equal(firstDifference(present, { RedrivePolicy: `{"deadLetterTargetArn":"${targetArn}","maxReceiveCount":6}` }), 'RedrivePolicy')
  assert.equal(firstDifference(present, { Policy: '' }), undefined)
})
