// What text messages tell CloudWatch: the month's spending, the rate of success, and messages to numbers without a topic.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudWatch } from '@aws-sdk/client-cloudwatch'
import { freshAccount, handIn } from './account.fixture.ts'

test('spending and successes', async t => {
  const { sns, cloud } = await freshAccount(t)
  const startAt = cloud.clock.now()
  await sns.publish({ PhoneNumber: '+15550100', Message: 'a' })
  await sns.publish({ PhoneNumber: '+15550100', Message: 'b' })
  await handIn(cloud, 'sms/stop', { account: '111122223333', number: '+15550100' })
  await sns.publish({ PhoneNumber: '+15550100', Message: 'c' })
  await cloud.clock.advance('2m')
  const cloudWatch = new CloudWatch(cloud.client({ accessKeyId: '111122223333' }))
  const statistic = async (MetricName: string, Statistic: 'Maximum' | 'Average' | 'Sum', Dimensions: { Name: string, Value: string }[]) => {
    const { Datapoints = [] } = await cloudWatch.getMetricStatistics({
      Namespace: 'AWS/SNS', MetricName, Dimensions, Statistics: [Statistic], Period: 3600,
      StartTime: new Date(startAt - 3_600_000), EndTime: new Date(startAt + 3_600_000),
    })
    return Datapoints.map(each => each[Statistic])
  }
  const direct = [{ Name: 'PhoneNumber', Value: 'PhoneNumberDirect' }]
  assert.deepEqual(await statistic('SMSMonthToDateSpentUSD', 'Maximum', []), [0.0129])
  assert.deepEqual(await statistic('SMSSuccessRate', 'Sum', [{ Name: 'SMSType', Value: 'Promotional' }]), [2])
  assert.deepEqual(await statistic('NumberOfMessagesPublished', 'Sum', direct), [3])
  assert.deepEqual(await statistic('NumberOfNotificationsFailed', 'Sum', direct), [1])
})
