// What a publication is billed: 64 KB chunks of requests and of deliveries.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, madeTopic, subscribedQueue } from './account.fixture.ts'

test('requests and deliveries', async t => {
  const account = await freshAccount(t)
  const { sns, cloud } = account
  const TopicArn = await madeTopic(sns)
  await subscribedQueue(account, TopicArn, 'q')
  await sns.publish({ TopicArn, Message: 'x'.repeat(100_000) })
  await cloud.clock.advance(0)
  const usage = cloud.core.meter.usage('111122223333/us-east-1').filter(({ service }) => service === 'sns')
  const sums = Object.fromEntries(usage.map(each =>
    [(each as { unit?: string, usageType?: string }).usageType ?? (each as { unit?: string }).unit, each.quantity]))
  assert.deepEqual(sums, { 'Requests-Tier1': 2, 'DeliveryAttempts-SQS': 2 })
})
