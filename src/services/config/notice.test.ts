// A topic that does not take a message is the state of the stream.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DescribeDeliveryChannelStatusCommand, PutDeliveryChannelCommand } from '@aws-sdk/client-config-service'
import { freshAccount, recording } from './account.fixture.ts'

test('a topic that is not there', async t => {
  const account = await freshAccount(t)
  const { config, sqs, cloud } = account
  await recording(account, ['AWS::SQS::Queue'])
  await config.send(new PutDeliveryChannelCommand({ DeliveryChannel: { name: 'default', s3BucketName: 'logs-111122223333',
    snsTopicARN: 'arn:aws:sns:us-east-1:111122223333:none' } }))
  await sqs.createQueue({ QueueName: 'q' })
  await cloud.clock.advance('1s')
  const { DeliveryChannelsStatus: [status] = [] } = await config.send(new DescribeDeliveryChannelStatusCommand({}))
  assert.deepEqual([status!.configStreamDeliveryInfo!.lastStatus, status!.configStreamDeliveryInfo!.lastErrorCode],
    ['Failure', 'NotFoundException'])
})
