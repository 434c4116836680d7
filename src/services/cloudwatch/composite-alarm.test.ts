// Composite alarms on the clock: judged when what they ask changes, and told why.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { SNS } from '@aws-sdk/client-sns'
import { SQS } from '@aws-sdk/client-sqs'
import { freshAccount, refused } from './account.fixture.ts'

const asked = {
  Namespace: 'shop', MetricName: 'orders', Statistic: 'Sum' as const, Period: 60, EvaluationPeriods: 1, Threshold: 10,
  ComparisonOperator: 'GreaterThanThreshold' as const,
}

async function withAlarms(t: TestContext, ...names: readonly string[]) {
  const account = await freshAccount(t)
  const { watch, cloud } = account
  for (const AlarmName of names) await watch.putMetricAlarm({ ...asked, AlarmName })
  const set = async (AlarmName: string, StateValue: 'OK' | 'ALARM') => {
    await watch.setAlarmState({ AlarmName, StateValue, StateReason: 'a drill' })
    await cloud.clock.advance(0)
  }
  const shown = async (AlarmName: string) =>
    (await watch.describeAlarms({ AlarmNames: [AlarmName], AlarmTypes: ['CompositeAlarm'] })).CompositeAlarms![0]!
  return { ...account, set, shown }
}

test('a composite alarm follows its children, over several levels, and tells its topic who rang', async t => {
  const { watch, cloud, set, shown } = await withAlarms(t, 'a', 'b')
  const client = cloud.client({ accessKeyId: '111122223333' })
  const { TopicArn: topic } = await new SNS(client).createTopic({ Name: 't' })
  const { QueueUrl: url } = await new SQS(client).createQueue({ QueueName: 'q' })
  await new SNS(client).subscribe({ TopicArn: topic!, Protocol: 'sqs', Endpoint: 'arn:aws:sqs:us-east-1:111122223333:q',
    Attributes: { RawMessageDelivery: 'true' } })
  await watch.putCompositeAlarm({ AlarmName: 'c', AlarmRule: 'ALARM(a) AND NOT ALARM(b)' })
  await watch.putCompositeAlarm({ AlarmName: 'd', AlarmRule: 'ALARM(c)', AlarmActions: [topic!] })
  await cloud.clock.advance(0)
  assert.deepEqual([(await shown('d')).StateValue, (await shown('d')).StateReason],
    ['OK', 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:d was created and its alarm rule evaluates to OK'])
  await set('a', 'ALARM')
  assert.equal((await shown('d')).StateReason,
    'arn:aws:cloudwatch:us-east-1:111122223333:alarm:c transitioned to ALARM at Friday 01 January, 2027 00:00:00 UTC')
  const { Messages: [message] = [] } = await new SQS(client).receiveMessage({ QueueUrl: url! })
  const told = JSON.parse(message!.Body!) as { AlarmRule: string, TriggeringChildren: { Arn: string }[] }
  assert.deepEqual([told.AlarmRule, told.TriggeringChildren.map(({ Arn }) => Arn)],
    ['ALARM(c)', ['arn:aws:cloudwatch:us-east-1:111122223333:alarm:c']])
  await set('b', 'ALARM')
  assert.deepEqual([(await shown('c')).StateValue, (await shown('d')).StateValue], ['OK', 'OK'])
})

test('alarms in a circle are kept and not judged', async t => {
  const { watch, cloud, set, shown } = await withAlarms(t, 'a')
  await watch.putCompositeAlarm({ AlarmName: 'c', AlarmRule: 'ALARM(a)' })
  await watch.putCompositeAlarm({ AlarmName: 'd', AlarmRule: 'ALARM(c)' })
  await cloud.clock.advance(0)
  await watch.putCompositeAlarm({ AlarmName: 'c', AlarmRule: 'ALARM(a) OR ALARM(d)' })
  await set('a', 'ALARM')
  assert.equal((await shown('c')).StateValue, 'OK')
  await refused(watch.deleteAlarms({ AlarmNames: ['c'] }), 'ValidationException', /depending on it/)
  await watch.putCompositeAlarm({ AlarmName: 'c', AlarmRule: 'FALSE' })
  await cloud.clock.advance(0)
  await watch.deleteAlarms({ AlarmNames: ['d'] })
  await watch.deleteAlarms({ AlarmNames: ['c'] })
})

test('rules and suppressors that cannot be', async t => {
  const { watch } = await withAlarms(t, 'a')
  const make = (more: object) => watch.putCompositeAlarm({ AlarmName: 'c', AlarmRule: 'ALARM(a)', ...more })
  await refused(make({ AlarmRule: 'ALARM(a) OR OK(x)' }), 'ValidationException',
    /^Could not save the composite alarm as alarms \[x\] in the alarm rule do not exist$/)
  await refused(make({ AlarmRule: ' TRUE' }), 'ValidationException', /leading or trailing whitespace/)
  await refused(make({ AlarmRule: 'ALARM a' }), 'ValidationException', /syntax/)
  await refused(make({ AlarmName: 'a' }), 'ValidationException', /metric alarm/)
  await refused(make({ ActionsSuppressor: 'a' }), 'ValidationException', /WaitPeriod/)
  await refused(make({ ActionsSuppressor: 'x', ActionsSuppressorWaitPeriod: 1, ActionsSuppressorExtensionPeriod: 1 }),
    'ValidationException', /x/)
})
