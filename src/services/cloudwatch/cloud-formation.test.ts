// Alarms under Cloud Control.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudControl } from '@aws-sdk/client-cloudcontrol'
import { freshAccount } from './account.fixture.ts'

test('an alarm is made, read and removed', async t => {
  const { cloud, watch } = await freshAccount(t)
  const control = new CloudControl({ ...cloud.client({ accessKeyId: '111122223333' }), maxAttempts: 1 })
  const TypeName = 'AWS::CloudWatch::Alarm'
  await control.createResource({ TypeName, DesiredState: JSON.stringify({
    AlarmName: 'a', Namespace: 'shop', MetricName: 'orders', Statistic: 'Sum', Period: 60, EvaluationPeriods: 1, Threshold: 1,
    ComparisonOperator: 'GreaterThanThreshold',
  }) })
  await cloud.clock.advance('1m')
  const { ResourceDescription: described } = await control.getResource({ TypeName, Identifier: 'a' })
  assert.equal((JSON.parse(described!.Properties!) as { Threshold: number }).Threshold, 1)
  await control.deleteResource({ TypeName, Identifier: 'a' })
  await cloud.clock.advance('1m')
  assert.deepEqual((await watch.describeAlarms({})).MetricAlarms, [])
})
