// Who hears of commands: EventBridge, and a topic in the command's role.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { IAM } from '@aws-sdk/client-iam'
import { SNS } from '@aws-sdk/client-sns'
import { SQS } from '@aws-sdk/client-sqs'
import { account, eventsOf, freshAccount } from './account.fixture.ts'
import { answered, registered } from './fleet.fixture.ts'

test('EventBridge hears of the command and of each invocation', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const events = await eventsOf(cloud, 'EC2 Command Status-change Notification', 'EC2 Command Invocation Status-change Notification')
  const node = await registered({ cloud, ssm })
  const { Command: sent } = await ssm.sendCommand({ DocumentName: 'AWS-RunShellScript', Parameters: { commands: ['ls'] },
    InstanceIds: [node] })
  await answered(cloud, sent!.CommandId!, node, {})
  const heard = await events()
  assert.deepEqual(heard.map(event =>
    `${event['detail-type'].includes('Invocation') ? 'one' : 'all'} ${String(event.detail.status)}`).toSorted(),
    ['all InProgress', 'all Success', 'one Success'])
  const one = heard.find(event => event['detail-type'].includes('Invocation'))!
  assert.deepEqual([one.resources, one.detail['instance-id'], one.detail['command-id'], one.detail['document-name']],
    [[`arn:aws:ssm:us-east-1:${account}:managed-instance/${node}`], node, sent!.CommandId, 'AWS-RunShellScript'])
})

test('a topic is told in the role that the command names', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const node = await registered({ cloud, ssm })
  const client = cloud.client({ accessKeyId: account })
  const [sns, sqs] = [new SNS(client), new SQS(client)]
  const { TopicArn } = await sns.createTopic({ Name: 'told' })
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'told' })
  await sqs.setQueueAttributes({ QueueUrl, Attributes: { Policy: JSON.stringify({ Statement: [{ Effect: 'Allow',
    Principal: { Service: 'sns.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: '*' }] }) } })
  await sns.subscribe({ TopicArn, Protocol: 'sqs', Endpoint: `arn:aws:sqs:us-east-1:${account}:told`,
    Attributes: { RawMessageDelivery: 'true' } })
  const policy = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] })
  const iam = new IAM(client)
  await iam.createRole({ RoleName: 'teller',
    AssumeRolePolicyDocument: policy({ Principal: { Service: 'ssm.amazonaws.com' }, Action: 'sts:AssumeRole' }) })
  await iam.putRolePolicy({ RoleName: 'teller', PolicyName: 'p', PolicyDocument: policy({ Action: 'sns:Publish', Resource: '*' }) })
  const { Command: sent } = await ssm.sendCommand({ DocumentName: 'AWS-RunShellScript', Parameters: { commands: ['ls'] },
    InstanceIds: [node],
    ServiceRoleArn: `arn:aws:iam::${account}:role/teller`,
    NotificationConfig: { NotificationArn: TopicArn, NotificationEvents: ['Success'], NotificationType: 'Invocation' } })
  await answered(cloud, sent!.CommandId!, node, {})
  await cloud.clock.advance('1s')
  const { Messages: [message] = [] } = await sqs.receiveMessage({ QueueUrl })
  const { commandId, instanceId, status, detailedStatus } = JSON.parse(message!.Body!) as Record<string, string>
  assert.deepEqual([commandId, instanceId, status, detailedStatus], [sent!.CommandId, node, 'Success', 'Success'])
})
