// The making of queues, their emptying, and their end.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bodies, counts, freshAccount, made, receive, refused, send } from './account.fixture.ts'

test('creating again is refused only for other attributes', async t => {
  const { sqs } = await freshAccount(t)
  const url = await made(sqs, 'q', { VisibilityTimeout: '60' })
  assert.equal(await made(sqs, 'q', { VisibilityTimeout: '60' }), url)
  assert.equal(await made(sqs, 'q'), url)
  await refused(made(sqs, 'q', { VisibilityTimeout: '61' }), 'QueueAlreadyExists',
    /^A queue already exists with the same name and a different value for attribute VisibilityTimeout$/)
  await refused(made(sqs, 'a b'), 'InvalidParameterValue', /alphanumeric/)
  await refused(sqs.createQueue({ QueueName: 'q.fifo' }), 'InvalidParameterValue')
  await refused(sqs.createQueue({ QueueName: 'q', Attributes: { FifoQueue: 'true' } }), 'InvalidParameterValue', /must end with \.fifo/)
  await refused(made(sqs, 'r', { DelaySeconds: '901' }), 'InvalidAttributeValue', /Invalid value for the parameter DelaySeconds\./)
  await refused(sqs.createQueue({} as never), 'MissingParameter', /The request must contain the parameter QueueName\./)
})

test('a deleted queue\'s name is free after sixty seconds, and nothing of it comes back', async t => {
  const { sqs, cloud } = await freshAccount(t)
  const url = await made(sqs, 'q')
  await send(sqs, url, ['old'])
  await sqs.tagQueue({ QueueUrl: url, Tags: { a: 'b' } })
  await sqs.deleteQueue({ QueueUrl: url })
  await refused(sqs.sendMessage({ QueueUrl: url, MessageBody: 'x' }), 'AWS.SimpleQueueService.NonExistentQueue',
    /The specified queue does not exist/)
  await cloud.clock.advance('59s')
  await refused(made(sqs, 'q'), 'AWS.SimpleQueueService.QueueDeletedRecently', /^You must wait 60 seconds after deleting a queue/)
  await cloud.clock.advance('1s')
  assert.equal(await made(sqs, 'q'), url)
  assert.deepEqual(await receive(sqs, url), [])
  assert.deepEqual((await sqs.listQueueTags({ QueueUrl: url })).Tags ?? {}, {})
})

test('purging empties a queue, once a minute', async t => {
  const { sqs, cloud } = await freshAccount(t)
  const url = await made(sqs, 'q')
  await send(sqs, url, ['a', 'b'])
  const [held] = await receive(sqs, url, { MaxNumberOfMessages: 1 })
  await sqs.purgeQueue({ QueueUrl: url })
  assert.deepEqual(await counts(sqs, url), [0, 0, 0])
  await sqs.deleteMessage({ QueueUrl: url, ReceiptHandle: held!.ReceiptHandle })
  await refused(sqs.purgeQueue({ QueueUrl: url }), 'AWS.SimpleQueueService.PurgeQueueInProgress',
    /Only one PurgeQueue operation on q is allowed every 60 seconds\./)
  await send(sqs, url, ['c'])
  await cloud.clock.advance('60s')
  await sqs.purgeQueue({ QueueUrl: url })
  await send(sqs, url, ['d'])
  assert.deepEqual(bodies(await receive(sqs, url)), ['d'])
})
