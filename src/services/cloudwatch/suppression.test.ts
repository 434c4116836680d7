// Suppressed actions, minute by minute. Source: "Suppressing composite alarm actions", CloudWatch User Guide.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { SNS } from '@aws-sdk/client-sns'
import { freshAccount } from './account.fixture.ts'

const asked = {
  Namespace: 'shop', MetricName: 'orders', Statistic: 'Sum' as const, Period: 60, EvaluationPeriods: 1, Threshold: 10,
  ComparisonOperator: 'GreaterThanThreshold' as const,
}

/** `c+` puts what the composite alarm asks into ALARM, `s-` its suppressor into OK, `30` lets seconds pass. @returns what was done */
async function actionsAfter(t: TestContext, steps: string): Promise<readonly [number, string | undefined]> {
  const { watch, cloud } = await freshAccount(t)
  const { TopicArn: topic } = await new SNS(cloud.client({ accessKeyId: '111122223333' })).createTopic({ Name: 't' })
  for (const AlarmName of ['c', 's']) {
    await watch.putMetricAlarm({ ...asked, AlarmName })
    await watch.setAlarmState({ AlarmName, StateValue: 'OK', StateReason: 'begin' })
  }
  await watch.putCompositeAlarm({
    AlarmName: 'all', AlarmRule: 'ALARM(c)', AlarmActions: [topic!], OKActions: [topic!], ActionsSuppressor: 's',
    ActionsSuppressorWaitPeriod: 60, ActionsSuppressorExtensionPeriod: 120,
  })
  await cloud.clock.advance('1s')
  const { AlarmHistoryItems: before = [] } = await watch.describeAlarmHistory({ AlarmName: 'all', HistoryItemType: 'Action' })
  for (const step of steps.split(' ')) {
    if (/\d/.test(step)) await cloud.clock.advance(`${step}s`)
    else await watch.setAlarmState({ AlarmName: step[0]!, StateValue: step[1] === '+' ? 'ALARM' : 'OK', StateReason: 'a drill' })
    await cloud.clock.advance(0)
  }
  const { AlarmHistoryItems: items = [] } = await watch.describeAlarmHistory({ AlarmName: 'all', HistoryItemType: 'Action' })
  const { CompositeAlarms: [alarm] = [] } = await watch.describeAlarms({ AlarmNames: ['all'], AlarmTypes: ['CompositeAlarm'] })
  return [items.length - before.length, alarm!.ActionsSuppressedBy]
}

const rows: readonly (readonly [steps: string, actions: number, by: string | undefined])[] = [
  ['c+', 0, 'WaitPeriod'], ['c+ 61', 1, undefined], ['c+ 30 s+', 0, 'Alarm'], ['c+ 30 s+ 600', 0, 'Alarm'], ['c+ 30 c-', 0, undefined],
  ['c+ 30 c- 600', 0, undefined], ['s+ c+ s-', 0, 'ExtensionPeriod'], ['s+ c+ s- 119', 0, 'ExtensionPeriod'],
    ['s+ c+ s- 121', 1, undefined],
  ['s+ c+ c- s- 121', 0, undefined], ['s+ c+ s- 60 c- 61', 0, undefined], ['s+ c+ s- 60 s+ 600', 0, 'Alarm'], ['c+ 61 s+', 1, undefined],
  ['c+ 61 c-', 2, undefined], ['c+ 61 s+ c-', 1, 'Alarm'],
]
for (const [steps, actions, by] of rows) test(steps, async t => { assert.deepEqual(await actionsAfter(t, steps), [actions, by]) })
