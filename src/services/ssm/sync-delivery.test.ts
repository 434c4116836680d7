// Inventory in a bucket: what was there when the sync began, and what comes afterwards.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { S3 } from '@aws-sdk/client-s3'
import { account, freshAccount } from './account.fixture.ts'
import { registered } from './fleet.fixture.ts'

test('a line for each entry, below a path of account and region', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const s3 = new S3({ ...cloud.client({ accessKeyId: account }) })
  const Bucket = 'inventory-of-all'
  await s3.createBucket({ Bucket })
  const InstanceId = await registered({ ssm, cloud })
  await ssm.createResourceDataSync({ SyncName: 'all', S3Destination: { BucketName: Bucket, Prefix: 'fleet', SyncFormat: 'JsonSerDe',
    Region: 'us-east-1' } })
  const CaptureTime = '2026-01-01T00:00:00Z'
  await ssm.putInventory({ InstanceId, Items: [{ TypeName: 'Custom:Rack', SchemaVersion: '1.0', CaptureTime,
    Content: [{ Row: '1' }, { Row: '2' }] }] })
  await cloud.clock.advance('1s')
  const keyOf = (type: string) =>
    `fleet/${type}/accountid=${account}/region=us-east-1/resourcetype=ManagedInstanceInventory/${InstanceId}.json`
  const { Contents: contents } = await s3.listObjectsV2({ Bucket })
  assert.deepEqual(contents!.map(({ Key }) => Key), [keyOf('AWS:InstanceInformation'), keyOf('Custom:Rack')])
  const { Body: body } = await s3.getObject({ Bucket, Key: keyOf('Custom:Rack') })
  const lines = (await body!.transformToString()).trim().split('\n').map(line => JSON.parse(line) as object)
  assert.deepEqual(lines, ['1', '2'].map(Row => ({ Row, resourceId: InstanceId, captureTime: CaptureTime, schemaVersion: '1.0' })))
  const { ResourceDataSyncItems: [sync] = [] } = await ssm.listResourceDataSync({})
  assert.equal(sync!.LastStatus, 'Successful')
  for (const { Key } of contents!) await s3.deleteObject({ Bucket, Key: Key! })
  await s3.deleteBucket({ Bucket })
  await ssm.putInventory({ InstanceId, Items: [{ TypeName: 'Custom:Rack', SchemaVersion: '1.0', CaptureTime, Content: [] }] })
  await cloud.clock.advance('1s')
  const { ResourceDataSyncItems: [failed] = [] } = await ssm.listResourceDataSync({})
  assert.deepEqual([failed!.LastStatus, /NoSuchBucket/.test(failed!.LastSyncStatusMessage!)], ['Failed', true])
})
