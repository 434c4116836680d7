// Deliveries: retries on the clock, dead letters with their reason.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, listening, madeQueue, put, taken } from './account.fixture.ts'

test('a target that is gone leaves its event in the dead-letter queue', async t => {
  const account = await freshAccount(t)
  const { events, sqs, cloud } = account
  const dead = await madeQueue(sqs, 'dead')
  const queue = await listening(account, 'r', { pattern: { source: ['shop'] } }, { DeadLetterConfig: { Arn: dead.arn } })
  await sqs.deleteQueue({ QueueUrl: queue.url })
  const id = await put(events, {})
  await cloud.clock.advance(0)
  const { Messages: [message] = [] } = await sqs.receiveMessage({ QueueUrl: dead.url, MessageAttributeNames: ['All'] })
  assert.equal((JSON.parse(message!.Body!) as { id: string }).id, id)
  const attributes = Object.fromEntries(Object.entries(message!.MessageAttributes!).map(([name, { StringValue }]) => [name, StringValue]))
  assert.deepEqual([attributes.ERROR_CODE, attributes.RULE_ARN, attributes.TARGET_ARN],
    ['NO_RESOURCE', 'arn:aws:events:us-east-1:111122223333:rule/r', queue.arn])
})

test('every rule that is met gets the event, others do not', async t => {
  const account = await freshAccount(t)
  const queues = []
  for (const [i, pattern] of [{ source: ['shop'] }, { detail: { a: [1] } }, { source: ['other'] }].entries()) {
    queues.push(await listening(account, `r${i}`, { pattern }))
  }
  await put(account.events, { a: 1 })
  const counts = []
  for (const queue of queues) counts.push((await taken(account, queue)).length)
  assert.deepEqual(counts, [1, 1, 0])
})
