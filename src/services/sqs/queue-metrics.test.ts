// What CloudWatch knows of queues. Source: "Available CloudWatch metrics for Amazon SQS", SQS Developer Guide.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudWatch } from '@aws-sdk/client-cloudwatch'
import { SQS } from '@aws-sdk/client-sqs'
import { Cloud } from '../../index.ts'

const begin = Date.parse('2027-01-01T00:00:00Z')

test('counts by the minute, and levels that time alone changes', async t => {
  const cloud = await Cloud.open({ seed: t.name, now: begin - 60_000 })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  await cloud.clock.set(new Date(begin).toISOString())
  const [sqs, watch] = [new SQS(cloud.client()), new CloudWatch(cloud.client())]
  const { QueueUrl: url } = await sqs.createQueue({ QueueName: 'q', Attributes: { VisibilityTimeout: '90' } })
  for (const body of ['a', 'bb', 'ccc']) await sqs.sendMessage({ QueueUrl: url!, MessageBody: body })
  await sqs.sendMessage({ QueueUrl: url!, MessageBody: 'late', DelaySeconds: 150 })
  await cloud.clock.advance('1m')
  const { Messages: messages } = await sqs.receiveMessage({ QueueUrl: url!, MaxNumberOfMessages: 2 })
  await sqs.deleteMessage({ QueueUrl: url!, ReceiptHandle: messages![0]!.ReceiptHandle! })
  await cloud.clock.advance('4m')
  const ask = async (MetricName: string, Statistic: 'Sum' | 'Maximum') => {
    const { Datapoints: points } = await watch.getMetricStatistics({
      Namespace: 'AWS/SQS', MetricName, Dimensions: [{ Name: 'QueueName', Value: 'q' }], Period: 60, Statistics: [Statistic],
      StartTime: new Date(begin), EndTime: new Date(begin + 300_000),
    })
    return points!.map(point => [(Number(point.Timestamp) - begin) / 60_000, point[Statistic]])
  }
  assert.deepEqual(await ask('NumberOfMessagesSent', 'Sum'), [[0, 4]])
  assert.deepEqual(await ask('SentMessageSize', 'Maximum'), [[0, 4]])
  assert.deepEqual(await ask('NumberOfMessagesReceived', 'Sum'), [[1, 2]])
  assert.deepEqual(await ask('NumberOfMessagesDeleted', 'Sum'), [[1, 1]])
  assert.deepEqual(await ask('ApproximateNumberOfMessagesVisible', 'Maximum'), [[0, 3], [1, 1], [2, 3], [3, 3], [4, 3]])
  assert.deepEqual(await ask('ApproximateNumberOfMessagesNotVisible', 'Maximum'), [[0, 0], [1, 1], [2, 0], [3, 0], [4, 0]])
  assert.deepEqual(await ask('ApproximateNumberOfMessagesDelayed', 'Maximum'), [[0, 1], [1, 1], [2, 0], [3, 0], [4, 0]])
  assert.deepEqual((await ask('ApproximateAgeOfOldestMessage', 'Maximum'))[0], [0, 59])
  const { Metrics: metrics } = await watch.listMetrics({ Namespace: 'AWS/SQS' })
  assert.equal(metrics!.length, 8)
})

test('an alarm on a level rings while nothing but time happens, and rests six hours after the last call', async t => {
  const cloud = await Cloud.open({ seed: t.name, now: begin })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  const [sqs, watch] = [new SQS(cloud.client()), new CloudWatch(cloud.client())]
  const { QueueUrl: url } = await sqs.createQueue({ QueueName: 'q' })
  await watch.putMetricAlarm({
    AlarmName: 'deep', Namespace: 'AWS/SQS', MetricName: 'ApproximateNumberOfMessagesVisible', Period: 60, EvaluationPeriods: 3,
      Threshold: 1,
    Dimensions: [{ Name: 'QueueName', Value: 'q' }], Statistic: 'Maximum', ComparisonOperator: 'GreaterThanThreshold',
  })
  for (const body of ['a', 'b']) await sqs.sendMessage({ QueueUrl: url!, MessageBody: body, DelaySeconds: 100 })
  const state = async () => (await watch.describeAlarms({})).MetricAlarms![0]!.StateValue
  await cloud.clock.advance('2m')
  assert.equal(await state(), 'OK')
  await cloud.clock.advance('3m')
  assert.equal(await state(), 'ALARM')
  await cloud.clock.advance('7h')
  assert.equal(await state(), 'INSUFFICIENT_DATA')
  const { fired } = await cloud.clock.advance('3d')
  assert.ok(fired < 20, `timers fired: ${fired}`)
})
