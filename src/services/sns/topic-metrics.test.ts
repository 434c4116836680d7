// What CloudWatch knows of topics.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudWatch } from '@aws-sdk/client-cloudwatch'
import { freshAccount, madeTopic } from './account.fixture.ts'

test('publications, deliveries, failures and what filters left out', async t => {
  const { cloud, sns, sqs } = await freshAccount(t)
  const topic = await madeTopic(sns)
  await sqs.createQueue({ QueueName: 'q' })
  const place = 'arn:aws:sqs:us-east-1:111122223333'
  for (const [name, filter] of [['q', undefined], ['none', undefined], ['other', '{"size":["large"]}']] as const) {
    await sns.subscribe({ TopicArn: topic, Protocol: 'sqs', Endpoint: `${place}:${name}`,
      ...(filter && { Attributes: { FilterPolicy: filter } }) })
  }
  await sns.publish({ TopicArn: topic, Message: 'hello' })
  await cloud.clock.advance('1d')
  const watch = new CloudWatch(cloud.client({ accessKeyId: '111122223333' }))
  const now = cloud.clock.now()
  const { MetricDataResults: found } = await watch.getMetricData({
    StartTime: new Date(now - 2 * 86_400_000), EndTime: new Date(now),
      MetricDataQueries: [{ Id: 'e', Expression: 'SEARCH(\'{AWS/SNS,TopicName}\', \'Sum\', 86400)' }],
  })
  const sums = Object.fromEntries(found!.map(({ Label, Values }) => [Label, Values!.reduce((sum, value) => sum + value, 0)]))
  assert.deepEqual(sums, {
    NumberOfMessagesPublished: 1, NumberOfNotificationsDelivered: 1, NumberOfNotificationsFailed: 1, NumberOfNotificationsFilteredOut: 1,
    PublishSize: 5,
  })
})
