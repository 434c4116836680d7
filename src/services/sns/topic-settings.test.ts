// What a topic says of itself.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, madeTopic } from './account.fixture.ts'

test('defaults, and what is set', async t => {
  const { sns } = await freshAccount(t)
  const TopicArn = await madeTopic(sns)
  const before = (await sns.getTopicAttributes({ TopicArn })).Attributes!
  assert.deepEqual([before.Owner, before.DisplayName, before.SubscriptionsPending, before.TopicArn], ['111122223333', '', '0', TopicArn])
  const { http } = JSON.parse(before.EffectiveDeliveryPolicy!) as { readonly http: { readonly defaultHealthyRetryPolicy: object } }
  assert.deepEqual(http.defaultHealthyRetryPolicy,
    { minDelayTarget: 20, maxDelayTarget: 20, numRetries: 3, numMaxDelayRetries: 0, numNoDelayRetries: 0, numMinDelayRetries: 0,
      backoffFunction: 'linear' })
  await sns.setTopicAttributes({ TopicArn, AttributeName: 'DisplayName', AttributeValue: 'T' })
  await sns.setTopicAttributes({ TopicArn, AttributeName: 'KmsMasterKeyId', AttributeValue: 'alias/aws/sns' })
  await sns.setTopicAttributes({ TopicArn, AttributeName: 'KmsMasterKeyId' })
  const after = (await sns.getTopicAttributes({ TopicArn })).Attributes!
  assert.deepEqual([after.DisplayName, after.KmsMasterKeyId], ['T', undefined])
})
