// What alarms can watch, and what is refused with AWS's texts where it documents any.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'
import { comparisons } from './metric-alarm.ts'

const asked = {
  AlarmName: 'a', Namespace: 'shop', MetricName: 'orders', Statistic: 'Sum' as const, Period: 60, EvaluationPeriods: 2, Threshold: 10,
  ComparisonOperator: 'LessThanThreshold' as const,
}
const stat = { Metric: { Namespace: 'shop', MetricName: 'orders' }, Period: 60, Stat: 'Sum' }
const onMath = { AlarmName: 'a', EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: 'GreaterThanThreshold' as const }

const rows: readonly (readonly [name: string, input: object, text: RegExp])[] = [
  ['two statistics', { ...asked, ExtendedStatistic: 'p99' }, /Exactly one of Statistic/],
  ['more points than periods', { ...asked, DatapointsToAlarm: 3 }, /DatapointsToAlarm/],
  ['more than a day', { ...asked, EvaluationPeriods: 1441 }, /more than a day/],
  ['a band that is none', { ...asked, ComparisonOperator: 'LessThanLowerThreshold' }, /band/],
  ['no element returned', { ...onMath, Metrics: [{ Id: 'm', MetricStat: stat, ReturnData: false }] },
    /^Exactly one element of the metrics list/],
  ['a search', { ...onMath, Metrics: [{ Id: 'e', Expression: 'SUM(SEARCH(\'a\', \'Sum\', 60))' }] },
    /SEARCH is not supported on Metric Alarms/],
  ['many series', { ...onMath, Metrics: [{ Id: 'e', Expression: 'METRICS()' }, { Id: 'm', MetricStat: stat, ReturnData: false }] },
    /return multi time series are only allowed/],
  ['groups without an order', { ...onMath, Metrics: [{ Id: 'q', Period: 60, Expression: 'SELECT SUM(a) FROM b GROUP BY c' }] },
    /multi time/],
  ['an expression that is none', { ...onMath, Metrics: [{ Id: 'e', Expression: 'm +' }] }, /^Error in expression 'e'/],
  ['math and a metric', { ...onMath, Namespace: 'shop', Metrics: [{ Id: 'm', MetricStat: stat }] }, /Namespace cannot be specified/],
  ['one element for a band', { ...onMath, Threshold: undefined, ThresholdMetricId: 'b', ComparisonOperator: 'GreaterThanUpperThreshold',
    Metrics: [{ Id: 'm', MetricStat: stat, ReturnData: false }, { Id: 'b', Expression: 'ANOMALY_DETECTION_BAND(m)' }] },
      /^Exactly two elements/],
  ['PromQL', { ...onMath, EvaluationCriteria: { PromQLCriteria: { Query: 'up' } } }, /EvaluationCriteria is not modelled/],
]
for (const [name, input, text] of rows) {
  test(`${name} is refused`, async t => {
    const { watch } = await freshAccount(t)
    await refused(watch.putMetricAlarm(input as typeof asked), 'ValidationException', text)
  })
}

test('a changed alarm keeps its state and not the name of a composite one', async t => {
  const { watch } = await freshAccount(t)
  await watch.putMetricAlarm(asked)
  await watch.setAlarmState({ AlarmName: 'a', StateValue: 'ALARM', StateReason: 'a drill' })
  await watch.putMetricAlarm({ ...asked, Threshold: 20 })
  const { MetricAlarms: [alarm] = [] } = await watch.describeAlarms({})
  assert.deepEqual([alarm!.StateValue, alarm!.Threshold], ['ALARM', 20])
  await watch.putCompositeAlarm({ AlarmName: 'c', AlarmRule: 'ALARM(a)' })
  await refused(watch.putMetricAlarm({ ...asked, AlarmName: 'c' }), 'ValidationException', /composite/)
})

test('comparisons', () => {
  const found = [...comparisons].filter(([, { breaches }]) => breaches(5, 5, 7)).map(([name]) => name)
  assert.deepEqual(found, ['GreaterThanOrEqualToThreshold', 'LessThanOrEqualToThreshold'])
})
