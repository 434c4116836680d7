// What alarms set off, by real calls; what cannot be done is told in their history.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount } from './account.fixture.ts'

const rows: readonly (readonly [action: string, outcome: RegExp])[] = [
  ['arn:aws:sns:us-east-1:111122223333:none', /Topic does not exist/],
  ['arn:aws:swf:us-east-1:111122223333:action/actions/AWS_EC2.InstanceId.Stop/1.0', /i-0123456789abcdef0/],
  ['arn:aws:automate:us-east-1:ec2:terminate', /i-0123456789abcdef0/], ['arn:aws:automate:us-east-1:ec2:recover', /no hardware to leave/],
  ['arn:aws:autoscaling:us-east-1:111122223333:scalingPolicy:x:autoScalingGroupName/g:policyName/p', /Failed to execute/],
  ['arn:aws:autoscaling:us-east-1:111122223333:scalingPolicy:x:resource/ecs/service/a/b:policyName/p', /Application Auto Scaling/],
  ['arn:aws:ssm:us-east-1:111122223333:opsitem:3#CATEGORY=Performance', /execut/],
    ['arn:aws:ssm:us-east-1:111122223333:document/x', /no action/],
  ['arn:aws:sqs:us-east-1:111122223333:q', /Actions of sqs cannot be carried out/],
]
for (const [action, outcome] of rows) {
  test(action, async t => {
    const { watch, cloud } = await freshAccount(t)
    await watch.putMetricAlarm({
      AlarmName: 'a', Namespace: 'shop', MetricName: 'orders', Statistic: 'Sum', Period: 60, EvaluationPeriods: 1, Threshold: 10,
      ComparisonOperator: 'GreaterThanThreshold', AlarmActions: [action],
        Dimensions: [{ Name: 'InstanceId', Value: 'i-0123456789abcdef0' }],
    })
    await watch.setAlarmState({ AlarmName: 'a', StateValue: 'ALARM', StateReason: 'a drill' })
    await cloud.clock.advance('1s')
    const { AlarmHistoryItems: [item] = [] } = await watch.describeAlarmHistory({ AlarmName: 'a', HistoryItemType: 'Action' })
    assert.match(item!.HistorySummary!, outcome)
  })
}
