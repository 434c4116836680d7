// Waits before retries, by the documented numbers. Source: "Amazon SNS message delivery retries", SNS Developer Guide.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contentTypeFor, defaultRetries, effectivePolicy, retriesFor, retryDelayMs } from './delivery-policy.ts'
import { freshAccount, madeTopic, refused } from './account.fixture.ts'

function waits(policy: typeof defaultRetries, count: number): number[] {
  return Array.from({ length: count }, (_, i) => (retryDelayMs(policy, i + 1) ?? -1000) / 1000)
}

test('HTTP: three retries, 20 seconds apart', () => {
  assert.deepEqual(waits(retriesFor('https', undefined, undefined), 4), [20, 20, 20, -1])
})

test('queues and functions: 100,015 attempts over 23 days', () => {
  const policy = retriesFor('sqs', undefined, undefined)
  const first = waits(policy, 16)
  assert.deepEqual([first.slice(0, 5), first[5], first[14], first[15]], [[0, 0, 0, 1, 1], 1, 20, 20])
  let total = 0
  for (let retry = 1; retry <= policy.numRetries; retry += 1) total += retryDelayMs(policy, retry)!
  assert.equal(Math.round(total / 86_400_000), 23)
  assert.equal(retryDelayMs(policy, policy.numRetries + 1), undefined)
})

test('mail: 50 attempts over 6 hours', () => {
  const policy = retriesFor('email', undefined, undefined)
  const all = waits(policy, 50)
  assert.deepEqual([all.slice(0, 3), all[11], all[49]], [[10, 10, 10], 600, 600])
  assert.ok(Math.abs(all.reduce((sum, wait) => sum + wait, 0) / 3600 - 6.5) < 1)
})

test('a subscription\'s own policy holds unless the topic forbids it', () => {
  const own = '{"healthyRetryPolicy":{"numRetries":5,"minDelayTarget":1,"maxDelayTarget":9,"backoffFunction":"linear"},'
    + '"requestPolicy":{"headerContentType":"application/json"}}'
  assert.deepEqual(waits(retriesFor('http', own, undefined), 6), [1, 3, 5, 7, 9, -1])
  const topic = '{"http":{"disableSubscriptionOverrides":true}}'
  assert.deepEqual(retriesFor('http', own, topic), defaultRetries)
  assert.deepEqual([contentTypeFor(own, undefined), contentTypeFor(own, topic)], ['application/json', 'text/plain; charset=UTF-8'])
  assert.equal(effectivePolicy(topic).http.disableSubscriptionOverrides, true)
})

test('policies that cannot be', async t => {
  const { sns } = await freshAccount(t)
  const arn = await madeTopic(sns)
  const set = (value: string) => sns.setTopicAttributes({ TopicArn: arn, AttributeName: 'DeliveryPolicy', AttributeValue: value })
  const retry = (policy: object) => set(JSON.stringify({ http: { defaultHealthyRetryPolicy: policy } }))
  await refused(set('no'), 'InvalidParameter', /DeliveryPolicy/)
  await refused(set('{"http":{"odd":1}}'), 'InvalidParameter', /Unexpected JSON member: odd/)
  await refused(retry({ numRetries: 101 }), 'InvalidParameter', /numRetries/)
  await refused(retry({ minDelayTarget: 30 }), 'InvalidParameter', /maxDelayTarget/)
  await refused(retry({ numRetries: 1, numMinDelayRetries: 2 }), 'InvalidParameter', /total/)
  await refused(retry({ backoffFunction: 'cubic' }), 'InvalidParameter', /backoffFunction/)
  await retry({ numRetries: 1 })
})
