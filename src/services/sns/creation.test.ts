// Making, listing and removing topics.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, madeTopic, refused, subscribedQueue } from './account.fixture.ts'

test('the same topic again is the same; another of its name is refused', async t => {
  const { sns } = await freshAccount(t)
  const asked = { Name: 't', Attributes: { DisplayName: 'T' }, Tags: [{ Key: 'k', Value: 'v' }] }
  const { TopicArn: arn } = await sns.createTopic(asked)
  assert.equal(arn, 'arn:aws:sns:us-east-1:111122223333:t')
  assert.equal((await sns.createTopic(asked)).TopicArn, arn)
  assert.equal((await sns.createTopic({ Name: 't' })).TopicArn, arn)
  await refused(sns.createTopic({ ...asked, Attributes: { DisplayName: 'U' } }), 'InvalidParameter',
    /already exists with different attributes/)
  await refused(sns.createTopic({ ...asked, Tags: [{ Key: 'k', Value: 'w' }] }), 'InvalidParameter', /already exists with different tags/)
})

test('names', async t => {
  const { sns } = await freshAccount(t)
  for (const name of ['', 'a b', 'ä', 'x'.repeat(257), 'a.fifo']) await refused(sns.createTopic({ Name: name }), 'InvalidParameter',
    /Topic Name/)
  await refused(sns.createTopic({ Name: 'a', Attributes: { FifoTopic: 'true' } }), 'InvalidParameter', /must end with \.fifo/)
  assert.match(await madeTopic(sns, 'a.fifo'), /:a\.fifo$/)
})

test('a hundred topics a page', async t => {
  const { sns } = await freshAccount(t)
  for (let i = 0; i < 101; i += 1) await madeTopic(sns, `t${i}`)
  const { Topics: first, NextToken: token } = await sns.listTopics({})
  const { Topics: rest, NextToken: end } = await sns.listTopics({ NextToken: token })
  assert.deepEqual([first!.length, rest!.length, end], [100, 1, undefined])
})

test('with a topic go its subscriptions', async t => {
  const account = await freshAccount(t)
  const arn = await madeTopic(account.sns)
  await subscribedQueue(account, arn, 'q')
  await account.sns.deleteTopic({ TopicArn: arn })
  await account.sns.deleteTopic({ TopicArn: arn })
  assert.deepEqual((await account.sns.listSubscriptions({})).Subscriptions, [])
  await refused(account.sns.publish({ TopicArn: arn, Message: 'x' }), 'NotFound', /Topic does not exist/)
})
