// Delivery status: lines for successes and failures, as far as the topic wants them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs'
import { freshAccount, listener, madeTopic, subscribedQueue } from './account.fixture.ts'

const role = 'arn:aws:iam::111122223333:role/feedback'

test('successes and failures are written, each to its group', async t => {
  const account = await freshAccount(t)
  const { sns, cloud } = account
  const logs = new CloudWatchLogs(cloud.client({ accessKeyId: '111122223333' }))
  const arn = await madeTopic(sns, 'topic', { SQSSuccessFeedbackRoleArn: role, SQSSuccessFeedbackSampleRate: '100',
    HTTPFailureFeedbackRoleArn: role })
  await subscribedQueue(account, arn, 'q')
  const web = await listener(t, 200, 404)
  await sns.subscribe({ TopicArn: arn, Protocol: 'http', Endpoint: web.url })
  await cloud.clock.advance(0)
  const { Token } = JSON.parse(web.received[0]!.body) as { Token: string }
  await sns.confirmSubscription({ TopicArn: arn, Token })
  const { MessageId: id } = await sns.publish({ TopicArn: arn, Message: 'm' })
  await cloud.clock.advance('1s')
  const linesOf = async (logGroupName: string) => (await logs.filterLogEvents({ logGroupName })).events!
    .map(({ message }) => JSON.parse(message!) as { status: string, notification: Record<string, string>, delivery: Record<string,
      unknown> })
  const [success] = await linesOf('sns/us-east-1/111122223333/topic')
  assert.deepEqual([success!.status, success!.notification.messageId, success!.delivery.statusCode, success!.delivery.destination],
    ['SUCCESS', id, 200, 'arn:aws:sqs:us-east-1:111122223333:q'])
  const [failure] = await linesOf('sns/us-east-1/111122223333/topic/Failure')
  assert.deepEqual([failure!.status, failure!.delivery.statusCode, failure!.delivery.destination], ['FAILURE', 404, web.url])
})

test('a rate of nought writes nothing', async t => {
  const account = await freshAccount(t)
  const arn = await madeTopic(account.sns, 'topic', { SQSSuccessFeedbackRoleArn: role, SQSSuccessFeedbackSampleRate: '0' })
  await subscribedQueue(account, arn, 'q')
  await account.sns.publish({ TopicArn: arn, Message: 'm' })
  await account.cloud.clock.advance('1s')
  const logs = new CloudWatchLogs(account.cloud.client({ accessKeyId: '111122223333' }))
  assert.deepEqual((await logs.describeLogGroups({})).logGroups, [])
})
