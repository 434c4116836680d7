// States of alarms: the tables of the documentation, and alarms on the virtual clock with what they set off.
// Source: "Configuring how CloudWatch alarms treat missing data", CloudWatch User Guide.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CloudWatch } from '@aws-sdk/client-cloudwatch'
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
  assert.equal(told.NewStateReason, 'Threshold Crossed: 1 out of the last 1 datapoints [11.0 (01/01/27 00:05:00)] was greater than the '
    + 'threshold (10.0) (minimum 1 datapoint for OK -> ALARM transition).')
  await cloud.clock.advance('1h')
  assert.equal(await state(), 'INSUFFICIENT_DATA')
  const { AlarmHistoryItems: items } = await watch.describeAlarmHistory({ AlarmName: 'too many', HistoryItemType: 'StateUpdate' })
  assert.deepEqual(items!.map(({ HistorySummary }) => HistorySummary), [
    'Alarm updated from ALARM to INSUFFICIENT_DATA', 'Alarm updated from OK to ALARM', 'Alarm updated from INSUFFICIENT_DATA to OK',
  ])
})

async function stateOf(watch: CloudWatch, name: string): Promise<string | undefined> {
  const { MetricAlarms: [alarm] = [] } = await watch.describeAlarms({ AlarmNames: [name] })
  return alarm?.StateValue
}

test('an alarm on metric math is judged when any of its metrics gets data', async t => {
  const { watch, cloud } = await freshAccount(t)
  const stat = (MetricName: string) => ({ Metric: { Namespace: 'shop', MetricName }, Period: 60, Stat: 'Sum' })
  await watch.putMetricAlarm({
    AlarmName: 'rate', EvaluationPeriods: 1, Threshold: 50, ComparisonOperator: 'GreaterThanThreshold', Metrics: [
      { Id: 'errors', MetricStat: stat('errors'), ReturnData: false }, { Id: 'all', MetricStat: stat('orders'), ReturnData: false },
      { Id: 'e', Expression: '100 * errors / all', Label: 'percent' },
    ],
  })
  await put(watch, 10)
  await put(watch, 2, { MetricName: 'errors' })
  await cloud.clock.advance(0)
  assert.equal(await stateOf(watch, 'rate'), 'OK')
  await put(watch, 7, { MetricName: 'errors' })
  await cloud.clock.advance(0)
  assert.equal(await stateOf(watch, 'rate'), 'ALARM')
  const { fired } = await cloud.clock.advance('30d')
  assert.ok(fired < 20, `an idle month fires few timers: ${fired}`)
})

test('an alarm on a band rings outside of what the weeks before lead to expect', async t => {
  const { watch, cloud } = await freshAccount(t)
  for (let hour = 1; hour <= 72; hour += 1) {
    await put(watch, 100 + hour % 2, { Timestamp: new Date(Date.parse('2027-01-01T00:00:00Z') - hour * 3_600_000) })
  }
  await watch.putMetricAlarm({
    AlarmName: 'odd', EvaluationPeriods: 1, ComparisonOperator: 'LessThanLowerOrGreaterThanUpperThreshold', ThresholdMetricId: 'band',
    Metrics: [
      { Id: 'm1', MetricStat: { Metric: { Namespace: 'shop', MetricName: 'orders' }, Period: 60, Stat: 'Average' } },
      { Id: 'band', Expression: 'ANOMALY_DETECTION_BAND(m1, 2)' },
    ],
  })
  const { AnomalyDetectors: detectors } = await watch.describeAnomalyDetectors({})
  assert.deepEqual(detectors!.map(({ MetricName, Stat, StateValue }) => [MetricName, Stat, StateValue]), [['orders', 'Average', 'TRAINED']])
  await put(watch, 100)
  await cloud.clock.advance(0)
  assert.equal(await stateOf(watch, 'odd'), 'OK')
  await cloud.clock.advance('2m')
  await put(watch, 130)
  await cloud.clock.advance(0)
  assert.equal(await stateOf(watch, 'odd'), 'ALARM')
})

test('an alarm on a query with groups tells who is in alarm', async t => {
  const { watch, cloud } = await freshAccount(t)
  await watch.putMetricAlarm({
    AlarmName: 'shops', EvaluationPeriods: 1, Threshold: 5, ComparisonOperator: 'GreaterThanThreshold',
    Metrics: [{ Id: 'q', Period: 60, Expression: 'SELECT MAX(orders) FROM shop GROUP BY city ORDER BY MAX() DESC' }],
  })
  for (const [city, value] of [['north', 9], ['south', 1]] as const) {
    await put(watch, value, { Dimensions: [{ Name: 'city', Value: city }] })
  }
  await cloud.clock.advance(0)
  assert.equal(await stateOf(watch, 'shops'), 'ALARM')
  const { AlarmContributors: found } = await watch.describeAlarmContributors({ AlarmName: 'shops' })
  assert.deepEqual(found!.map(({ ContributorAttributes }) => ContributorAttributes), [{ city: 'north' }])
})
