// OpsItems: made, changed, told of, deleted.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SNS } from '@aws-sdk/client-sns'
import { SQS } from '@aws-sdk/client-sqs'
import { account, eventsOf, freshAccount, refused } from './account.fixture.ts'

const issue = { Title: 'Disk full', Source: 'fleet', Description: 'a disk is full' }

test('an OpsItem lives through its versions, and EventBridge hears of it', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const events = await eventsOf(cloud, 'OpsItem Create', 'OpsItem Update')
  const data = { free: { Value: '3%', Type: 'SearchableString' as const }, log: { Value: 'long', Type: 'String' as const } }
  const { OpsItemId = '',
    OpsItemArn } = await ssm.createOpsItem({ ...issue, Priority: 2, OperationalData: data, Tags: [{ Key: 'a', Value: 'b' }] })
  assert.equal(OpsItemArn, `arn:aws:ssm:us-east-1:${account}:opsitem/${OpsItemId}`)
  await cloud.clock.advance('1m')
  await ssm.updateOpsItem({ OpsItemId, Status: 'InProgress', Severity: '1', OperationalDataToDelete: ['log'],
    OperationalData: { owner: { Value: 'me', Type: 'String' } } })
  const { OpsItem: item } = await ssm.getOpsItem({ OpsItemId })
  const { Status, Severity, Priority, Version, OperationalData, OpsItemType, CreatedTime, LastModifiedTime } = item!
  assert.deepEqual([Status, Severity, Priority, Version, OpsItemType], ['InProgress', '1', 2, '2', '/aws/issue'])
  assert.deepEqual(OperationalData, { free: data.free, owner: { Value: 'me', Type: 'String' } })
  assert.equal(LastModifiedTime!.getTime() - CreatedTime!.getTime(), 60_000)
  await cloud.clock.advance('1s')
  assert.deepEqual((await events()).map(event => [event['detail-type'], event.detail.status]),
    [['OpsItem Create', 'Open'], ['OpsItem Update', 'InProgress']])
  await ssm.deleteOpsItem({ OpsItemId })
  await ssm.deleteOpsItem({ OpsItemId })
  await refused(ssm.getOpsItem({ OpsItemId }), 'OpsItemNotFoundException')
})

test('one open OpsItem of a source has a deduplication string', async t => {
  const { ssm } = await freshAccount(t)
  const OperationalData = { '/aws/dedup': { Value: '{"dedupString":"disk-7"}', Type: 'SearchableString' as const } }
  const { OpsItemId = '' } = await ssm.createOpsItem({ ...issue, OperationalData })
  await refused(ssm.createOpsItem({ ...issue, OperationalData }), 'OpsItemAlreadyExistsException', new RegExp(OpsItemId))
  await ssm.createOpsItem({ ...issue, Source: 'other', OperationalData })
  await ssm.updateOpsItem({ OpsItemId, Status: 'Resolved' })
  await ssm.createOpsItem({ ...issue, OperationalData })
})

test('topics hear of changes', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const settings = cloud.client({ accessKeyId: account })
  const [sns, sqs] = [new SNS(settings), new SQS(settings)]
  const { TopicArn } = await sns.createTopic({ Name: 'ops' })
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'ops' })
  const Policy = JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: '*' }] })
  await sqs.setQueueAttributes({ QueueUrl, Attributes: { Policy } })
  await sns.subscribe({ TopicArn, Protocol: 'sqs', Endpoint: `arn:aws:sqs:us-east-1:${account}:ops` })
  const { OpsItemId } = await ssm.createOpsItem({ ...issue, Notifications: [{ Arn: TopicArn }] })
  await cloud.clock.advance('1s')
  const { Messages: [message] = [] } = await sqs.receiveMessage({ QueueUrl })
  assert.equal((JSON.parse(message!.Body!) as { Subject: string }).Subject, `OpsItem Create: ${OpsItemId}`)
})

test('what no OpsItem is', async t => {
  const { ssm } = await freshAccount(t)
  const make = async (more: object) => ssm.createOpsItem({ ...issue, ...more })
  const bad = 'OpsItemInvalidParameterException'
  await refused(make({ Source: 'my-aws-fleet' }), bad, /aws, amazon, and amzn/)
  await refused(make({ Category: 'Colour' }), bad)
  await refused(make({ Severity: '9' }), bad)
  await refused(make({ OpsItemType: '/aws/other' }), bad)
  await refused(make({ OperationalData: { '/ssm/x': { Value: 'a' } } }), bad)
  await refused(make({ OperationalData: { x: { Value: 'a'.repeat(20 * 1024 + 1) } } }), 'OpsItemLimitExceededException')
  await refused(make({ AccountId: '999999999999' }), 'OpsItemAccessDeniedException')
})
