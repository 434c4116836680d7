// Targets that take batches: buses, topics, streams.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SNS } from '@aws-sdk/client-sns'
import { freshAccount, madeQueue, madeStream, running, taken } from './account.fixture.ts'

test('an event bus gets events from the pipe', async t => {
  const account = await freshAccount(t)
  const [from, to] = [await madeQueue(account, 'from'), await madeQueue(account, 'to')]
  await account.events.putRule({ Name: 'r', EventPattern: '{"source":["Pipe p","own"]}' })
  await account.events.putTargets({ Rule: 'r', Targets: [{ Id: 't', Arn: to.arn }] })
  const bus = 'arn:aws:events:us-east-1:111122223333:event-bus/default'
  const seen = async () => {
    await account.sqs.sendMessage({ QueueUrl: from.url, MessageBody: '{"id":"i","kind":"k"}' })
    const event = JSON.parse((await taken(account, to))[0]!) as Record<string, unknown>
    return [event.source, event['detail-type'], event.detail]
  }
  await running(account, { Source: from.arn, Target: bus, TargetParameters: { InputTemplate: '{"id":"<$.body.id>"}' } })
  assert.deepEqual(await seen(), ['Pipe p', 'Event from aws:sqs', { id: 'i' }])
  await account.pipes.updatePipe({ Name: 'p', RoleArn: 'arn:aws:iam::111122223333:role/pipe', TargetParameters: { InputTemplate: '{}',
    EventBridgeEventBusParameters: { Source: 'own', DetailType: '$.body.kind' } } })
  await account.cloud.clock.advance('1m')
  assert.deepEqual(await seen(), ['own', 'k', {}])
})

test('topics and streams', async t => {
  const account = await freshAccount(t)
  const sns = new SNS({ ...account.cloud.client({ accessKeyId: '111122223333' }), maxAttempts: 1 })
  const [one, two, heard] = [await madeQueue(account, 'one'), await madeQueue(account, 'two'), await madeQueue(account, 'heard')]
  const { TopicArn: topic } = await sns.createTopic({ Name: 't' })
  await sns.subscribe({ TopicArn: topic!, Protocol: 'sqs', Endpoint: heard.arn, Attributes: { RawMessageDelivery: 'true' } })
  await account.sqs.setQueueAttributes({ QueueUrl: heard.url, Attributes: { Policy: JSON.stringify({ Version: '2012-10-17', Statement: [
    { Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: heard.arn }] }) } })
  const stream = await madeStream(account, 's')
  const TargetParameters = { InputTemplate: '<$.body>' }
  await running(account, { Source: one.arn, Target: topic!, TargetParameters }, 'one')
  await running(account, { Source: two.arn, Target: stream,
    TargetParameters: { ...TargetParameters, KinesisStreamParameters: { PartitionKey: '$.messageId' } } }, 'two')
  for (const { url } of [one, two]) await account.sqs.sendMessage({ QueueUrl: url, MessageBody: 'x' })
  assert.deepEqual(await taken(account, heard), ['x'])
  const { ShardIterator } = await account.kinesis.getShardIterator({ StreamName: 's', ShardId: 'shardId-000000000000',
    ShardIteratorType: 'TRIM_HORIZON' })
  const { Records: records } = await account.kinesis.getRecords({ ShardIterator: ShardIterator! })
  assert.deepEqual(records!.map(({ Data }) => Buffer.from(Data!).toString()), ['x'])
})
