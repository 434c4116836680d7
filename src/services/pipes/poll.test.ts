// Pipes from a queue: what passes, what is left, windows, delays, and that a pipe costs nothing while nothing comes.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, heldBy, madeQueue, running, taken } from './account.fixture.ts'

test('messages pass from queue to queue in the form that a template says', async t => {
  const account = await freshAccount(t)
  const { sqs } = account
  const [from, to] = [await madeQueue(account, 'from'), await madeQueue(account, 'to')]
  await sqs.sendMessage({ QueueUrl: from.url, MessageBody: '{"order":{"id":1}}' })
  await running(account, { Source: from.arn, Target: to.arn,
    TargetParameters: { InputTemplate: '{"id": <$.body.order.id>, "pipe": "<aws.pipes.pipe-name>"}' } })
  assert.deepEqual(await taken(account, to), ['{"id": 1, "pipe": "p"}'])
  for (const id of [2, 3]) await sqs.sendMessage({ QueueUrl: from.url, MessageBody: JSON.stringify({ order: { id } }) })
  assert.deepEqual((await taken(account, to)).toSorted(), ['{"id": 2, "pipe": "p"}', '{"id": 3, "pipe": "p"}'])
  assert.equal(await heldBy(account, from), 0)
})

test('a target that is not there leaves the messages to the queue, and its dead-letter queue', async t => {
  const account = await freshAccount(t)
  const dead = await madeQueue(account, 'dead')
  const from = await madeQueue(account, 'from', { VisibilityTimeout: '30',
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 2 }) })
  await running(account, { Source: from.arn, Target: 'arn:aws:sqs:us-east-1:111122223333:none' })
  await account.sqs.sendMessage({ QueueUrl: from.url, MessageBody: 'x' })
  await account.cloud.clock.advance(0)
  assert.equal(await heldBy(account, from), 1)
  await account.cloud.clock.advance('5m')
  assert.deepEqual(await taken(account, dead), ['x'])
})

test('a window gathers messages until it is over, or a batch is full', async t => {
  const account = await freshAccount(t)
  const { cloud, sqs } = account
  const [from, to] = [await madeQueue(account, 'from'), await madeQueue(account, 'to')]
  await running(account, { Source: from.arn, Target: to.arn, TargetParameters: { InputTemplate: '<$.body>' },
    SourceParameters: { SqsQueueParameters: { BatchSize: 2, MaximumBatchingWindowInSeconds: 60 } } })
  await sqs.sendMessage({ QueueUrl: from.url, MessageBody: 'a' })
  await cloud.clock.advance('30s')
  assert.deepEqual(await taken(account, to), [])
  await cloud.clock.advance('31s')
  assert.deepEqual(await taken(account, to), ['a'])
  await sqs.sendMessage({ QueueUrl: from.url, MessageBody: 'b' })
  await sqs.sendMessage({ QueueUrl: from.url, MessageBody: 'c' })
  assert.deepEqual((await taken(account, to)).toSorted(), ['b', 'c'])
})

test('delayed messages pass when they appear; a pipe that has nothing to do sets no timers', async t => {
  const account = await freshAccount(t)
  const { cloud, sqs } = account
  const [from, to] = [await madeQueue(account, 'from'), await madeQueue(account, 'to')]
  await running(account, { Source: from.arn, Target: to.arn, TargetParameters: { InputTemplate: '<$.body>' } })
  await sqs.sendMessage({ QueueUrl: from.url, MessageBody: 'late', DelaySeconds: 600 })
  await cloud.clock.advance('9m')
  assert.deepEqual(await taken(account, to), [])
  await cloud.clock.advance('2m')
  assert.deepEqual(await taken(account, to), ['late'])
  await cloud.clock.advance('1m')
  const { fired } = await cloud.clock.advance('20d')
  assert.ok(fired < 100, `${fired} timers in 20 days of nothing`)
})
