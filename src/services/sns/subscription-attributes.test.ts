// What a subscription may say of itself.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, madeTopic, refused, subscribedQueue } from './account.fixture.ts'

test('attributes are set, shown, and removed by an empty value', async t => {
  const account = await freshAccount(t)
  const { sns } = account
  const { subscription: SubscriptionArn } = await subscribedQueue(account, await madeTopic(sns), 'q')
  const set = (AttributeName: string, AttributeValue: string) =>
    sns.setSubscriptionAttributes({ SubscriptionArn, AttributeName, AttributeValue })
  const shown = async () => (await sns.getSubscriptionAttributes({ SubscriptionArn })).Attributes!
  await set('FilterPolicy', '{"a":["b"]}')
  assert.deepEqual([(await shown()).FilterPolicy, (await shown()).FilterPolicyScope], ['{"a":["b"]}', 'MessageAttributes'])
  await set('FilterPolicy', '')
  assert.equal((await shown()).FilterPolicy, undefined)
  await refused(set('RawMessageDelivery', 'maybe'), 'InvalidParameter', /Must be true or false/)
  await refused(set('Colour', 'red'), 'InvalidParameter', /AttributeName/)
  await refused(set('RedrivePolicy', '{}'), 'InvalidParameter', /deadLetterTargetArn/)
  await refused(set('RedrivePolicy', '{"deadLetterTargetArn":"arn:aws:sqs:eu-west-1:111122223333:q"}'), 'InvalidParameter', /same region/)
  await refused(set('SubscriptionRoleArn', 'x'), 'InvalidParameter')
  await refused(sns.subscribe({ TopicArn: await madeTopic(sns), Protocol: 'email', Endpoint: 'a@example.com',
    Attributes: { RawMessageDelivery: 'true' } }), 'InvalidParameter', /does not support raw message delivery/)
})
