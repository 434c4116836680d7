// CloudWatch as every client asks for it: metrics and their statistics, math over them, alarms on alarms, dashboards and images.

import assert from 'node:assert/strict'
import { bytesOf, momentOf } from './client.ts'
import { refused } from './scenario.ts'
import type { Scenario, Stage } from './scenario.ts'

/** The hour before now and the one after it. */
async function around(stage: Stage): Promise<{ readonly StartTime: Date, readonly EndTime: Date }> {
  const now = await stage.cloud.now()
  return { StartTime: new Date(now - 3_600_000), EndTime: new Date(now + 3_600_000) }
}

function orders(Stat: string) {
  return { Metric: { Namespace: 'till', MetricName: 'orders', Dimensions: [{ Name: 'shop', Value: 'north' }] }, Period: 3600, Stat }
}

export const metricScenarios: readonly Scenario[] = [
  {
    title: 'metrics have statistics, and math over them',
    async play(stage) {
      const datum = { MetricName: 'orders', Dimensions: [{ Name: 'shop', Value: 'north' }] }
      await stage.call('cloudwatch', 'PutMetricData', { Namespace: 'till', MetricData: [
        { ...datum, Values: [1, 2, 3], Counts: [1, 1, 2], Unit: 'Count' },
          { ...datum, StatisticValues: { SampleCount: 2, Sum: 6, Minimum: 2, Maximum: 4 },
          Unit: 'Count' },
      ] })
      const range = await around(stage)
      const { Label: label, Datapoints: [point] = [] } = await stage.call('cloudwatch', 'GetMetricStatistics', {
        Namespace: 'till', MetricName: 'orders', Dimensions: datum.Dimensions, ...range, Period: 3600,
          Statistics: ['Sum', 'SampleCount', 'Maximum'],
      })
      assert.deepEqual([label, point!.Sum, point!.SampleCount, point!.Maximum, point!.Unit], ['orders', 15, 6, 4, 'Count'])
      assert.equal(momentOf(point!.Timestamp) % 3_600_000, 0)
      const { Metrics: metrics } = await stage.call('cloudwatch', 'ListMetrics', { Namespace: 'till' })
      assert.deepEqual(metrics, [{ Namespace: 'till', ...datum }])
      const { MetricDataResults: results } = await stage.call('cloudwatch', 'GetMetricData', { ...range, MetricDataQueries: [
        { Id: 'm', MetricStat: orders('Sum'), ReturnData: false }, { Id: 'e', Expression: 'm / 3 + 0.5', Label: 'share' },
        { Id: 's', Expression: 'SUM(SEARCH(\'{till,shop} MetricName="orders"\', \'Maximum\', 3600))' },
      ] })
      assert.deepEqual(results!.map(({ Id, Label, Values, StatusCode }) => [Id, Label, Values, StatusCode]),
        [['e', 'share', [5.5], 'Complete'], ['s', 's', [4], 'Complete']])
      await refused(stage.call('cloudwatch', 'GetMetricData', { ...range, MetricDataQueries: [{ Id: 'e', Expression: 'm +' }] }),
        { code: 'ValidationError', shape: 'ValidationException', message: /Error in expression 'e'/ })
    },
  },
  {
    title: 'a composite alarm follows the alarms that it asks',
    async play(stage) {
      const alarm = { EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: 'GreaterThanThreshold' as const }
      await stage.call('cloudwatch', 'PutMetricAlarm', {
        ...alarm, AlarmName: 'double',
          Metrics: [{ Id: 'm', MetricStat: { ...orders('Sum'), Period: 60 }, ReturnData: false }, { Id: 'e', Expression: 'm * 2' }],
      })
      await stage.call('cloudwatch', 'PutCompositeAlarm', {
        AlarmName: 'both', AlarmRule: 'ALARM(double) AND NOT OK("double")', Tags: [{ Key: 'team', Value: 'till' }],
      })
      await stage.cloud.advance('1s')
      await stage.call('cloudwatch', 'SetAlarmState', { AlarmName: 'double', StateValue: 'ALARM', StateReason: 'a drill' })
      await stage.cloud.advance('1s')
      const { CompositeAlarms: [both] = [], MetricAlarms: plain = [] } = await stage.call('cloudwatch', 'DescribeAlarms',
        { AlarmTypes: ['CompositeAlarm'] })
      assert.deepEqual([both!.StateValue, both!.AlarmRule, plain], ['ALARM', 'ALARM(double) AND NOT OK("double")', []])
      assert.deepEqual((await stage.call('cloudwatch', 'ListTagsForResource', { ResourceARN: both!.AlarmArn! })).Tags,
        [{ Key: 'team', Value: 'till' }])
      const { AlarmHistoryItems: items } = await stage.call('cloudwatch', 'DescribeAlarmHistory',
        { AlarmName: 'both', HistoryItemType: 'StateUpdate' })
      assert.equal(items![0]!.HistorySummary, 'Alarm updated from OK to ALARM')
      await refused(stage.call('cloudwatch', 'PutCompositeAlarm', { AlarmName: 'x', AlarmRule: 'ALARM(none)' }),
        { code: 'ValidationError', shape: 'ValidationException', message: /\[none\] in the alarm rule do not exist/ })
      await stage.call('cloudwatch', 'DeleteAlarms', { AlarmNames: ['both'] })
      await stage.call('cloudwatch', 'DeleteAlarms', { AlarmNames: ['double'] })
    },
  },
  {
    title: 'a dashboard is kept, and a graph of it drawn',
    async play(stage) {
      const properties = { metrics: [['till', 'orders', 'shop', 'north']], width: 200, height: 100, title: 'Orders', region: 'us-east-1' }
      const body = JSON.stringify({ widgets: [{ type: 'metric', x: 0, y: 0, width: 6, height: 6, properties }] })
      const { DashboardValidationMessages: messages = [] } = await stage.call('cloudwatch', 'PutDashboard',
        { DashboardName: 'till', DashboardBody: body })
      assert.deepEqual(messages, [])
      assert.equal((await stage.call('cloudwatch', 'GetDashboard', { DashboardName: 'till' })).DashboardBody, body)
      const { MetricWidgetImage: image } = await stage.call('cloudwatch', 'GetMetricWidgetImage',
        { MetricWidget: JSON.stringify(properties) })
      const png = bytesOf(image)
      assert.deepEqual([png.subarray(1, 4).toString(), png.readUInt32BE(16), png.readUInt32BE(20)], ['PNG', 200, 100])
      await stage.call('cloudwatch', 'DeleteDashboards', { DashboardNames: ['till'] })
    },
  },
]
