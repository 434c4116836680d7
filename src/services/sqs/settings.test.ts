// The settings of a queue: what they are at first, how they are set, checked together and taken away.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { attributesOf, freshAccount, made, refused } from './account.fixture.ts'

test('a queue has AWS\'s defaults', async t => {
  const { sqs, cloud } = await freshAccount(t)
  const url = await made(sqs, 'plain')
  assert.match(url, /\/111122223333\/plain$/)
  const seconds = String(Math.floor(cloud.clock.now() / 1000))
  assert.deepEqual(await attributesOf(sqs, url), {
    ApproximateNumberOfMessages: '0', ApproximateNumberOfMessagesDelayed: '0', ApproximateNumberOfMessagesNotVisible: '0',
    CreatedTimestamp: seconds, LastModifiedTimestamp: seconds, DelaySeconds: '0', MaximumMessageSize: '1048576',
    MessageRetentionPeriod: '345600',
    QueueArn: ['arn', 'aws', 'sqs', 'us-east-1', '111122223333', 'plain'].join(':'), ReceiveMessageWaitTimeSeconds: '0',
    SqsManagedSseEnabled: 'true',
    VisibilityTimeout: '30',
  })
  const fifo = await attributesOf(sqs, await made(sqs, 'q.fifo'))
  assert.deepEqual([fifo.FifoQueue, fifo.ContentBasedDeduplication, fifo.DeduplicationScope, fifo.FifoThroughputLimit],
    ['true', 'false', 'queue', 'perQueue'])
  assert.deepEqual((await sqs.getQueueAttributes({ QueueUrl: url })).Attributes, undefined)
  assert.deepEqual((await sqs.getQueueAttributes({ QueueUrl: url, AttributeNames: ['DelaySeconds', 'Policy'] })).Attributes,
    { DelaySeconds: '0' })
  await refused(sqs.getQueueAttributes({ QueueUrl: url, AttributeNames: ['Nope' as never] }), 'InvalidAttributeName',
    /Unknown Attribute Nope\./)
})

test('attributes are set, checked together and taken away', async t => {
  const { sqs, cloud } = await freshAccount(t)
  const url = await made(sqs, 'q.fifo')
  await cloud.clock.advance('5s')
  const set = (attributes: Record<string, string>) => sqs.setQueueAttributes({ QueueUrl: url, Attributes: attributes })
  await refused(set({ FifoThroughputLimit: 'perMessageGroupId' }), 'InvalidAttributeValue', /DeduplicationScope is messageGroup/)
  await set({ FifoThroughputLimit: 'perMessageGroupId', DeduplicationScope: 'messageGroup', VisibilityTimeout: '7',
    Policy: '{"Statement":[]}' })
  const changed = await attributesOf(sqs, url)
  assert.deepEqual([changed.VisibilityTimeout, changed.DeduplicationScope, changed.Policy], ['7', 'messageGroup', '{"Statement":[]}'])
  assert.equal(Number(changed.LastModifiedTimestamp) - Number(changed.CreatedTimestamp), 5)
  await set({ Policy: '' })
  assert.equal((await attributesOf(sqs, url)).Policy, undefined)
  await refused(set({ QueueArn: 'x' }), 'InvalidAttributeName')
})
