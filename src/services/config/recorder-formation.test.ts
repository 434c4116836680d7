// Recorders and channels by properties: the recorder is started once there is a channel.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DescribeConfigurationRecorderStatusCommand } from '@aws-sdk/client-config-service'
import { freshAccount } from './account.fixture.ts'
import { controlled } from './formation.fixture.ts'

test('a recorder and its channel', async t => {
  const account = await freshAccount(t)
  await account.s3.createBucket({ Bucket: 'files' })
  const [recorder, channel] = [controlled(account, 'AWS::Config::ConfigurationRecorder'),
    controlled(account, 'AWS::Config::DeliveryChannel')]
  const roleARN = 'arn:aws:iam::111122223333:role/c'
  assert.equal(await recorder.create({ Name: 'r', RoleARN: roleARN, RecordingGroup: { ResourceTypes: ['AWS::SQS::Queue'] } }), 'r')
  const isRecording = async () =>
    (await account.config.send(new DescribeConfigurationRecorderStatusCommand({}))).ConfigurationRecordersStatus![0]!.recording
  assert.equal(await isRecording(), false)
  assert.equal(await channel.create({ Name: 'c', S3BucketName: 'files' }), 'c')
  assert.equal(await isRecording(), true)
  const read = await recorder.read('r')
  assert.deepEqual([read.RoleARN, (read.RecordingGroup as { ResourceTypes: string[] }).ResourceTypes], [roleARN, ['AWS::SQS::Queue']])
  await channel.change('c', '/ConfigSnapshotDeliveryProperties', { DeliveryFrequency: 'One_Hour' })
  assert.deepEqual(await channel.read('c'),
    { Name: 'c', S3BucketName: 'files', ConfigSnapshotDeliveryProperties: { DeliveryFrequency: 'One_Hour' } })
  assert.deepEqual([await recorder.list(), await channel.list()], [['r'], ['c']])
  await channel.delete('c')
  await recorder.delete('r')
  assert.deepEqual([await recorder.list(), await channel.list()], [[], []])
})
