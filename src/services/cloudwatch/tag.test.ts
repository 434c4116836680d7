// Tags of alarms, mute rules and dashboards.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

test('everything that has an ARN can be tagged', async t => {
  const { watch } = await freshAccount(t)
  await watch.putDashboard({ DashboardName: 'd', DashboardBody: '{"widgets":[]}' })
  await watch.putCompositeAlarm({ AlarmName: 'a:b', AlarmRule: 'TRUE', Tags: [{ Key: 'x', Value: '1' }] })
  await watch.putAlarmMuteRule({ Name: 'm', Rule: { Schedule: { Expression: 'cron(0 2 * * *)', Duration: 'PT2H' } } })
  const place = 'arn:aws:cloudwatch:us-east-1:111122223333'
  for (const arn of [`${place}:alarm:a:b`, `${place}:alarm-mute-rule:m`, 'arn:aws:cloudwatch::111122223333:dashboard/d']) {
    await watch.tagResource({ ResourceARN: arn, Tags: [{ Key: 'k', Value: 'v' }, { Key: 'x', Value: '2' }] })
    await watch.untagResource({ ResourceARN: arn, TagKeys: ['x'] })
    assert.deepEqual((await watch.listTagsForResource({ ResourceARN: arn })).Tags, [{ Key: 'k', Value: 'v' }], arn)
  }
  await refused(watch.listTagsForResource({ ResourceARN: `${place}:alarm:none` }), 'ResourceNotFoundException')
})
