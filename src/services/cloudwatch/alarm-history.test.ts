// The history of alarms: in pages, of removed ones too, and gone after 30 days.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

const asked = {
  AlarmName: 'a', Namespace: 'shop', MetricName: 'orders', Statistic: 'Sum' as const, Period: 60, EvaluationPeriods: 1, Threshold: 10,
  ComparisonOperator: 'GreaterThanThreshold' as const,
}

test('history in pages, newest first or last', async t => {
  const { watch, cloud } = await freshAccount(t)
  await watch.putMetricAlarm(asked)
  await watch.setAlarmState({ AlarmName: 'a', StateValue: 'OK', StateReason: 'x', StateReasonData: '{"by":"hand"}' })
  await watch.deleteAlarms({ AlarmNames: ['a'] })
  const ask = async (input: object) => {
    const { AlarmHistoryItems: items = [], NextToken: token } = await watch.describeAlarmHistory({ AlarmName: 'a', ...input })
    return { found: items.map(({ HistorySummary }) => HistorySummary), items, token }
  }
  const all = ['Alarm "a" created', 'Alarm updated from INSUFFICIENT_DATA to OK', 'Alarm "a" deleted']
  assert.deepEqual((await ask({ ScanBy: 'TimestampAscending' })).found, all)
  const first = await ask({ MaxRecords: 2 })
  assert.deepEqual([first.found, (await ask({ MaxRecords: 2, NextToken: first.token })).found], [all.toReversed().slice(0, 2), [all[0]]])
  const [{ HistoryData: data } = {}] = (await ask({ HistoryItemType: 'StateUpdate' })).items
  assert.deepEqual((JSON.parse(data!) as { newState: object }).newState,
    { stateValue: 'OK', stateReason: 'x', stateReasonData: { by: 'hand' } })
  await refused(watch.describeAlarmHistory({ NextToken: 'x' }), 'InvalidNextToken')
  await cloud.clock.advance('31d')
  assert.deepEqual((await ask({})).found, [])
})
