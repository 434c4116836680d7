// The archive of a FIFO topic, its end after the days of its policy, and its replay to one subscription.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, madeTopic, refused, said, subscribedQueue, taken } from './account.fixture.ts'

const archiving = { ArchivePolicy: '{"MessageRetentionPeriod":"2"}', ContentBasedDeduplication: 'true' }

test('what was published is replayed to one subscription, in order, and marked', async t => {
  const account = await freshAccount(t)
  const { sns, cloud } = account
  const arn = await madeTopic(sns, 't.fifo', archiving)
  const startedAt = cloud.clock.now()
  const publish = (text: string) => sns.publish({ TopicArn: arn, Message: text, MessageGroupId: 'g' })
  await publish('early')
  await cloud.clock.advance('1h')
  await publish('one')
  await publish('two')
  const { url, subscription } = await subscribedQueue(account, arn, 'late.fifo')
  assert.deepEqual(await said(account, url), [])
  const policy = { PointType: 'Timestamp', StartingPoint: new Date(startedAt + 60_000).toISOString() }
  await sns.setSubscriptionAttributes({ SubscriptionArn: subscription, AttributeName: 'ReplayPolicy',
    AttributeValue: JSON.stringify(policy) })
  const replayed = (await taken(account, url)).map(text => JSON.parse(text) as { Message: string, Replayed?: boolean })
  assert.deepEqual(replayed.map(({ Message, Replayed }) => [Message, Replayed]), [['one', true], ['two', true]])
  const { Attributes: attributes } = await sns.getSubscriptionAttributes({ SubscriptionArn: subscription })
  assert.equal(attributes!.ReplayStatus, 'Completed')
  assert.equal((await sns.getTopicAttributes({ TopicArn: arn })).Attributes!.BeginningArchiveTime, new Date(startedAt).toISOString())
})

test('the archive ends with its days, and a topic that has one stays', async t => {
  const account = await freshAccount(t)
  const { sns, cloud } = account
  const arn = await madeTopic(sns, 't.fifo', archiving)
  const startedAt = cloud.clock.now()
  await sns.publish({ TopicArn: arn, Message: 'old', MessageGroupId: 'g' })
  await cloud.clock.advance('47h')
  await sns.publish({ TopicArn: arn, Message: 'new', MessageGroupId: 'g' })
  await cloud.clock.advance('2h')
  const { url, subscription } = await subscribedQueue(account, arn, 'q.fifo')
  const policy = { PointType: 'Timestamp', StartingPoint: new Date(startedAt).toISOString() }
  await sns.setSubscriptionAttributes({ SubscriptionArn: subscription, AttributeName: 'ReplayPolicy',
    AttributeValue: JSON.stringify(policy) })
  assert.deepEqual(await said(account, url), ['new'])
  await refused(sns.deleteTopic({ TopicArn: arn }), 'InvalidState', /ArchivePolicy/)
  await sns.setTopicAttributes({ TopicArn: arn, AttributeName: 'ArchivePolicy', AttributeValue: '{}' })
  await sns.deleteTopic({ TopicArn: arn })
})

test('a replay needs an archive and a time', async t => {
  const account = await freshAccount(t)
  const arn = await madeTopic(account.sns, 't.fifo')
  const { subscription } = await subscribedQueue(account, arn, 'q.fifo')
  const set = (value: object) => account.sns.setSubscriptionAttributes({
    SubscriptionArn: subscription, AttributeName: 'ReplayPolicy', AttributeValue: JSON.stringify(value),
  })
  await refused(set({ PointType: 'Timestamp', StartingPoint: '2026-01-01T00:00:00Z' }), 'InvalidParameter', /no ArchivePolicy/)
  await account.sns.setTopicAttributes({ TopicArn: arn, AttributeName: 'ArchivePolicy', AttributeValue: '{"MessageRetentionPeriod":"1"}' })
  await refused(set({ PointType: 'Timestamp', StartingPoint: 'soon' }), 'InvalidParameter', /timestamps/)
})
