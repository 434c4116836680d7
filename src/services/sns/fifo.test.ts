// FIFO topics: order, numbers, duplicates within five minutes, and deliveries that wait for the one before.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, madeTopic, refused, said, subscribedQueue } from './account.fixture.ts'

test('messages arrive in order, once', async t => {
  const account = await freshAccount(t)
  const { sns, cloud } = account
  const arn = await madeTopic(sns, 't.fifo', { ContentBasedDeduplication: 'true' })
  const { url } = await subscribedQueue(account, arn, 'q.fifo', { RawMessageDelivery: 'true' })
  const { url: standard } = await subscribedQueue(account, arn, 'standard')
  const publish = (text: string, group = 'g') => sns.publish({ TopicArn: arn, Message: text, MessageGroupId: group })
  const first = await publish('a')
  assert.match(first.SequenceNumber!, /^\d{20}$/)
  const again = await publish('a')
  assert.deepEqual([again.MessageId, again.SequenceNumber], [first.MessageId, first.SequenceNumber])
  const later = await publish('b')
  assert.ok(later.SequenceNumber! > first.SequenceNumber!)
  assert.deepEqual(await said(account, standard), ['a', 'b'])
  const { Messages: messages } = await account.sqs.receiveMessage({ QueueUrl: url, MaxNumberOfMessages: 10, AttributeNames: ['All'] })
  assert.deepEqual(messages!.map(({ Body, Attributes }) => [Body, Attributes!.MessageGroupId]), [['a', 'g'], ['b', 'g']])
  await cloud.clock.advance('6m')
  assert.notEqual((await publish('a')).MessageId, first.MessageId)
})

test('a group\'s duplicates are its own where the topic says so', async t => {
  const { sns } = await freshAccount(t)
  const byGroup = await madeTopic(sns, 'g.fifo', { FifoThroughputScope: 'MessageGroup' })
  const byTopic = await madeTopic(sns, 't.fifo')
  for (const [TopicArn, same] of [[byGroup, false], [byTopic, true]] as const) {
    const ids = []
    for (const MessageGroupId of ['one', 'two']) {
      ids.push((await sns.publish({ TopicArn, Message: 'x', MessageGroupId, MessageDeduplicationId: 'd' })).MessageId)
    }
    assert.equal(ids[0] === ids[1], same)
  }
})

test('what FIFO topics ask for', async t => {
  const { sns } = await freshAccount(t)
  const fifo = await madeTopic(sns, 't.fifo')
  const standard = await madeTopic(sns)
  await refused(sns.publish({ TopicArn: fifo, Message: 'x' }), 'InvalidParameter', /MessageGroupId parameter is required for FIFO topics/)
  await refused(sns.publish({ TopicArn: fifo, Message: 'x', MessageGroupId: 'g' }), 'InvalidParameter', /ContentBasedDeduplication/)
  await refused(sns.publish({ TopicArn: fifo, Message: 'x', MessageGroupId: 'g h', MessageDeduplicationId: 'd' }), 'InvalidParameter')
  await refused(sns.publish({ TopicArn: standard, Message: 'x', MessageDeduplicationId: 'd' }), 'InvalidParameter', /topic type/)
})
