// A rule hears of rotations, deletions and expiries.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EventBridge } from '@aws-sdk/client-eventbridge'
import { SQS } from '@aws-sdk/client-sqs'
import { account, arnOf, freshAccount, made } from './account.fixture.ts'

test('what happens to keys is on the bus', async t => {
  const { cloud, kms } = await freshAccount(t)
  const settings = cloud.client({ accessKeyId: account })
  const [events, sqs] = [new EventBridge(settings), new SQS(settings)]
  const { QueueUrl: url } = await sqs.createQueue({ QueueName: 'q' })
  await events.putRule({ Name: 'r', EventPattern: '{"source":["aws.kms"]}' })
  await events.putTargets({ Rule: 'r', Targets: [{ Id: 'q', Arn: `arn:aws:sqs:us-east-1:${account}:q` }] })
  const heard = async () => {
    await cloud.clock.advance(0)
    const { Messages: messages = [] } = await sqs.receiveMessage({ QueueUrl: url!, MaxNumberOfMessages: 10 })
    for (const { ReceiptHandle: handle } of messages) await sqs.deleteMessage({ QueueUrl: url!, ReceiptHandle: handle! })
    return messages.map(({ Body: body }) => JSON.parse(body!) as { 'detail-type': string, detail: object, resources: string[] })
      .map(event => [event['detail-type'], event.detail, event.resources])
  }
  const id = await made(kms)
  await kms.rotateKeyOnDemand({ KeyId: id })
  assert.deepEqual(await heard(), [['KMS CMK Rotation', { 'key-id': id }, [arnOf(id)]]])
  await kms.enableKeyRotation({ KeyId: id, RotationPeriodInDays: 90 })
  await cloud.clock.advance('90d')
  assert.deepEqual((await heard()).map(([type]) => type), ['KMS CMK Rotation'])
  await kms.scheduleKeyDeletion({ KeyId: id, PendingWindowInDays: 7 })
  await cloud.clock.advance('8d')
  assert.deepEqual(await heard(), [['KMS CMK Deletion', { 'key-id': id }, [arnOf(id)]]])
})
