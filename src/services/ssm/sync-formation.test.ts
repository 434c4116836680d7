// Resource data syncs by properties.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { S3 } from '@aws-sdk/client-s3'
import { account, freshAccount, throughCloudControl } from './account.fixture.ts'

test('a sync to a bucket, and one from regions', async t => {
  const { ssm, cloud } = await freshAccount(t)
  await new S3({ ...cloud.client({ accessKeyId: account }) }).createBucket({ Bucket: 'inventory-of-all' })
  const { create, patch, read, remove } = throughCloudControl(cloud, 'AWS::SSM::ResourceDataSync')
  const name = await create({ SyncName: 'all', BucketName: 'inventory-of-all', BucketRegion: 'us-east-1', SyncFormat: 'JsonSerDe' })
  const S3Destination = { BucketName: 'inventory-of-all', BucketRegion: 'us-east-1', SyncFormat: 'JsonSerDe' }
  assert.deepEqual(await read(name), { SyncName: 'all', SyncType: 'SyncToDestination', S3Destination })
  const source = (...SourceRegions: string[]) => ({ SourceType: 'SingleAccountMultiRegions', SourceRegions })
  await create({ SyncName: 'regions', SyncType: 'SyncFromSource', SyncSource: source('eu-west-1') })
  await patch('regions', [{ op: 'replace', path: '/SyncSource', value: source('eu-west-2') }])
  const { ResourceDataSyncItems: [kept] = [] } = await ssm.listResourceDataSync({ SyncType: 'SyncFromSource' })
  assert.deepEqual(kept!.SyncSource!.SourceRegions, ['eu-west-2'])
  for (const each of ['all', 'regions']) await remove(each)
  assert.deepEqual((await ssm.listResourceDataSync({})).ResourceDataSyncItems, [])
})
