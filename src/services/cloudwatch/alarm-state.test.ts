// Changes of state: set by hand, told to the event bus.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EventBridge } from '@aws-sdk/client-eventbridge'
import { SQS } from '@aws-sdk/client-sqs'
import { freshAccount, put, refused } from './account.fixture.ts'

const asked = {
  AlarmName: 'a', Namespace: 'shop', MetricName: 'orders', Statistic: 'Sum' as const, Period: 60, EvaluationPeriods: 1, Threshold: 10,
  ComparisonOperator: 'GreaterThanThreshold' as const,
}

test('a state set by hand lasts until the next judgement', async t => {
  const { watch, cloud } = await freshAccount(t)
  await watch.putMetricAlarm(asked)
  await put(watch, 1)
  await cloud.clock.advance(0)
  await watch.setAlarmState({ AlarmName: 'a', StateValue: 'ALARM', StateReason: 'a drill' })
  const state = async () => (await watch.describeAlarms({})).MetricAlarms![0]!.StateValue
  assert.equal(await state(), 'ALARM')
  await cloud.clock.advance('1m')
  assert.equal(await state(), 'OK')
  await refused(watch.setAlarmState({ AlarmName: 'a', StateValue: 'OK', StateReason: 'x', StateReasonData: 'no' }), 'InvalidFormatFault')
})

test('the event bus hears of states with what is watched', async t => {
  const { watch, cloud } = await freshAccount(t)
  const client = cloud.client({ accessKeyId: '111122223333' })
  const [bus, sqs] = [new EventBridge(client), new SQS(client)]
  const { QueueUrl: url } = await sqs.createQueue({ QueueName: 'q' })
  await bus.putRule({ Name: 'r', EventPattern: JSON.stringify({ source: ['aws.cloudwatch'], detail: { state: { value: ['ALARM'] } } }) })
  await bus.putTargets({ Rule: 'r', Targets: [{ Id: 'q', Arn: 'arn:aws:sqs:us-east-1:111122223333:q' }] })
  await watch.putMetricAlarm(asked)
  await watch.setAlarmState({ AlarmName: 'a', StateValue: 'ALARM', StateReason: 'a drill' })
  await cloud.clock.advance('1s')
  const { Messages: [message] = [] } = await sqs.receiveMessage({ QueueUrl: url! })
  const { detail } = JSON.parse(message!.Body!) as { detail: { previousState: { value: string }, configuration: { metrics: unknown[] } } }
  assert.deepEqual([detail.previousState.value, detail.configuration.metrics],
    ['INSUFFICIENT_DATA', [{ id: 'm1', returnData: true, metricStat: {
    metric: { namespace: 'shop', name: 'orders', dimensions: {} }, period: 60, stat: 'Sum',
  } }]])
})
