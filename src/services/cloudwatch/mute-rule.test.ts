// Mute rules: windows on the clock, what they hold back, and what cannot be one.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

const asked = {
  AlarmName: 'a', Namespace: 'shop', MetricName: 'orders', Statistic: 'Sum' as const, Period: 60, EvaluationPeriods: 1, Threshold: 10,
  ComparisonOperator: 'GreaterThanThreshold' as const, AlarmActions: ['arn:aws:automate:us-east-1:ec2:recover'],
}
const daily = { Name: 'night', Rule: { Schedule: { Expression: 'cron(0 2 * * *)', Duration: 'PT2H' } }, MuteTargets: { AlarmNames: ['a'] } }

test('actions within a window wait for its end', async t => {
  const { watch, cloud } = await freshAccount(t)
  await watch.putMetricAlarm(asked)
  await watch.putAlarmMuteRule(daily)
  const status = async () => (await watch.getAlarmMuteRule({ AlarmMuteRuleName: 'night' })).Status
  const done = async () => {
    const { AlarmHistoryItems: items } = await watch.describeAlarmHistory({ AlarmName: 'a', HistoryItemType: 'Action' })
    return items!.map(({ HistorySummary }) => HistorySummary!.replace(/.*(muted|Failed).*/, '$1'))
  }
  assert.equal(await status(), 'SCHEDULED')
  await cloud.clock.set('2027-01-01T03:00:00Z')
  assert.equal(await status(), 'ACTIVE')
  await watch.setAlarmState({ AlarmName: 'a', StateValue: 'ALARM', StateReason: 'a drill' })
  await cloud.clock.advance('30m')
  assert.deepEqual(await done(), ['muted'])
  await cloud.clock.advance('1h')
  assert.deepEqual([await status(), await done()], ['SCHEDULED', ['Failed', 'muted']])
})

test('rules are listed by their alarms and status, and removed', async t => {
  const { watch, cloud } = await freshAccount(t)
  await watch.putAlarmMuteRule({ ...daily, ExpireDate: new Date('2027-01-03T00:00:00Z') })
  await watch.putAlarmMuteRule({ ...daily, Name: 'once', Rule: { Schedule: { Expression: 'at(2027-01-01T00:30)', Duration: 'P1D' } } })
  const names = async (input: object) =>
    (await watch.listAlarmMuteRules(input)).AlarmMuteRuleSummaries!.map(({ MuteType }) => MuteType)
  assert.deepEqual([await names({ AlarmName: 'a' }), await names({ AlarmName: 'b' }), await names({ Statuses: ['ACTIVE'] })],
    [['RECURRING', 'ONE_TIME'], [], []])
  await cloud.clock.advance('1h')
  assert.deepEqual(await names({ Statuses: ['ACTIVE'] }), ['ONE_TIME'])
  await cloud.clock.advance('5d')
  assert.deepEqual(await names({ Statuses: ['EXPIRED'] }), ['RECURRING', 'ONE_TIME'])
  await watch.deleteAlarmMuteRule({ AlarmMuteRuleName: 'once' })
  await refused(watch.getAlarmMuteRule({ AlarmMuteRuleName: 'once' }), 'ResourceNotFoundException')
})

test('days of the week', async t => {
  const { watch, cloud } = await freshAccount(t)
  await watch.putAlarmMuteRule({ ...daily,
    Rule: { Schedule: { Expression: 'cron(0 18 * * FRI)', Duration: 'P2DT12H', Timezone: 'Europe/Berlin' } } })
  await watch.putAlarmMuteRule({ ...daily, Name: 'b', Rule: { Schedule: { Expression: 'cron(0 17 * * 5)', Duration: 'PT1M' } } })
  await cloud.clock.set('2027-01-01T17:00:30Z')
  const { AlarmMuteRuleSummaries: found } = await watch.listAlarmMuteRules({ Statuses: ['ACTIVE'] })
  assert.equal(found!.length, 2)
})

const problems: readonly (readonly [schedule: object, text: RegExp])[] = [
  [{ Expression: 'rate(1 day)', Duration: 'PT1H' }, /schedule/], [{ Expression: 'cron(0 2 * * ? *)', Duration: 'PT1H' }, /schedule/],
  [{ Expression: 'cron(0 2 * * *)', Duration: 'PT1H', Timezone: 'Moon/Sea' }, /Moon/],
    [{ Expression: 'cron(0 2 * * *)', Duration: '1h' }, /8601/],
  [{ Expression: 'cron(0 2 * * *)', Duration: 'P16D' }, /P15D/],
]
for (const [schedule, text] of problems) {
  test(`${JSON.stringify(schedule)} is refused`, async t => {
    const { watch } = await freshAccount(t)
    await refused(watch.putAlarmMuteRule({ ...daily, Rule: { Schedule: schedule as { Expression: string, Duration: string } } }),
      'ValidationException', text)
  })
}
