// Recorders: one in a region, groups that fit, states; started only with a channel.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  DeleteConfigurationRecorderCommand, DescribeConfigurationRecordersCommand, DescribeConfigurationRecorderStatusCommand,
  ListConfigurationRecordersCommand, PutConfigurationRecorderCommand, StartConfigurationRecorderCommand, StopConfigurationRecorderCommand,
} from '@aws-sdk/client-config-service'
import { freshAccount, recording, refused } from './account.fixture.ts'
import { frequencyOf } from './recorder.ts'
import type { Recorder } from './recorder.ts'

const roleARN = 'arn:aws:iam::111122223333:role/config'

test('a recorder is put, shown, started with a channel, stopped and deleted', async t => {
  const account = await freshAccount(t)
  const { config, cloud } = account
  await refused(config.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName: 'default' })),
    'NoSuchConfigurationRecorderException', /specified name 'default'/)
  await config.send(new PutConfigurationRecorderCommand({ ConfigurationRecorder: { name: 'default', roleARN } }))
  await refused(config.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName: 'default' })),
    'NoAvailableDeliveryChannelException')
  await refused(config.send(new PutConfigurationRecorderCommand({ ConfigurationRecorder: { name: 'second', roleARN } })),
    'MaxNumberOfConfigurationRecordersExceededException', /maximum number of configuration recorders: 1/)
  await recording(account)
  const { ConfigurationRecorders: [shown] = [] } = await config.send(new DescribeConfigurationRecordersCommand({}))
  assert.match(shown!.arn!, /^arn:aws:config:us-east-1:111122223333:configuration-recorder\/default\/[a-z0-9]{16}$/)
  assert.deepEqual([shown!.recordingGroup!.recordingStrategy, shown!.recordingMode],
    [{ useOnly: 'ALL_SUPPORTED_RESOURCE_TYPES' }, { recordingFrequency: 'CONTINUOUS' }])
  const status = async () => (await config.send(new DescribeConfigurationRecorderStatusCommand({}))).ConfigurationRecordersStatus![0]!
  assert.deepEqual([(await status()).recording, (await status()).lastStatus], [true, 'Success'])
  await cloud.clock.advance('1h')
  await config.send(new StopConfigurationRecorderCommand({ ConfigurationRecorderName: 'default' }))
  const stopped = await status()
  assert.equal(stopped.recording, false)
  assert.ok(stopped.lastStopTime! > stopped.lastStartTime!)
  assert.equal((await config.send(new ListConfigurationRecordersCommand({}))).ConfigurationRecorderSummaries!.length, 1)
  await config.send(new DeleteConfigurationRecorderCommand({ ConfigurationRecorderName: 'default' }))
  assert.deepEqual((await config.send(new DescribeConfigurationRecordersCommand({}))).ConfigurationRecorders, [])
})

test('groups that contradict themselves are refused', async t => {
  const { config } = await freshAccount(t)
  const groups = [
    { allSupported: true, resourceTypes: ['AWS::S3::Bucket'] }, { allSupported: false }, { includeGlobalResourceTypes: true },
    { allSupported: true, exclusionByResourceTypes: { resourceTypes: ['AWS::S3::Bucket'] } },
  ]
  for (const recordingGroup of groups) {
    await refused(config.send(new PutConfigurationRecorderCommand({ ConfigurationRecorder: { name: 'default', roleARN,
      recordingGroup: recordingGroup as object } })), 'InvalidRecordingGroupException')
  }
})

test('which types are recorded, and how often', () => {
  const recorder = (group: Recorder['group'], mode: Recorder['mode'] = { recordingFrequency: 'CONTINUOUS' }): Recorder =>
    ({ name: 'default', id: 'x', group, mode, isRecording: true })
  const cases: [Recorder, string, string | undefined][] = [
    [recorder({ allSupported: true }), 'AWS::S3::Bucket', 'CONTINUOUS'],
    [recorder({ allSupported: true }), 'AWS::IAM::Role', undefined],
    [recorder({ allSupported: true, includeGlobalResourceTypes: true }), 'AWS::IAM::Role', 'CONTINUOUS'],
    [recorder({ resourceTypes: ['AWS::S3::Bucket'] }), 'AWS::SQS::Queue', undefined],
    [recorder({ recordingStrategy: { useOnly: 'EXCLUSION_BY_RESOURCE_TYPES' },
      exclusionByResourceTypes: { resourceTypes: ['AWS::S3::Bucket'] } }), 'AWS::S3::Bucket', undefined],
    [recorder({ allSupported: true }, { recordingFrequency: 'CONTINUOUS', recordingModeOverrides: [
      { resourceTypes: ['AWS::S3::Bucket'], recordingFrequency: 'DAILY' }] }), 'AWS::S3::Bucket', 'DAILY'],
  ]
  for (const [given, type, wanted] of cases) assert.equal(frequencyOf(type, given), wanted, type)
})
