// What happens when something happens: topics, event buses and alarms, as every client asks for them; what they set off is read from
// queues.

import assert from 'node:assert/strict'
import { arnOf, createQueue } from './queues.ts'
import { refused } from './scenario.ts'
import type { Scenario, Stage } from './scenario.ts'

export const notificationScenarios: readonly Scenario[] = [
  {
    title: 'a topic fans out to queues by filters, and takes messages in batches',
    async play(stage) {
      const { TopicArn: topic } = await stage.call('sns', 'CreateTopic', { Name: 'orders', Tags: [{ Key: 'team', Value: 'shop' }] })
      const all = await subscribed(stage, topic!, 'all', {})
      const large = await subscribed(stage, topic!, 'large', { FilterPolicy: '{"size":["large"]}' })
      const { Successful: taken, Failed: failed = [] } = await stage.call('sns', 'PublishBatch',
        { TopicArn: topic!, PublishBatchRequestEntries: [
        { Id: 'a', Message: 'one', MessageAttributes: { size: { DataType: 'String', StringValue: 'large' } } }, { Id: 'b', Message: 'two' },
      ] })
      assert.deepEqual([taken!.map(({ Id }) => Id), failed.length], [['a', 'b'], 0])
      assert.deepEqual((await received(stage, all, 2)).sort(), ['one', 'two'])
      assert.deepEqual(await received(stage, large, 1), ['one'])
      const { Attributes: attributes } = await stage.call('sns', 'GetTopicAttributes', { TopicArn: topic! })
      assert.equal(attributes!.SubscriptionsConfirmed, '2')
      assert.deepEqual((await stage.call('sns', 'ListTagsForResource', { ResourceArn: topic! })).Tags, [{ Key: 'team', Value: 'shop' }])
      await refused(stage.call('sns', 'Publish', { TopicArn: `${topic!}x`, Message: 'x' }),
        { code: 'NotFound', shape: 'NotFoundException', message: /does not exist/ })
      await refused(stage.call('sns', 'Publish', { TopicArn: 'x', Message: 'x' }),
        { code: 'InvalidParameter', shape: 'InvalidParameterException', message: /TopicArn/ })
    },
  },
  {
    title: 'a rule picks events off the bus and tells a queue what its template says',
    async play(stage) {
      const queue = await createQueue(stage, 'events')
      await stage.call('events', 'CreateEventBus', { Name: 'shop' })
      const rule = { Name: 'large', EventBusName: 'shop' }
      await stage.call('events', 'PutRule', { ...rule, EventPattern: '{"detail":{"total":[{"numeric":[">",10]}]}}' })
      const { FailedEntryCount: failed } = await stage.call('events', 'PutTargets', { Rule: 'large', EventBusName: 'shop', Targets: [{
        Id: 'q', Arn: await arnOf(stage, queue),
        InputTransformer: { InputPathsMap: { total: '$.detail.total' }, InputTemplate: '"total <total>"' },
      }] })
      assert.equal(failed, 0)
      const entry = { EventBusName: 'shop', Source: 'till', DetailType: 'Sale' }
      const { Entries: entries } = await stage.call('events', 'PutEvents', { Entries: [
        { ...entry, Detail: '{"total":5}' }, { ...entry, Detail: '{"total":50}' }, { ...entry, Detail: 'no' },
      ] })
      assert.deepEqual(entries!.map(({ ErrorCode }) => ErrorCode ?? 'taken'), ['taken', 'taken', 'MalformedDetail'])
      assert.deepEqual(await received(stage, queue, 1), ['"total 50"'])
      await refused(stage.call('events', 'DescribeRule', { Name: 'none', EventBusName: 'shop' }),
        { code: 'ResourceNotFoundException', message: /none/ })
    },
  },
  {
    title: 'an alarm on a metric tells its topic',
    async play(stage) {
      const { TopicArn: topic } = await stage.call('sns', 'CreateTopic', { Name: 'alarms' })
      const queue = await subscribed(stage, topic!, 'alarms', {})
      await stage.call('cloudwatch', 'PutMetricAlarm', {
        AlarmName: 'hot', Namespace: 'oven', MetricName: 'heat', Statistic: 'Maximum', Period: 60, EvaluationPeriods: 1, Threshold: 200,
        ComparisonOperator: 'GreaterThanThreshold', AlarmActions: [topic!],
      })
      await stage.call('cloudwatch', 'PutMetricData', { Namespace: 'oven', MetricData: [{ MetricName: 'heat', Value: 250 }] })
      await stage.cloud.advance('1s')
      const [text] = await received(stage, queue, 1)
      assert.equal((JSON.parse(text!) as { NewStateValue: string }).NewStateValue, 'ALARM')
      const { MetricAlarms: [alarm] = [] } = await stage.call('cloudwatch', 'DescribeAlarms', { AlarmNames: ['hot'] })
      assert.deepEqual([alarm!.StateValue, alarm!.Threshold], ['ALARM', 200])
    },
  },
]

/** A queue that hears a topic, bare. @returns its URL */
async function subscribed(stage: Stage, topic: string, name: string, attributes: Readonly<Record<string, string>>): Promise<string> {
  const url = await createQueue(stage, name)
  await stage.call('sns', 'Subscribe', {
    TopicArn: topic, Protocol: 'sqs', Endpoint: await arnOf(stage, url), Attributes: { RawMessageDelivery: 'true', ...attributes },
  })
  return url
}

/** Bodies of messages, as many as are awaited, each waited for. */
async function received(stage: Stage, url: string, count: number): Promise<string[]> {
  const bodies: string[] = []
  while (bodies.length < count) {
    const { Messages: messages = [] } = await stage.call('sqs', 'ReceiveMessage',
      { QueueUrl: url, MaxNumberOfMessages: 10, WaitTimeSeconds: 10 })
    if (messages.length === 0) break
    bodies.push(...messages.map(({ Body: body }) => body!))
    for (const { ReceiptHandle: handle } of messages) await stage.call('sqs', 'DeleteMessage', { QueueUrl: url, ReceiptHandle: handle! })
  }
  return bodies
}
