// Changes become items: written and derived resources, tags, deletions; what was there before; what is recorded daily.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  BatchGetResourceConfigCommand, GetDiscoveredResourceCountsCommand, GetResourceConfigHistoryCommand, ListDiscoveredResourcesCommand,
} from '@aws-sdk/client-config-service'
import type { ResourceType } from '@aws-sdk/client-config-service'
import { EC2 } from '@aws-sdk/client-ec2'
import { RDS } from '@aws-sdk/client-rds'
import { freshAccount, recording, refused } from './account.fixture.ts'
import type { Account } from './account.fixture.ts'

async function history({ config, cloud }: Account, resourceType: ResourceType, resourceId: string) {
  await cloud.clock.advance(1)
  return (await config.send(new GetResourceConfigHistoryCommand({ resourceType, resourceId }))).configurationItems!
}

test('a queue: discovered, changed, tagged, deleted; each an item, newest first', async t => {
  const account = await freshAccount(t)
  const { sqs, config, cloud } = account
  await recording(account)
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'orders' })
  await cloud.clock.advance('1m')
  await sqs.setQueueAttributes({ QueueUrl, Attributes: { DelaySeconds: '5' } })
  await cloud.clock.advance('1m')
  await sqs.tagQueue({ QueueUrl, Tags: { team: 'shop' } })
  await cloud.clock.advance('1m')
  // What changes nothing that is seen is no item.
  await sqs.setQueueAttributes({ QueueUrl, Attributes: { DelaySeconds: '5' } })
  await cloud.clock.advance('1m')
  await sqs.deleteQueue({ QueueUrl })
  const items = await history(account, 'AWS::SQS::Queue', QueueUrl!)
  assert.deepEqual(items.map(({ configurationItemStatus: status, tags }) => [status, tags]), [
    ['ResourceDeleted', {}], ['OK', { team: 'shop' }], ['OK', {}], ['ResourceDiscovered', {}],
  ])
  const [, , changed] = items
  assert.deepEqual([changed!.arn, changed!.resourceName, changed!.awsRegion,
    (JSON.parse(changed!.configuration!) as { DelaySeconds: number }).DelaySeconds],
    ['arn:aws:sqs:us-east-1:111122223333:orders', 'orders', 'us-east-1', 5])
  const listed = async (includeDeletedResources = false) => (await config.send(new ListDiscoveredResourcesCommand({
    resourceType: 'AWS::SQS::Queue', includeDeletedResources,
  }))).resourceIdentifiers!.length
  assert.deepEqual([await listed(), await listed(true)], [0, 1])
  await refused(history(account, 'AWS::SQS::Queue', 'none'), 'ResourceNotDiscoveredException', /is unknown or has not been discovered/)
})

test('what is there when recording begins; a derived resource; EC2 in its own words, with what it has to do with', async t => {
  const account = await freshAccount(t)
  const { config, settings, cloud, s3 } = account
  const ec2 = new EC2(settings)
  const { VolumeId } = await ec2.createVolume({ AvailabilityZone: 'us-east-1a', Size: 5 })
  await recording(account)
  await new RDS(settings).createDBParameterGroup({ DBParameterGroupName: 'shop', DBParameterGroupFamily: 'mysql8.0',
    Description: 'orders' })
  const [volume] = await history(account, 'AWS::EC2::Volume', VolumeId!)
  assert.deepEqual([volume!.configurationItemStatus, volume!.availabilityZone,
    (JSON.parse(volume!.configuration!) as { size: number }).size],
    ['ResourceDiscovered', 'us-east-1a', 5])
  await cloud.clock.advance('5s')
  const [derived] = await history(account, 'AWS::RDS::DBParameterGroup' as ResourceType, 'shop')
  assert.equal((JSON.parse(derived!.configuration!) as { Description: string }).Description, 'orders')
  await s3.putBucketVersioning({ Bucket: 'logs-111122223333', VersioningConfiguration: { Status: 'Enabled' } })
  const [bucket] = await history(account, 'AWS::S3::Bucket', 'logs-111122223333')
  assert.deepEqual(JSON.parse(bucket!.supplementaryConfiguration!['BucketVersioningConfiguration']!), { status: 'Enabled' })
  const subnets = (await config.send(new ListDiscoveredResourcesCommand({ resourceType: 'AWS::EC2::Subnet' }))).resourceIdentifiers!
  const [subnet] = await history(account, 'AWS::EC2::Subnet', subnets[0]!.resourceId!)
  assert.deepEqual(subnet!.relationships!.map(({ resourceType, relationshipName }) => [resourceType, relationshipName]),
    [['AWS::EC2::VPC', 'Is contained in Vpc']])
  const { resourceCounts = [], totalDiscoveredResources } = await config.send(new GetDiscoveredResourceCountsCommand({}))
  assert.equal(resourceCounts.find(({ resourceType }) => resourceType === 'AWS::EC2::Volume')!.count, 1)
  assert.equal(totalDiscoveredResources, resourceCounts.reduce((sum, { count = 0 }) => sum + count, 0))
  const batch = await config.send(new BatchGetResourceConfigCommand({ resourceKeys: [
    { resourceType: 'AWS::EC2::Volume', resourceId: VolumeId! }, { resourceType: 'AWS::EC2::Volume', resourceId: 'vol-none' },
  ] }))
  assert.deepEqual([batch.baseConfigurationItems!.length, batch.unprocessedResourceKeys!.map(({ resourceId }) => resourceId)],
    [1, ['vol-none']])
})

test('what is recorded daily is looked at when the day is over', async t => {
  const account = await freshAccount(t)
  const { sqs, cloud } = account
  await recording(account, ['AWS::SQS::Queue'], { recordingMode: { recordingFrequency: 'DAILY' } })
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'orders' })
  await cloud.clock.advance('1h')
  await refused(history(account, 'AWS::SQS::Queue', QueueUrl!), 'ResourceNotDiscoveredException')
  await sqs.setQueueAttributes({ QueueUrl, Attributes: { DelaySeconds: '5' } })
  await cloud.clock.advance('1d')
  const items = await history(account, 'AWS::SQS::Queue', QueueUrl!)
  assert.deepEqual(items.map(({ recordingFrequency }) => recordingFrequency), ['DAILY'])
})
