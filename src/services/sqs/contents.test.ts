// What a queue holds, as its attributes count it: visible, delayed and in flight.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bodies, counts, freshAccount, made, receive, send } from './account.fixture.ts'

test('delays, of the message or of the queue', async t => {
  const { sqs, cloud } = await freshAccount(t)
  const url = await made(sqs, 'q', { DelaySeconds: '10' })
  await send(sqs, url, ['queue\'s'])
  await sqs.sendMessage({ QueueUrl: url, MessageBody: 'none', DelaySeconds: 0 })
  await sqs.sendMessage({ QueueUrl: url, MessageBody: 'longer', DelaySeconds: 20 })
  assert.deepEqual(await counts(sqs, url), [1, 2, 0])
  assert.deepEqual(bodies(await receive(sqs, url)), ['none'])
  await cloud.clock.advance('10s')
  assert.deepEqual(await counts(sqs, url), [1, 1, 1])
  assert.deepEqual(bodies(await receive(sqs, url)), ['queue\'s'])
  await cloud.clock.advance('10s')
  assert.deepEqual(bodies(await receive(sqs, url)), ['longer'])
})
