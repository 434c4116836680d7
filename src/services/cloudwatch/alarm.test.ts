// Alarms made, described, silenced, removed, refused.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

const asked = {
  AlarmName: 'a', Namespace: 'shop', MetricName: 'orders', Statistic: 'Sum' as const, Period: 60, EvaluationPeriods: 2, Threshold: 10,
  ComparisonOperator: 'LessThanThreshold' as const, Tags: [{ Key: 'k', Value: 'v' }],
}

test('an alarm by its name, its metric and its tags', async t => {
  const { watch } = await freshAccount(t)
  await watch.putMetricAlarm(asked)
  const { MetricAlarms: [alarm] = [] } = await watch.describeAlarmsForMetric({ Namespace: 'shop', MetricName: 'orders' })
  assert.deepEqual([alarm!.AlarmArn, alarm!.StateValue, alarm!.ActionsEnabled],
    ['arn:aws:cloudwatch:us-east-1:111122223333:alarm:a', 'INSUFFICIENT_DATA', true])
  assert.deepEqual((await watch.listTagsForResource({ ResourceARN: alarm!.AlarmArn! })).Tags, asked.Tags)
  await watch.disableAlarmActions({ AlarmNames: ['a'] })
  assert.equal((await watch.describeAlarms({})).MetricAlarms![0]!.ActionsEnabled, false)
  await watch.enableAlarmActions({ AlarmNames: ['a'] })
  await watch.deleteAlarms({ AlarmNames: ['a'] })
  assert.deepEqual((await watch.describeAlarms({})).MetricAlarms, [])
  await refused(watch.setAlarmState({ AlarmName: 'a', StateValue: 'OK', StateReason: 'x' }), 'ResourceNotFound')
})

test('an alarm that a composite alarm asks stays, and composite ones go one at a time', async t => {
  const { watch } = await freshAccount(t)
  await watch.putMetricAlarm(asked)
  await watch.putCompositeAlarm({ AlarmName: 'c', AlarmRule: 'ALARM(a)' })
  await refused(watch.deleteAlarms({ AlarmNames: ['a'] }), 'ValidationException', /depending on it: \[c\]/)
  await refused(watch.deleteAlarms({ AlarmNames: ['a', 'c'] }), 'ValidationException', /one at a time/)
  await watch.deleteAlarms({ AlarmNames: ['c'] })
  await watch.deleteAlarms({ AlarmNames: ['a', 'none'] })
})
