// States of alarms: the tables of the documentation, and alarms on the virtual clock with what they set off.
// Source: "Configuring how CloudWatch alarms treat missing data", CloudWatch User Guide.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SNS } from '@aws-sdk/client-sns'
import { SQS } from '@aws-sdk/client-sqs'
import { freshAccount, put } from './account.fixture.ts'
import { judged } from './evaluation.ts'

const treatments = ['missing', 'ignore', 'breaching', 'notBreaching']
const [ok, alarm, nothing, same] = ['OK', 'ALARM', 'INSUFFICIENT_DATA', undefined]
const rows: readonly (readonly [points: string, needed: number, states: readonly (string | undefined)[]])[] = [
  ['0 - X - X', 3, [ok, ok, ok, ok]], ['- - - - 0', 3, [ok, ok, ok, ok]], ['- - - - -', 3, [nothing, same, alarm, ok]],
  ['0 X X - X', 3, [alarm, alarm, alarm, alarm]], ['- - X - -', 3, [alarm, same, alarm, ok]],
  ['0 - X - X', 2, [alarm, alarm, alarm, alarm]], ['0 0 X 0 X', 2, [alarm, alarm, alarm, alarm]], ['0 - X - -', 2, [ok, ok, alarm, ok]],
  ['- - - - 0', 2, [ok, ok, alarm, ok]], ['- - - X -', 2, [alarm, same, alarm, ok]],
]
for (const [points, needed, states] of rows) {
  test(`${points}, ${needed} of 3`, () => {
    const real = points.split(' ').filter(point => point !== '-').map(point => ({ breaching: point === 'X' }))
    assert.deepEqual(treatments.map(treatment => judged(real, 3, needed, treatment)), states)
  })
}

const tooMany = {
  AlarmName: 'too many', Namespace: 'shop', MetricName: 'orders', Statistic: 'Sum' as const, Period: 60, EvaluationPeriods: 1,
    Threshold: 10,
  ComparisonOperator: 'GreaterThanThreshold' as const,
}

test('an alarm rings, tells its topic, and is quiet again when data end', async t => {
  const { watch, cloud } = await freshAccount(t)
  const client = cloud.client({ accessKeyId: '111122223333' })
  const [sns, sqs] = [new SNS(client), new SQS(client)]
  const { TopicArn: topic } = await sns.createTopic({ Name: 't' })
  const { QueueUrl: url } = await sqs.createQueue({ QueueName: 'q' })
  await sns.subscribe({ TopicArn: topic!, Protocol: 'sqs', Endpoint: 'arn:aws:sqs:us-east-1:111122223333:q',
    Attributes: { RawMessageDelivery: 'true' } })
  await watch.putMetricAlarm({ ...tooMany, AlarmActions: [topic!] })
  const state = async () => (await watch.describeAlarms({ AlarmNames: ['too many'] })).MetricAlarms![0]!.StateValue
  await cloud.clock.advance('5m')
  assert.equal(await state(), 'INSUFFICIENT_DATA')
  await put(watch, 5)
  await cloud.clock.advance(0)
  assert.equal(await state(), 'OK')
  await put(watch, 6)
  await cloud.clock.advance(0)
  assert.equal(await state(), 'ALARM')
  const { Messages: [message] = [] } = await sqs.receiveMessage({ QueueUrl: url! })
  const told = JSON.parse(message!.Body!) as Record<string, unknown>
  assert.deepEqual([told.AlarmName, told.NewStateValue, told.OldStateValue], ['too many', 'ALARM', 'OK'])
  assert.match(String(told.NewStateReason), /^Threshold Crossed: 1 datapoints \[11 \(.*\)\] were greater than the threshold \(10\)\.$/)
  await cloud.clock.advance('1h')
  assert.equal(await state(), 'INSUFFICIENT_DATA')
  const { AlarmHistoryItems: items } = await watch.describeAlarmHistory({ AlarmName: 'too many', HistoryItemType: 'StateUpdate' })
  assert.deepEqual(items!.map(({ HistorySummary }) => HistorySummary), [
    'Alarm updated from ALARM to INSUFFICIENT_DATA', 'Alarm updated from OK to ALARM', 'Alarm updated from INSUFFICIENT_DATA to OK',
  ])
})

test('a state set by hand lasts until the next judgement, and sets off the actions', async t => {
  const { watch, cloud } = await freshAccount(t)
  await watch.putMetricAlarm({ ...tooMany, AlarmActions: ['arn:aws:swf:us-east-1:111122223333:action/x'] })
  await cloud.clock.advance(0)
  await watch.setAlarmState({ AlarmName: 'too many', StateValue: 'ALARM', StateReason: 'a drill' })
  await cloud.clock.advance(0)
  const { AlarmHistoryItems: items } = await watch.describeAlarmHistory({ AlarmName: 'too many', HistoryItemType: 'Action' })
  assert.match(items![0]!.HistorySummary!, /Failed to execute action/)
})
