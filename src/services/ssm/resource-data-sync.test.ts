// Syncs as they are kept.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { S3 } from '@aws-sdk/client-s3'
import { account, freshAccount, refused } from './account.fixture.ts'

test('a sync needs a bucket that is there, or a source', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const S3Destination = { BucketName: 'inventory-of-all', SyncFormat: 'JsonSerDe' as const, Region: 'us-east-1' }
  const toBucket = { SyncName: 'all', S3Destination }
  await refused(ssm.createResourceDataSync(toBucket), 'ResourceDataSyncInvalidConfigurationException', /S3 write failed for bucket/)
  await refused(ssm.createResourceDataSync({ SyncName: 'all' }), 'ResourceDataSyncInvalidConfigurationException')
  await new S3({ ...cloud.client({ accessKeyId: account }) }).createBucket({ Bucket: 'inventory-of-all' })
  await ssm.createResourceDataSync(toBucket)
  await refused(ssm.createResourceDataSync(toBucket), 'ResourceDataSyncAlreadyExistsException')
  const source = { SourceType: 'SingleAccountMultiRegions', SourceRegions: ['eu-west-1'] }
  const fromRegions = { SyncName: 'regions', SyncType: 'SyncFromSource', SyncSource: source }
  await ssm.createResourceDataSync(fromRegions)
  await ssm.updateResourceDataSync({ ...fromRegions, SyncSource: { ...source, SourceRegions: ['eu-west-1', 'eu-west-2'] } })
  await refused(ssm.updateResourceDataSync({ ...fromRegions, SyncName: 'all', SyncType: 'SyncToDestination' }),
    'ResourceDataSyncInvalidConfigurationException')
  const { ResourceDataSyncItems: [kept] = [] } = await ssm.listResourceDataSync({ SyncType: 'SyncFromSource' })
  assert.deepEqual([kept!.SyncName, kept!.SyncSource!.SourceRegions, kept!.SyncSource!.State],
    ['regions', ['eu-west-1', 'eu-west-2'], 'Enabled'])
  await ssm.deleteResourceDataSync({ SyncName: 'regions' })
  await refused(ssm.deleteResourceDataSync({ SyncName: 'regions' }), 'ResourceDataSyncNotFoundException')
})
