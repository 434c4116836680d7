// Delivery channels: what they need, what is tried, what is shown.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  DeleteDeliveryChannelCommand, DescribeDeliveryChannelsCommand, DescribeDeliveryChannelStatusCommand, PutConfigurationRecorderCommand,
  PutDeliveryChannelCommand, StopConfigurationRecorderCommand,
} from '@aws-sdk/client-config-service'
import { freshAccount, recording, refused } from './account.fixture.ts'

test('a channel needs a recorder and a bucket that takes a file', async t => {
  const account = await freshAccount(t)
  const { config, s3 } = account
  const put = (more: object = {}) =>
    config.send(new PutDeliveryChannelCommand({ DeliveryChannel: { name: 'default', s3BucketName: 'absent', ...more } }))
  await refused(put(), 'NoAvailableConfigurationRecorderException')
  await config.send(new PutConfigurationRecorderCommand({ ConfigurationRecorder: { name: 'default',
    roleARN: 'arn:aws:iam::111122223333:role/c' } }))
  await refused(put(), 'NoSuchBucketException', /'absent'/)
  await refused(put({ snsTopicARN: 'x' }), 'InvalidSNSTopicARNException')
  await recording(account)
  const listed = await s3.listObjectsV2({ Bucket: 'logs-111122223333' })
  assert.deepEqual(listed.Contents!.map(({ Key }) => Key), ['AWSLogs/111122223333/Config/ConfigWritabilityCheckFile'])
  await refused(put({ name: 'other', s3BucketName: 'logs-111122223333' }), 'MaxNumberOfDeliveryChannelsExceededException')
  await put({ s3BucketName: 'logs-111122223333', configSnapshotDeliveryProperties: { deliveryFrequency: 'One_Hour' } })
  const { DeliveryChannels: [shown] = [] } = await config.send(new DescribeDeliveryChannelsCommand({}))
  assert.deepEqual(shown, {
    name: 'default', s3BucketName: 'logs-111122223333', configSnapshotDeliveryProperties: { deliveryFrequency: 'One_Hour' },
  })
  const { DeliveryChannelsStatus: [status] = [] } = await config.send(new DescribeDeliveryChannelStatusCommand({}))
  assert.equal(status!.configStreamDeliveryInfo!.lastStatus, 'Not_Applicable')
  await refused(config.send(new DeleteDeliveryChannelCommand({ DeliveryChannelName: 'default' })),
    'LastDeliveryChannelDeleteFailedException')
  await config.send(new StopConfigurationRecorderCommand({ ConfigurationRecorderName: 'default' }))
  await config.send(new DeleteDeliveryChannelCommand({ DeliveryChannelName: 'default' }))
  await refused(config.send(new DescribeDeliveryChannelsCommand({ DeliveryChannelNames: ['default'] })), 'NoSuchDeliveryChannelException')
})
