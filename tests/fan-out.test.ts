// From an upload to a letter, by real calls on the virtual clock: S3 tells the event bus, a rule tells a topic, the topic's filters choose
// among two queues and an HTTP endpoint, the endpoint counts what it gets in a metric, and an alarm on the metric writes an e-mail.

import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { CloudWatch } from '@aws-sdk/client-cloudwatch'
import { EventBridge } from '@aws-sdk/client-eventbridge'
import { S3 } from '@aws-sdk/client-s3'
import { SNS } from '@aws-sdk/client-sns'
import { SQS } from '@aws-sdk/client-sqs'
import { Cloud } from '../src/index.ts'

const account = '111122223333'

test('an upload ends in a letter, and what is filtered out does not', async t => {
  const cloud = await Cloud.open({ seed: 'fan-out' })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  const client = cloud.client({ accessKeyId: account })
  const { requestHandler, ...settings } = client
  const [s3, events, sns, sqs] = [
    new S3({ ...settings, requestHandler: requestHandler as never, forcePathStyle: true }), new EventBridge(client), new SNS(client),
      new SQS(client),
  ]
  const watch = new CloudWatch(client)

  const endpoint = await countingEndpoint(t, sns, watch)
  const { TopicArn: orders } = await sns.createTopic({ Name: 'orders' })
  const { TopicArn: alerts } = await sns.createTopic({ Name: 'alerts' })
  const large = JSON.stringify({ size: [{ numeric: ['>', 5] }] })
  const queues = []
  for (const [name, filter] of [['all', undefined], ['large', large]] as const) {
    const { QueueUrl: url } = await sqs.createQueue({ QueueName: name })
    await sns.subscribe({ TopicArn: orders!, Protocol: 'sqs', Endpoint: `arn:aws:sqs:us-east-1:${account}:${name}`, Attributes: {
      RawMessageDelivery: 'true', ...(filter !== undefined && { FilterPolicy: filter, FilterPolicyScope: 'MessageBody' }),
    } })
    queues.push(url!)
  }
  await sns.subscribe({ TopicArn: orders!, Protocol: 'http', Endpoint: endpoint,
    Attributes: {
    FilterPolicy: large, FilterPolicyScope: 'MessageBody',
  } })
  await sns.subscribe({ TopicArn: alerts!, Protocol: 'email', Endpoint: 'ann@example.com' })
  await cloud.clock.advance(0)
  const [, token] = /Token=(\w+)/.exec((await outbox(cloud))[0]!.body)!
  await sns.confirmSubscription({ TopicArn: alerts!, Token: token! })
  await watch.putMetricAlarm({
    AlarmName: 'busy', Namespace: 'shop', MetricName: 'bytes', Statistic: 'Sum', Period: 60, EvaluationPeriods: 1, Threshold: 10,
    ComparisonOperator: 'GreaterThanThreshold', AlarmActions: [alerts!],
  })
  await events.putRule({ Name: 'uploads', EventPattern: JSON.stringify({
    'source': ['aws.s3'], 'detail-type': ['Object Created'], 'detail': { object: { key: [{ prefix: 'orders/' }] } },
  }) })
  await events.putTargets({ Rule: 'uploads', Targets: [{ Id: 'topic', Arn: orders!, InputTransformer: {
    InputPathsMap: { key: '$.detail.object.key', size: '$.detail.object.size' }, InputTemplate: '{"key":"<key>","size":<size>}',
  } }] })
  await s3.createBucket({ Bucket: 'uploads' })
  await s3.putBucketNotificationConfiguration({ Bucket: 'uploads', NotificationConfiguration: { EventBridgeConfiguration: {} } })

  await s3.putObject({ Bucket: 'uploads', Key: 'orders/small', Body: 'abc' })
  await s3.putObject({ Bucket: 'uploads', Key: 'orders/large', Body: 'abcdefghijkl' })
  await s3.putObject({ Bucket: 'uploads', Key: 'other', Body: 'abcdefghijkl' })
  await cloud.clock.advance('1s')

  const told = []
  for (const url of queues) {
    const { Messages: messages = [] } = await sqs.receiveMessage({ QueueUrl: url, MaxNumberOfMessages: 10 })
    told.push(messages.map(({ Body: body }) => (JSON.parse(body!) as { key: string }).key).sort())
  }
  assert.deepEqual(told, [['orders/large', 'orders/small'], ['orders/large']])
  const letters = (await outbox(cloud)).slice(1)
  assert.deepEqual(letters.map(({ to, subject }) => [to, subject]), [['ann@example.com', 'ALARM: "busy" in us-east-1']])
  assert.match(letters[0]!.body, /"NewStateValue":"ALARM"/)
})

/** Confirms its subscription, and counts in a metric what every message says of a size. @returns its URL */
async function countingEndpoint(t: TestContext, sns: SNS, watch: CloudWatch): Promise<string> {
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', part => { body += String(part) }).on('end', () => {
      const message = JSON.parse(body) as { Type: string, TopicArn: string, Token: string, Message: string }
      const done = message.Type === 'SubscriptionConfirmation'
        ? sns.confirmSubscription({ TopicArn: message.TopicArn, Token: message.Token })
        : watch.putMetricData({ Namespace: 'shop', MetricData: [
          { MetricName: 'bytes', Value: (JSON.parse(message.Message) as { size: number }).size },
        ] })
      done.then(() => response.end(), () => response.writeHead(500).end())
    })
  })
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  t.after(() => { server.closeAllConnections(); server.close() })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

async function outbox(cloud: Cloud): Promise<readonly { readonly to: string, readonly subject: string, readonly body: string }[]> {
  const { response } = await cloud.client().requestHandler
    .handle({ method: 'GET', protocol: 'http:', hostname: 'localhost', path: '/_orrery/outbox', headers: {} })
  let text = ''
  for await (const part of response.body) text += String(part)
  return (JSON.parse(text) as { readonly letters: readonly { to: string, subject: string, body: string }[] }).letters
}
