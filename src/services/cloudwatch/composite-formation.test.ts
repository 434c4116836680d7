// Alarms on alarms under Cloud Control; those on metrics are no business of theirs.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudControl } from '@aws-sdk/client-cloudcontrol'
import { freshAccount } from './account.fixture.ts'

test('a composite alarm is made, changed, listed and removed', async t => {
  const { cloud, watch } = await freshAccount(t)
  const control = new CloudControl({ ...cloud.client({ accessKeyId: '111122223333' }), maxAttempts: 1 })
  const TypeName = 'AWS::CloudWatch::CompositeAlarm'
  await watch.putMetricAlarm({ AlarmName: 'a', Namespace: 'shop', MetricName: 'orders', Statistic: 'Sum', Period: 60, EvaluationPeriods: 1,
    Threshold: 1, ComparisonOperator: 'GreaterThanThreshold' })
  const state = { AlarmName: 'c', AlarmRule: 'ALARM("a")', AlarmDescription: 'both' }
  await control.createResource({ TypeName, DesiredState: JSON.stringify(state) })
  await cloud.clock.advance('1m')
  const read = async () => JSON.parse((await control.getResource({ TypeName, Identifier: 'c' })).ResourceDescription!.Properties!) as
    Record<string, unknown>
  const { AlarmRule, AlarmDescription, Arn } = await read()
  assert.deepEqual([AlarmRule, AlarmDescription, Arn], ['ALARM("a")', 'both', 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:c'])
  const PatchDocument = JSON.stringify([{ op: 'replace', path: '/AlarmRule', value: 'NOT ALARM("a")' }])
  await control.updateResource({ TypeName, Identifier: 'c', PatchDocument })
  await cloud.clock.advance('1m')
  assert.equal((await read()).AlarmRule, 'NOT ALARM("a")')
  const listed = async () => (await control.listResources({ TypeName })).ResourceDescriptions!.map(({ Identifier }) => Identifier)
  assert.deepEqual(await listed(), ['c'])
  await control.deleteResource({ TypeName, Identifier: 'c' })
  await cloud.clock.advance('1m')
  assert.deepEqual([await listed(), (await watch.describeAlarms({})).MetricAlarms!.length], [[], 1])
})
