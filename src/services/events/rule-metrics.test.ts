// What CloudWatch knows of rules.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudWatch } from '@aws-sdk/client-cloudwatch'
import { EventBridge } from '@aws-sdk/client-eventbridge'
import { SQS } from '@aws-sdk/client-sqs'
import { Cloud } from '../../index.ts'

test('events that a rule matches, and what becomes of its targets', async t => {
  const cloud = await Cloud.open({ seed: t.name })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  const [bus, sqs, watch] = [new EventBridge(cloud.client()), new SQS(cloud.client()), new CloudWatch(cloud.client())]
  await sqs.createQueue({ QueueName: 'q' })
  await sqs.createQueue({ QueueName: 'dead' })
  const place = 'arn:aws:sqs:us-east-1:000000000000'
  await bus.putRule({ Name: 'sales', EventPattern: '{"source":["till"]}' })
  await bus.putTargets({ Rule: 'sales', Targets: [
    { Id: 'a', Arn: `${place}:q` }, { Id: 'b', Arn: `${place}:none`, DeadLetterConfig: { Arn: `${place}:dead` } },
  ] })
  await bus.putEvents({ Entries: [
    { Source: 'till', DetailType: 'Sale', Detail: '{}' }, { Source: 'other', DetailType: 'Sale', Detail: '{}' },
  ] })
  await cloud.clock.advance('1m')
  const now = cloud.clock.now()
  const { MetricDataResults: found } = await watch.getMetricData({ StartTime: new Date(now - 600_000), EndTime: new Date(now),
    MetricDataQueries: [
    { Id: 'e', Expression: 'SEARCH(\'{AWS/Events,RuleName}\', \'Sum\', 600)' },
  ] })
  assert.deepEqual(Object.fromEntries(found!.map(({ Label, Values }) => [Label, Values!.reduce((sum, value) => sum + value, 0)])), {
    FailedInvocations: 1, Invocations: 2, InvocationsSentToDlq: 1, MatchedEvents: 1, TriggeredRules: 1,
  })
})
