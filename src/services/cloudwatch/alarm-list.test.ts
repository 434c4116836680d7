// Alarms described: both kinds, in pages, and by family.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

const asked = {
  Namespace: 'shop', MetricName: 'orders', Statistic: 'Sum' as const, Period: 60, EvaluationPeriods: 1, Threshold: 10,
  ComparisonOperator: 'GreaterThanThreshold' as const,
}

test('pages over both kinds', async t => {
  const { watch } = await freshAccount(t)
  for (const AlarmName of ['a', 'b', 'd']) await watch.putMetricAlarm({ ...asked, AlarmName,
    AlarmActions: [`arn:aws:sns:us-east-1:1:${AlarmName}`] })
  await watch.putCompositeAlarm({ AlarmName: 'c', AlarmRule: 'ALARM(a) OR ALARM(b)' })
  const names = async (input: object) => {
    const { MetricAlarms: plain = [], CompositeAlarms: composite = [], NextToken: token } = await watch.describeAlarms(input)
    return { names: [...plain, ...composite].map(({ AlarmName }) => AlarmName), token }
  }
  assert.deepEqual((await names({})).names, ['a', 'b', 'd'])
  const both = { AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] as const, MaxRecords: 3 }
  const first = await names(both)
  assert.deepEqual([first.names, (await names({ ...both, NextToken: first.token })).names], [['a', 'b', 'c'], ['d']])
  assert.deepEqual((await names({ ActionPrefix: 'arn:aws:sns:us-east-1:1:b' })).names, ['b'])
  assert.deepEqual((await names({ StateValue: 'ALARM' })).names, [])
  assert.deepEqual([(await names({ ChildrenOfAlarmName: 'c' })).names, (await names({ ParentsOfAlarmName: 'b' })).names],
    [['a', 'b'], ['c']])
  await refused(watch.describeAlarms({ ChildrenOfAlarmName: 'c', StateValue: 'OK' }), 'ValidationException', /NextToken only/)
  await refused(watch.describeAlarms({ AlarmNames: ['a'], AlarmNamePrefix: 'a' }), 'ValidationException')
  await refused(watch.describeAlarms({ NextToken: 'x' }), 'InvalidNextToken')
})

test('an alarm without groups has no contributors', async t => {
  const { watch } = await freshAccount(t)
  await watch.putMetricAlarm({ ...asked, AlarmName: 'a' })
  assert.deepEqual((await watch.describeAlarmContributors({ AlarmName: 'a' })).AlarmContributors, [])
  await refused(watch.describeAlarmContributors({ AlarmName: 'x' }), 'ResourceNotFoundException')
})
