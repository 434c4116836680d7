// Notifications: queues are told what happens, by filters, with S3's own words.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { SQS } from '@aws-sdk/client-sqs'
import type { QueueConfiguration } from '@aws-sdk/client-s3'
import { freshBucket, put, refused } from './account.fixture.ts'

async function withQueue(t: TestContext) {
  const { cloud, s3, Bucket } = await freshBucket(t)
  const { requestHandler, ...settings } = cloud.client({ accessKeyId: '111122223333' })
  const sqs = new SQS({ ...settings, requestHandler: requestHandler as never })
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'events' })
  const QueueArn = 'arn:aws:sqs:us-east-1:111122223333:events'
  const received = async () => {
    const { Messages = [] } = await sqs.receiveMessage({ QueueUrl: QueueUrl!, MaxNumberOfMessages: 10 })
    for (const { ReceiptHandle } of Messages) await sqs.deleteMessage({ QueueUrl: QueueUrl!, ReceiptHandle: ReceiptHandle! })
    return Messages.map(({ Body }) => JSON.parse(Body!) as { Event?: string, Bucket?: string, Records?: Record<string, unknown>[] })
  }
  const listen = (...configurations: Partial<QueueConfiguration>[]) => s3.putBucketNotificationConfiguration({
    Bucket, NotificationConfiguration: { QueueConfigurations: configurations.map(each =>
      ({ QueueArn, Events: ['s3:ObjectCreated:*'], ...each })) as QueueConfiguration[] },
  })
  return { cloud, s3, Bucket, QueueArn, received, listen }
}

test('a queue gets the test event, then what it listens for', async t => {
  const { cloud, s3, Bucket, received, listen } = await withQueue(t)
  await listen({ Id: 'mine', Events: ['s3:ObjectCreated:*', 's3:ObjectRemoved:Delete'],
    Filter: { Key: { FilterRules: [{ Name: 'prefix', Value: 'in/' }, { Name: 'suffix', Value: '.txt' }] } } })
  const [hello] = await received()
  assert.deepEqual([hello!.Event, hello!.Bucket], ['s3:TestEvent', Bucket])
  await put(s3, Bucket, 'in/a b.txt', 'in/a.jpg', 'out/a.txt')
  await s3.copyObject({ Bucket, Key: 'in/copy.txt', CopySource: `${Bucket}/out/a.txt` })
  await s3.deleteObject({ Bucket, Key: 'in/a b.txt' })
  await cloud.clock.advance(0)
  const records = (await received()).map(({ Records }) => Records![0]!)
  assert.deepEqual(records.map(({ eventName }) => eventName), ['ObjectCreated:Put', 'ObjectCreated:Copy', 'ObjectRemoved:Delete'])
  const first = records[0] as { s3: { configurationId: string, bucket: object,
    object: { key: string, size: number, eTag: string, sequencer: string } }, eventSource: string, awsRegion: string }
  assert.deepEqual([first.eventSource, first.awsRegion, first.s3.configurationId], ['aws:s3', 'us-east-1', 'mine'])
  assert.deepEqual([first.s3.object.key, first.s3.object.size], ['in/a+b.txt', 18])
  const sequencers = records.map(record => (record as unknown as typeof first).s3.object.sequencer)
  assert.ok(sequencers[0]! < sequencers[1]!)
})

test('what a rule expires is told too', async t => {
  const { cloud, s3, Bucket, received, listen } = await withQueue(t)
  await listen({ Events: ['s3:LifecycleExpiration:*'] })
  await received()
  await s3.putBucketLifecycleConfiguration({ Bucket, LifecycleConfiguration: {
    Rules: [{ Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: 1 } }] } })
  await put(s3, Bucket, 'key')
  await cloud.clock.advance('2d')
  assert.deepEqual((await received()).map(({ Records }) => Records![0]!['eventName']), ['LifecycleExpiration:Delete'])
})

test('configurations come back; those that cannot be are refused', async t => {
  const { s3, Bucket, QueueArn, listen } = await withQueue(t)
  await listen({ Id: 'mine' })
  const { QueueConfigurations } = await s3.getBucketNotificationConfiguration({ Bucket })
  assert.deepEqual(QueueConfigurations, [{ Id: 'mine', QueueArn, Events: ['s3:ObjectCreated:*'] }])
  await refused(listen({ QueueArn: `${QueueArn}-none` }), 'InvalidArgument', 400, /Unable to validate/)
  await refused(listen({ QueueArn: 'nonsense' }), 'InvalidArgument', 400)
  await refused(listen({ Events: ['s3:ObjectEaten' as never] }), 'InvalidArgument', 400)
  await refused(listen({ Id: 'a' }, { Id: 'b' }), 'InvalidArgument', 400, /ambiguously/)
  await s3.putBucketNotificationConfiguration({ Bucket, NotificationConfiguration: {} })
  assert.equal((await s3.getBucketNotificationConfiguration({ Bucket })).QueueConfigurations, undefined)
})

test('a destination that refuses is in the journal, and keeps nobody else from being told', async t => {
  const { cloud, s3, Bucket, QueueArn, received } = await withQueue(t)
  const LambdaFunctionArn = 'arn:aws:lambda:us-east-1:111122223333:function:none'
  await s3.putBucketNotificationConfiguration({ Bucket, SkipDestinationValidation: true, NotificationConfiguration: {
    LambdaFunctionConfigurations: [{ LambdaFunctionArn, Events: ['s3:ObjectCreated:*'] }],
    QueueConfigurations: [{ QueueArn, Events: ['s3:ObjectRemoved:*'] }] } })
  await put(s3, Bucket, 'key')
  await s3.deleteObject({ Bucket, Key: 'key' })
  await cloud.clock.advance('1h')
  assert.deepEqual((await received()).map(({ Records }) => Records![0]!['eventName']), ['ObjectRemoved:Delete'])
  const invoked = cloud.core.journal.since(0).filter(({ service, operation }) => service === 'lambda' && operation === 'Invoke')
  assert.deepEqual(invoked.map(({ principal, fault }) => [principal.service, fault !== undefined]), [['s3.amazonaws.com', true]])
})
