// Files: snapshots asked for and on the clock, histories every six hours; what they hold; what a topic and EventBridge hear of it.

import assert from 'node:assert/strict'
import { gunzipSync } from 'node:zlib'
import { test } from 'node:test'
import {
  DeliverConfigSnapshotCommand, DescribeDeliveryChannelStatusCommand, PutDeliveryChannelCommand,
} from '@aws-sdk/client-config-service'
import { EventBridge } from '@aws-sdk/client-eventbridge'
import { SNS } from '@aws-sdk/client-sns'
import { freshAccount, recording } from './account.fixture.ts'
import type { Account } from './account.fixture.ts'

const bucket = 'logs-111122223333'

async function files({ s3 }: Account, kind: string): Promise<string[]> {
  const { Contents = [] } = await s3.listObjectsV2({ Bucket: bucket })
  return Contents.map(({ Key }) => Key!).filter(key => key.includes(`/${kind}/`))
}

async function contents({ s3 }: Account, key: string) {
  const { Body } = await s3.getObject({ Bucket: bucket, Key: key })
  const text = gunzipSync(await Body!.transformToByteArray()).toString()
  return JSON.parse(text) as { configSnapshotId?: string,
    configurationItems: { resourceType: string, resourceId: string, configurationItemStatus: string, configuration: object }[] }
}

test('a snapshot has all that is there, a history all that happened, by type', async t => {
  const account = await freshAccount(t)
  const { config, sqs, cloud } = account
  await recording(account, ['AWS::SQS::Queue', 'AWS::S3::Bucket'])
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'orders' })
  await cloud.clock.advance('1s')
  const { configSnapshotId: id } = await config.send(new DeliverConfigSnapshotCommand({ deliveryChannelName: 'default' }))
  await cloud.clock.advance('1s')
  const [key] = await files(account, 'ConfigSnapshot')
  assert.match(key!, new RegExp('^AWSLogs/111122223333/Config/us-east-1/2027/3/1/ConfigSnapshot/111122223333_Config_us-east-1_'
    + `ConfigSnapshot_20270301T0000\\d\\dZ_${id}\\.json\\.gz$`))
  const snapshot = await contents(account, key!)
  assert.deepEqual([snapshot.configSnapshotId, snapshot.configurationItems.map(({ resourceType }) => resourceType)],
    [id, ['AWS::S3::Bucket', 'AWS::SQS::Queue']])
  await sqs.deleteQueue({ QueueUrl })
  await cloud.clock.advance('6h')
  const histories = await files(account, 'ConfigHistory')
  const queues = histories.find(each => each.includes('AWS::SQS::Queue'))!
  assert.equal(histories.length, 2)
  assert.deepEqual((await contents(account, queues)).configurationItems.map(({ configurationItemStatus }) => configurationItemStatus),
    ['ResourceDiscovered', 'ResourceDeleted'])
  await cloud.clock.advance('6h')
  assert.equal((await files(account, 'ConfigHistory')).length, 2, 'nothing has happened since')
  const { DeliveryChannelsStatus: [status] = [] } = await config.send(new DescribeDeliveryChannelStatusCommand({}))
  assert.deepEqual([status!.configSnapshotDeliveryInfo!.lastStatus, status!.configHistoryDeliveryInfo!.lastStatus], ['Success', 'Success'])
})

test('snapshots on the clock; a topic and a rule hear of items and deliveries', async t => {
  const account = await freshAccount(t)
  const { config, sqs, cloud, settings } = account
  await recording(account, ['AWS::SNS::Topic'])
  const [sns, events] = [new SNS(settings), new EventBridge(settings)]
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'heard' })
  const QueueArn = 'arn:aws:sqs:us-east-1:111122223333:heard'
  const { TopicArn } = await sns.createTopic({ Name: 'stream' })
  await sns.subscribe({ TopicArn, Protocol: 'sqs', Endpoint: QueueArn, Attributes: { RawMessageDelivery: 'true' } })
  await sqs.setQueueAttributes({ QueueUrl, Attributes: { Policy: JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: '*',
    Action: 'sqs:SendMessage', Resource: QueueArn }] }) } })
  await events.putRule({ Name: 'config', EventPattern: '{"source":["aws.config"]}' })
  await events.putTargets({ Rule: 'config', Targets: [{ Id: 'q', Arn: QueueArn }] })
  await config.send(new PutDeliveryChannelCommand({ DeliveryChannel: { name: 'default', s3BucketName: bucket, snsTopicARN: TopicArn!,
    configSnapshotDeliveryProperties: { deliveryFrequency: 'One_Hour' } } }))
  const heard = async () => {
    const { Messages = [] } = await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10 })
    for (const { ReceiptHandle } of Messages) await sqs.deleteMessage({ QueueUrl, ReceiptHandle })
    return Messages.map(({ Body }) => JSON.parse(Body!) as Record<string,
      string>).map(body => body['detail-type'] ?? body.messageType).sort()
  }
  await cloud.clock.advance('1s')
  await heard()
  await sns.createTopic({ Name: 'shop' })
  await cloud.clock.advance('1s')
  assert.deepEqual(await heard(), ['Config Configuration Item Change', 'ConfigurationItemChangeNotification'])
  await cloud.clock.advance('1h')
  assert.equal((await files(account, 'ConfigSnapshot')).length, 1)
  assert.deepEqual(await heard(), ['Config Configuration Snapshot Delivery Status', 'ConfigurationSnapshotDeliveryCompleted'])
})
