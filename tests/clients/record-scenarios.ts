// What the cloud keeps of itself: Config's items and rules, CloudTrail's files, the states that EventBridge hears of.

import assert from 'node:assert/strict'
import { arnOf, createQueue } from './queues.ts'
import { refused } from './scenario.ts'
import type { Scenario, Stage } from './scenario.ts'

/** A bucket of the account, and a recorder of queues that writes into it. */
async function record(stage: Stage): Promise<void> {
  const bucket = `config-${stage.account}`
  await stage.call('s3', 'CreateBucket', { Bucket: bucket })
  await stage.call('config', 'PutConfigurationRecorder', { ConfigurationRecorder: {
    name: 'default', roleARN: `arn:aws:iam::${stage.account}:role/config`,
      recordingGroup: { allSupported: false, resourceTypes: ['AWS::SQS::Queue'] },
  } })
  await stage.call('config', 'PutDeliveryChannel', { DeliveryChannel: { name: 'default', s3BucketName: bucket } })
  await stage.call('config', 'StartConfigurationRecorder', { ConfigurationRecorderName: 'default' })
  await stage.cloud.advance('1s')
}

export const recordScenarios: readonly Scenario[] = [
  {
    title: 'Config records what becomes of a queue, and finds it by SQL',
    async play(stage) {
      await record(stage)
      const url = await createQueue(stage, 'orders')
      await stage.cloud.advance('1m')
      await stage.call('sqs', 'SetQueueAttributes', { QueueUrl: url, Attributes: { DelaySeconds: '7' } })
      await stage.cloud.advance('1s')
      const { configurationItems: items = [] } = await stage.call('config', 'GetResourceConfigHistory', {
        resourceType: 'AWS::SQS::Queue', resourceId: url,
      })
      assert.deepEqual(items.map(({ configurationItemStatus: status }) => status), ['OK', 'ResourceDiscovered'])
      const { Results: results } = await stage.call('config', 'SelectResourceConfig', {
        Expression: `SELECT resourceName, configuration.DelaySeconds WHERE resourceType = 'AWS::SQS::Queue'`,
      })
      assert.deepEqual(JSON.parse(results![0]!), { resourceName: 'orders', configuration: { DelaySeconds: 7 } })
      await refused(stage.call('config', 'GetResourceConfigHistory', { resourceType: 'AWS::SQS::Queue', resourceId: 'none' }),
        { code: 'ResourceNotDiscoveredException', message: /has not been discovered/ })
    },
  },
  {
    title: 'a rule of Config finds queues without a tag',
    async play(stage) {
      await record(stage)
      await stage.call('config', 'PutConfigRule', { ConfigRule: {
        ConfigRuleName: 'owned', Source: { Owner: 'AWS', SourceIdentifier: 'REQUIRED_TAGS' }, InputParameters: '{"tag1Key":"team"}',
      } })
      const url = await createQueue(stage, 'orders')
      const state = async () => {
        await stage.cloud.advance('1s')
        const { ComplianceByConfigRules: [rule] = [] } = await stage.call('config', 'DescribeComplianceByConfigRule', {})
        return rule!.Compliance!.ComplianceType
      }
      assert.equal(await state(), 'NON_COMPLIANT')
      await stage.call('sqs', 'TagQueue', { QueueUrl: url, Tags: { team: 'shop' } })
      assert.equal(await state(), 'COMPLIANT')
      await stage.call('config', 'DeleteConfigRule', { ConfigRuleName: 'owned' })
      await refused(stage.call('config', 'DescribeConfigRules', { ConfigRuleNames: ['owned'] }),
        { code: 'NoSuchConfigRuleException', message: /'owned'/ })
    },
  },
  {
    title: 'a trail delivers what was called',
    async play(stage) {
      const bucket = `trail-${stage.account}`
      await stage.call('s3', 'CreateBucket', { Bucket: bucket })
      const { TrailARN: arn } = await stage.call('cloudtrail', 'CreateTrail', { Name: 'own', S3BucketName: bucket })
      await stage.call('cloudtrail', 'StartLogging', { Name: arn! })
      await createQueue(stage, 'orders')
      await stage.cloud.advance('5m')
      const { Contents: files = [] } = await stage.call('s3', 'ListObjectsV2', { Bucket: bucket })
      assert.ok(files.some(({ Key: key }) => new RegExp(`^AWSLogs/${stage.account}/CloudTrail/us-east-1/.*\\.json\\.gz$`).test(key!)))
      assert.equal((await stage.call('cloudtrail', 'GetTrailStatus', { Name: 'own' })).IsLogging, true)
      await stage.call('cloudtrail', 'DeleteTrail', { Name: 'own' })
      await refused(stage.call('cloudtrail', 'GetTrailStatus', { Name: 'own' }),
        { code: 'TrailNotFoundException', message: /Unknown trail/ })
    },
  },
  {
    title: 'EventBridge hears of a volume that is there',
    async play(stage) {
      const queue = await createQueue(stage, 'disks')
      await stage.call('events', 'PutRule', { Name: 'disks', EventPattern: '{"detail-type":["EBS Volume Notification"]}' })
      await stage.call('events', 'PutTargets', { Rule: 'disks', Targets: [{ Id: 'q', Arn: await arnOf(stage, queue) }] })
      const { VolumeId: id } = await stage.call('ec2', 'CreateVolume', { AvailabilityZone: 'us-east-1a', Size: 1 })
      await stage.cloud.advance('10s')
      const { Messages: [message] = [] } = await stage.call('sqs', 'ReceiveMessage', { QueueUrl: queue })
      const { detail, resources } = JSON.parse(message!.Body!) as { detail: { event: string, result: string }, resources: string[] }
      assert.deepEqual([detail.event, detail.result], ['createVolume', 'available'])
      assert.ok(resources[0]!.endsWith(`:volume/${id}`))
    },
  },
]
