// The end of messages: when they expire, and that their space comes back.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Cloud } from '../../index.ts'
import { bodies, counts, freshAccount, made, receive, send } from './account.fixture.ts'

/** How many records of these types the account's cell holds. */
function stored(cloud: Cloud, ...types: string[]): number {
  const cell = cloud.core.store.cell('111122223333/us-east-1')
  return types.reduce((sum, type) => sum + cell.table(`sqs/${type}`).count(), 0)
}

const everything = ['Message', 'Delivery', 'Moved', 'MessageGroup', 'Deduplication', 'Attempt']

test('messages expire on the clock and leave nothing behind', async t => {
  const { sqs, cloud } = await freshAccount(t)
  const url = await made(sqs, 'q', { MessageRetentionPeriod: '60' })
  await send(sqs, url, ['a'])
  assert.equal(stored(cloud, 'Message', 'Delivery'), 2)
  await cloud.clock.advance('30s')
  await send(sqs, url, ['b'])
  await receive(sqs, url, { MaxNumberOfMessages: 1, VisibilityTimeout: 40_000 })
  await cloud.clock.advance('29s')
  assert.deepEqual(await counts(sqs, url), [1, 0, 1])
  await cloud.clock.advance('1s')
  assert.deepEqual(await counts(sqs, url), [1, 0, 0])
  assert.deepEqual(bodies(await receive(sqs, url)), ['b'])
  await cloud.clock.advance('32s')
  assert.equal(stored(cloud, 'Message'), 0)
  assert.equal(stored(cloud, 'Delivery'), 0)
})

test('thirty-one days empty any queue', async t => {
  const { sqs, cloud } = await freshAccount(t)
  for (const name of ['q', 'q.fifo']) {
    const url = await made(sqs, name, { MessageRetentionPeriod: '1209600' })
    await send(sqs, url, ['a', 'b', 'c'], name === 'q' ? undefined : 'g')
    await receive(sqs, url, { MaxNumberOfMessages: 2 })
  }
  await cloud.clock.advance('31d')
  assert.equal(stored(cloud, 'Message', 'Delivery', 'MessageGroup'), 0)
  assert.deepEqual(await receive(sqs, 'q'), [])
})

test('a shorter retention holds for messages that are there', async t => {
  const { sqs, cloud } = await freshAccount(t)
  const url = await made(sqs, 'q')
  await send(sqs, url, ['a'])
  await cloud.clock.advance('2m')
  await sqs.setQueueAttributes({ QueueUrl: url, Attributes: { MessageRetentionPeriod: '60' } })
  assert.deepEqual(await receive(sqs, url), [])
  await cloud.clock.advance('1s')
  assert.equal(stored(cloud, 'Message', 'Delivery'), 0)
})

test('what a purge or deletion leaves behind is cleared away', async t => {
  const { sqs, cloud } = await freshAccount(t)
  for (const name of ['q', 'q.fifo']) {
    const url = await made(sqs, name)
    for (let i = 0; i < 250; i += 1) {
      const fifo = (j: number) => name === 'q.fifo' && { MessageGroupId: `g${j}`, MessageDeduplicationId: `${i}.${j}` }
      const entries = Array.from({ length: 10 }, (_, j) => ({ Id: `m${j}`, MessageBody: `${i}.${j}`, ...fifo(j) }))
      await sqs.sendMessageBatch({ QueueUrl: url, Entries: entries })
    }
    assert.ok(stored(cloud, ...everything) >= 5000)
    await receive(sqs, url, name === 'q' ? {} : { ReceiveRequestAttemptId: 'a' })
    if (name === 'q') await sqs.purgeQueue({ QueueUrl: url })
    else await sqs.deleteQueue({ QueueUrl: url })
    await cloud.clock.advance('1s')
    assert.equal(stored(cloud, ...everything), 0, name)
  }
  assert.equal(stored(cloud, 'DeletedQueue'), 1)
  await cloud.clock.advance('60s')
  assert.equal(stored(cloud, 'DeletedQueue'), 0)
})
