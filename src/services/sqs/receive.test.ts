// Receiving on the clock: visibility, long polls, and the limit in flight.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { collection } from '../../kernel/resource/collection.ts'
import { Delivery } from './contents.ts'
import { Queue } from './queue.ts'
import { Traffic } from './retention.ts'
import type { Cloud } from '../../index.ts'
import { bodies, counts, freshAccount, made, receive, refused, send } from './account.fixture.ts'

test('a received message is hidden until its timeout ends', async t => {
  const { sqs, cloud } = await freshAccount(t)
  const url = await made(sqs, 'q')
  await send(sqs, url, ['a', 'b', 'c'])
  assert.deepEqual(bodies(await receive(sqs, url, { MaxNumberOfMessages: 2 })), ['a', 'b'])
  assert.deepEqual(await counts(sqs, url), [1, 0, 2])
  assert.deepEqual(bodies(await receive(sqs, url, { VisibilityTimeout: 5 })), ['c'])
  assert.deepEqual(await receive(sqs, url), [])
  await cloud.clock.advance('5s')
  const [again] = await receive(sqs, url)
  assert.deepEqual([again!.Body, again!.Attributes!.ApproximateReceiveCount], ['c', '2'])
  await cloud.clock.advance('24s')
  assert.deepEqual(await receive(sqs, url), [])
  await cloud.clock.advance('1s')
  assert.deepEqual(bodies(await receive(sqs, url)), ['a', 'b'])
})

test('limits of the parameters', async t => {
  const { sqs } = await freshAccount(t)
  const url = await made(sqs, 'q')
  const table: [object, RegExp][] = [
    [{ MaxNumberOfMessages: 0 }, /Value 0 for parameter MaxNumberOfMessages is invalid\. Reason: Must be between 1 and 10, if provided\./],
    [{ MaxNumberOfMessages: 11 }, /MaxNumberOfMessages/], [{ VisibilityTimeout: 43_201 }, /VisibilityTimeout/],
    [{ VisibilityTimeout: -1 }, /VisibilityTimeout/],
    [{ WaitTimeSeconds: 21 }, /Must be >= 0 and <= 20, if provided\./], [{ ReceiveRequestAttemptId: 'a' }, /not valid for this queue type/],
  ]
  for (const [input, text] of table) await refused(sqs.receiveMessage({ QueueUrl: url, ...input }), 'InvalidParameterValue', text)
})

test('a long poll wakes when a message is sent', async t => {
  const { sqs } = await freshAccount(t)
  const url = await made(sqs, 'q', { ReceiveMessageWaitTimeSeconds: '20' })
  const waiting = [receive(sqs, url, { MaxNumberOfMessages: 1 }), receive(sqs, url, { MaxNumberOfMessages: 1 })]
  await turn()
  await sqs.sendMessageBatch({ QueueUrl: url, Entries: ['a', 'b'].map(id => ({ Id: id, MessageBody: id })) })
  assert.deepEqual((await Promise.all(waiting)).map(bodies).flat().sort(), ['a', 'b'])
})

test('a long poll ends on the clock, or when a message comes due', async t => {
  const { sqs, cloud } = await freshAccount(t)
  const url = await made(sqs, 'q')
  const empty = receive(sqs, url, { WaitTimeSeconds: 20 })
  await turn()
  await cloud.clock.advance('20s')
  assert.deepEqual(await empty, [])
  const late = receive(sqs, url, { WaitTimeSeconds: 20 })
  await turn()
  await sqs.sendMessage({ QueueUrl: url, MessageBody: 'delayed', DelaySeconds: 15 })
  await cloud.clock.advance('14s')
  await cloud.clock.advance('1s')
  assert.deepEqual(bodies(await late), ['delayed'])
})

test('a client that left receives nothing', async t => {
  const { sqs } = await freshAccount(t)
  const url = await made(sqs, 'q')
  const leaving = new AbortController()
  const left = sqs.receiveMessage({ QueueUrl: url, WaitTimeSeconds: 20 }, { abortSignal: leaving.signal })
  const refusal = assert.rejects(left, { name: 'AbortError' })
  await turn()
  leaving.abort()
  await refusal
  await send(sqs, url, ['a'])
  const [message] = await receive(sqs, url)
  assert.equal(message!.Attributes!.ApproximateReceiveCount, '1')
})

test('deleting the queue ends its long polls', async t => {
  const { sqs } = await freshAccount(t)
  const url = await made(sqs, 'q')
  const polling = refused(receive(sqs, url, { WaitTimeSeconds: 20 }), 'AWS.SimpleQueueService.NonExistentQueue')
  await turn()
  await sqs.deleteQueue({ QueueUrl: url })
  await polling
})

/** Puts deliveries in flight without the twelve thousand calls that it would take. */
function crowd(cloud: Cloud, name: string, count: number): void {
  const cell = cloud.core.store.cell('111122223333/us-east-1')
  const context = { missing: () => new Error('missing'), present: () => new Error('present') }
  const queue = collection(cell, 'sqs', Queue, context).get(name)!
  const now = cloud.clock.now()
  cloud.core.store.transact(() => {
    const deliveries = collection(cell, 'sqs', Delivery, context)
    for (let sequence = 0; sequence < count; sequence += 1) {
      const visibleAt = now + 60_000
      const common = { contents: queue.contents, sequence, visibleAt, sentAt: now, receivedAt: now, receiveCount: 1 }
      deliveries.put({ ...common, rank: queue.fifo ? 0 : visibleAt, ...(queue.fifo && { group: 'crowd' }) })
    }
    collection(cell, 'sqs', Traffic, context).put({ queue: queue.id, inFlightAtMost: count })
  })
}

test('at the limit in flight a standard queue refuses and a FIFO queue is silent', async t => {
  const { sqs, cloud } = await freshAccount(t)
  const url = await made(sqs, 'q')
  const fifo = await made(sqs, 'q.fifo')
  crowd(cloud, 'q', 119_999)
  crowd(cloud, 'q.fifo', 120_000)
  await send(sqs, url, ['a', 'b'])
  await send(sqs, fifo, ['a'], 'g')
  assert.deepEqual(bodies(await receive(sqs, url)), ['a'])
  await refused(receive(sqs, url), 'OverLimit')
  assert.deepEqual(await receive(sqs, fifo), [])
  await cloud.clock.advance('30s')
  assert.equal((await receive(sqs, url, { MaxNumberOfMessages: 1 })).length, 1)
})
