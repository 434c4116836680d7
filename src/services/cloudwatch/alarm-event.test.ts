// What topics are told of an alarm on math.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SNS } from '@aws-sdk/client-sns'
import { SQS } from '@aws-sdk/client-sqs'
import { freshAccount } from './account.fixture.ts'

test('the notification of an alarm on math has its queries', async t => {
  const { watch, cloud } = await freshAccount(t)
  const client = cloud.client({ accessKeyId: '111122223333' })
  const { TopicArn: topic } = await new SNS(client).createTopic({ Name: 't' })
  const { QueueUrl: url } = await new SQS(client).createQueue({ QueueName: 'q' })
  await new SNS(client).subscribe({ TopicArn: topic!, Protocol: 'sqs', Endpoint: 'arn:aws:sqs:us-east-1:111122223333:q',
    Attributes: { RawMessageDelivery: 'true' } })
  await watch.putMetricAlarm({
    AlarmName: 'a', EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: 'GreaterThanThreshold', AlarmActions: [topic!], Metrics: [
      { Id: 'e', Expression: 'm * 2' }, { Id: 'm', ReturnData: false, MetricStat: { Period: 60, Stat: 'Sum', Metric: {
        Namespace: 'shop', MetricName: 'orders', Dimensions: [{ Name: 'city', Value: 'north' }],
      } } },
    ],
  })
  await watch.setAlarmState({ AlarmName: 'a', StateValue: 'ALARM', StateReason: 'a drill' })
  await cloud.clock.advance(0)
  const { Messages: [message] = [] } = await new SQS(client).receiveMessage({ QueueUrl: url! })
  const { Trigger: trigger } = JSON.parse(message!.Body!) as { Trigger: { Metrics: object[] } }
  assert.deepEqual(trigger.Metrics, [{ Id: 'e', Expression: 'm * 2' }, { Id: 'm', ReturnData: false, MetricStat: {
    Metric: { Namespace: 'shop', MetricName: 'orders', Dimensions: [{ value: 'north', name: 'city' }] }, Period: 60, Stat: 'Sum',
  } }])
})
