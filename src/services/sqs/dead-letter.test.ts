// Dead-letter queues: who may be one, what moves there and when.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  arnOf, attributesOf, bodies, counts, freshAccount, made, queueWithDeadLetters, receive, redriveTo, refused, send,
} from './account.fixture.ts'

test('which queue can be a dead-letter queue', async t => {
  const { sqs } = await freshAccount(t)
  const arn = await arnOf(sqs, await made(sqs, 'dead'))
  const reasons: [string, RegExp][] = [
    [`${arn}er`, /Dead letter target does not exist\./], [arn.replace('111122223333', '444455556666'), /owner should be same/],
    [arn.replace('us-east-1', 'us-east-2'), /same region/], [await arnOf(sqs, await made(sqs, 'dead.fifo')), /same type/],
  ]
  for (const [target, reason] of reasons) await refused(made(sqs, 'q', redriveTo(target, 1)), 'InvalidParameterValue', reason)
  await refused(made(sqs, 'q', redriveTo(arn, 1001)), 'InvalidParameterValue', /Invalid value for maxReceiveCount: 1001/)
  await sqs.setQueueAttributes({ QueueUrl: 'dead', Attributes: { RedriveAllowPolicy: '{"redrivePermission":"denyAll"}' } })
  await refused(made(sqs, 'q', redriveTo(arn, 1)), 'InvalidParameterValue', /redrive allow policy/)
  const by = JSON.stringify({ redrivePermission: 'byQueue', sourceQueueArns: [arn.replace('dead', 'q')] })
  await sqs.setQueueAttributes({ QueueUrl: 'dead', Attributes: { RedriveAllowPolicy: by } })
  const url = await made(sqs, 'q', redriveTo(arn, 1))
  assert.deepEqual((await sqs.listDeadLetterSourceQueues({ QueueUrl: 'dead' })).queueUrls, [url])
  await sqs.setQueueAttributes({ QueueUrl: url, Attributes: { RedrivePolicy: '' } })
  assert.equal((await attributesOf(sqs, url)).RedrivePolicy, undefined)
  assert.deepEqual((await sqs.listDeadLetterSourceQueues({ QueueUrl: 'dead' })).queueUrls ?? [], [])
})

for (const suffix of ['', '.fifo']) {
  test(`what was received too often moves ${suffix === '' ? 'in standard queues' : 'in FIFO queues'}`, async t => {
    const { sqs, cloud, dead, source } = await queueWithDeadLetters(t, suffix)
    const group = suffix === '' ? undefined : 'g'
    await send(sqs, source, ['bad'], group)
    const sentAt = cloud.clock.now()
    for (let i = 1; i <= 2; i += 1) {
      const [message] = await receive(sqs, source)
      assert.equal(message!.Attributes!.ApproximateReceiveCount, String(i))
      await cloud.clock.advance('1s')
    }
    await send(sqs, source, ['good'], group)
    assert.deepEqual(bodies(await receive(sqs, source)), ['good'])
    const [letter] = await receive(sqs, dead)
    assert.equal(letter!.Body, 'bad')
    assert.equal(letter!.Attributes!.ApproximateReceiveCount, '3')
    assert.equal(letter!.Attributes!.DeadLetterQueueSourceArn, await arnOf(sqs, source))
    assert.equal(letter!.Attributes!.SentTimestamp, String(suffix === '' ? sentAt : sentAt + 2000))
    if (suffix !== '') assert.deepEqual([letter!.Attributes!.MessageGroupId, letter!.Attributes!.MessageDeduplicationId],
      ['g', letter!.MessageId])
  })
}

test('a dead letter of a standard queue expires by its first sending', async t => {
  const { sqs, cloud, dead, source } = await queueWithDeadLetters(t)
  await send(sqs, source, ['a'])
  await receive(sqs, source)
  await cloud.clock.advance('1d')
  await receive(sqs, source)
  await cloud.clock.advance('1s')
  assert.deepEqual(await receive(sqs, source), [])
  assert.deepEqual(await counts(sqs, dead), [1, 0, 0])
  await cloud.clock.advance('3d')
  assert.deepEqual(await counts(sqs, dead), [0, 0, 0])
})

test('without its dead-letter queue a message stays', async t => {
  const { sqs, cloud, dead, source } = await queueWithDeadLetters(t)
  await sqs.deleteQueue({ QueueUrl: dead })
  await send(sqs, source, ['a'])
  for (let i = 0; i < 5; i += 1) {
    assert.deepEqual(bodies(await receive(sqs, source)), ['a'])
    await cloud.clock.advance('1s')
  }
})

test('a message on its way to the dead-letter queue wakes who waits there', async t => {
  const { sqs, cloud, dead, source } = await queueWithDeadLetters(t)
  await send(sqs, source, ['a'])
  const waiting = receive(sqs, dead, { WaitTimeSeconds: 20 })
  for (let i = 0; i < 3; i += 1) {
    await receive(sqs, source)
    await cloud.clock.advance('1s')
  }
  assert.deepEqual(bodies(await waiting), ['a'])
})
