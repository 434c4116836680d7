// Subscriptions: made, confirmed, listed, ended, and forgotten when nobody confirms.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, letters, madeQueue, madeTopic, refused } from './account.fixture.ts'

test('the same endpoint again is the same subscription', async t => {
  const { sns, sqs } = await freshAccount(t)
  const TopicArn = await madeTopic(sns)
  const { arn: Endpoint } = await madeQueue(sqs, 'q')
  const asked = { TopicArn, Protocol: 'sqs', Endpoint, Attributes: { RawMessageDelivery: 'true' } }
  const { SubscriptionArn: arn } = await sns.subscribe(asked)
  assert.equal((await sns.subscribe(asked)).SubscriptionArn, arn)
  await refused(sns.subscribe({ ...asked, Attributes: { RawMessageDelivery: 'false' } }), 'InvalidParameter', /different attributes/)
  assert.deepEqual((await sns.listSubscriptions({})).Subscriptions,
    [{ SubscriptionArn: arn, Owner: '111122223333', Protocol: 'sqs', Endpoint, TopicArn }])
  await sns.unsubscribe({ SubscriptionArn: arn! })
  await sns.unsubscribe({ SubscriptionArn: arn! })
  const { Attributes: attributes } = await sns.getTopicAttributes({ TopicArn })
  assert.deepEqual([attributes!.SubscriptionsConfirmed, attributes!.SubscriptionsDeleted], ['0', '1'])
})

test('what nobody confirms is gone after two days', async t => {
  const { sns, cloud } = await freshAccount(t)
  const TopicArn = await madeTopic(sns)
  const { SubscriptionArn: arn } = await sns.subscribe({ TopicArn, Protocol: 'email', Endpoint: 'a@example.com',
    ReturnSubscriptionArn: true })
  assert.equal((await sns.listSubscriptionsByTopic({ TopicArn })).Subscriptions![0]!.SubscriptionArn, 'PendingConfirmation')
  await cloud.clock.advance('47h')
  assert.equal((await sns.getSubscriptionAttributes({ SubscriptionArn: arn! })).Attributes!.PendingConfirmation, 'true')
  await cloud.clock.advance('2h')
  await refused(sns.getSubscriptionAttributes({ SubscriptionArn: arn! }), 'NotFound', /Subscription does not exist/)
})

test('a token confirms once and answers again; another does not', async t => {
  const { sns, cloud } = await freshAccount(t)
  const TopicArn = await madeTopic(sns)
  await sns.subscribe({ TopicArn, Protocol: 'email', Endpoint: 'a@example.com' })
  const [, token] = /Token=(\w+)/.exec((await letters(cloud))[0]!.body)!
  const { SubscriptionArn: arn } = await sns.confirmSubscription({ TopicArn, Token: token!, AuthenticateOnUnsubscribe: 'true' })
  assert.equal((await sns.confirmSubscription({ TopicArn, Token: token! })).SubscriptionArn, arn)
  const { Attributes: attributes } = await sns.getSubscriptionAttributes({ SubscriptionArn: arn! })
  assert.equal(attributes!.ConfirmationWasAuthenticated, 'true')
  await refused(sns.confirmSubscription({ TopicArn, Token: 'x' }), 'InvalidParameter', /Token/)
})
