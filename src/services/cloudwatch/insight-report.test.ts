// Reports: who contributes most, by periods, out of events that came while the rule was enabled.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs'
import { freshAccount, refused } from './account.fixture.ts'

const definition = (more: object = {}) => JSON.stringify({
  Schema: { Name: 'CloudWatchLogRule', Version: 1 }, LogGroupNames: ['shop-*'], LogFormat: 'JSON', AggregateOn: 'Sum',
  Contribution: { Keys: ['$.ip'], ValueOf: '$.bytes', Filters: [{ Match: '$.kind', In: ['get'] }] }, ...more,
})
const range = { StartTime: new Date('2027-01-01T00:00:00Z'), EndTime: new Date('2027-01-01T01:00:00Z'), Period: 600 }

test('contributors by what they sum up to', async t => {
  const { watch, cloud } = await freshAccount(t)
  const logs = new CloudWatchLogs(cloud.client({ accessKeyId: '111122223333' }))
  for (const logGroupName of ['shop-a', 'shop-b', 'other']) {
    await logs.createLogGroup({ logGroupName })
    await logs.createLogStream({ logGroupName, logStreamName: 's' })
  }
  const put = (logGroupName: string, ip: string, bytes: number, kind = 'get') => logs.putLogEvents({ logGroupName, logStreamName: 's',
    logEvents: [{ timestamp: cloud.clock.now(), message: JSON.stringify({ ip, bytes, kind }) }] })
  await put('shop-a', 'early', 1000)
  await cloud.clock.advance('1s')
  await watch.putInsightRule({ RuleName: 'r', RuleDefinition: definition() })
  await put('shop-a', 'a', 5)
  await put('shop-b', 'b', 7)
  await put('shop-b', 'b', 1000, 'put')
  await put('other', 'a', 1000)
  await cloud.clock.advance('10m')
  await put('shop-a', 'a', 20)
  await cloud.clock.advance('1s')
  await watch.disableInsightRules({ RuleNames: ['r'] })
  await put('shop-a', 'a', 1000)
  await cloud.clock.advance('1s')
  await watch.enableInsightRules({ RuleNames: ['r'] })
  await put('shop-a', 'b', 1)
  const report = await watch.getInsightRuleReport({ RuleName: 'r', ...range,
    Metrics: ['UniqueContributors', 'MaxContributorValue', 'Average'] })
  const at = (minutes: number) => new Date(range.StartTime.getTime() + minutes * 60_000)
  const { $metadata: _, ...shown } = report
  assert.deepEqual(shown, {
    KeyLabels: ['$.ip'], AggregationStatistic: 'Sum', AggregateValue: 33, ApproximateUniqueCount: 2,
    Contributors: [
      { Keys: ['a'], ApproximateAggregateValue: 25, Datapoints: [{ Timestamp: at(0), ApproximateValue: 5 },
        { Timestamp: at(10), ApproximateValue: 20 }] },
      { Keys: ['b'], ApproximateAggregateValue: 8, Datapoints: [{ Timestamp: at(0), ApproximateValue: 7 },
        { Timestamp: at(10), ApproximateValue: 1 }] },
    ],
    MetricDatapoints: [
      { Timestamp: at(0), UniqueContributors: 2, MaxContributorValue: 7, Average: 6 },
      { Timestamp: at(10), UniqueContributors: 2, MaxContributorValue: 20, Average: 10.5 },
    ],
  })
  const first = await watch.getInsightRuleReport({ RuleName: 'r', ...range, MaxContributorCount: 1, OrderBy: 'Maximum' })
  assert.deepEqual([first.Contributors!.map(({ Keys }) => Keys), first.MetricDatapoints], [[['a']], []])
  await cloud.clock.advance('1s')
  await watch.putInsightRule({ RuleName: 'r', RuleDefinition: definition({ AggregateOn: 'Count', Contribution: { Keys: ['$.ip'] } }) })
  assert.equal((await watch.getInsightRuleReport({ RuleName: 'r', ...range })).ApproximateUniqueCount, 0, 'a new definition begins anew')
})

test('what is no report', async t => {
  const { watch } = await freshAccount(t)
  await refused(watch.getInsightRuleReport({ RuleName: 'r', ...range }), 'ResourceNotFoundException')
  await watch.putInsightRule({ RuleName: 'r', RuleDefinition: definition() })
  const cases: readonly (readonly [object, RegExp])[] = [[{ Period: 90 }, /Period/], [{ MaxContributorCount: 101 }, /MaxContributorCount/],
    [{ EndTime: range.StartTime }, /StartTime/], [{ OrderBy: 'Average' }, /OrderBy/], [{ Metrics: ['Median'] }, /Median/]]
  for (const [change, text] of cases) {
    await refused(watch.getInsightRuleReport({ RuleName: 'r', ...range, ...change }), 'InvalidParameterValueException', text)
  }
})
