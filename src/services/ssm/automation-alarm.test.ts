// An alarm stops what runs.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudWatch } from '@aws-sdk/client-cloudwatch'
import { account, execution, freshAccount, runbook, statuses } from './account.fixture.ts'

test('an execution goes on until its alarm rings', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const cloudwatch = new CloudWatch(cloud.client({ accessKeyId: account }))
  await cloudwatch.putMetricAlarm({ AlarmName: 'errors', MetricName: 'Errors', Namespace: 'App', Statistic: 'Sum', Period: 60,
    EvaluationPeriods: 1,
    Threshold: 1, ComparisonOperator: 'GreaterThanThreshold', TreatMissingData: 'ignore' })
  await runbook(ssm, 'book', [{ name: 'rest', action: 'aws:sleep', inputs: { Duration: 'PT1H' } }])
  const { AutomationExecutionId: id } = await ssm.startAutomationExecution({ DocumentName: 'book',
    AlarmConfiguration: { Alarms: [{ Name: 'errors' }] } })
  await cloud.clock.advance('10m')
  assert.equal((await execution(ssm, id!)).AutomationExecutionStatus, 'InProgress')
  await cloudwatch.setAlarmState({ AlarmName: 'errors', StateValue: 'ALARM', StateReason: 'a test' })
  await cloud.clock.advance('90s')
  const ended = await execution(ssm, id!)
  assert.deepEqual([ended.AutomationExecutionStatus, statuses(ended), ended.TriggeredAlarms], ['Cancelled', ['rest Cancelled'],
    [{ Name: 'errors', State: 'ALARM' }]])
})
