// Daily storage metrics as CloudWatch tells them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudWatch } from '@aws-sdk/client-cloudwatch'
import { bytesOf, freshBucket } from './account.fixture.ts'

test('bytes by class and the number of objects, each midnight', async t => {
  const { cloud, s3, Bucket } = await freshBucket(t)
  await s3.putBucketMetricsConfiguration({ Bucket, Id: 'all', MetricsConfiguration: { Id: 'all' } })
  await s3.putObject({ Bucket, Key: 'a', Body: bytesOf(100) })
  await s3.putObject({ Bucket, Key: 'b', Body: bytesOf(50), StorageClass: 'STANDARD_IA' })
  await cloud.clock.advance('1d')
  await s3.putObject({ Bucket, Key: 'c', Body: bytesOf(1) })
  await cloud.clock.advance('1d')
  const { requestHandler, ...client } = cloud.client({ accessKeyId: '111122223333' })
  const watch = new CloudWatch({ ...client, requestHandler: requestHandler as never, maxAttempts: 1 })
  const read = async (MetricName: string, StorageType: string) => {
    const { Datapoints } = await watch.getMetricStatistics({ Namespace: 'AWS/S3', MetricName, Period: 86_400, Statistics: ['Average'],
      StartTime: new Date('2027-03-09T00:00:00Z'), EndTime: new Date('2027-03-13T00:00:00Z'),
      Dimensions: [{ Name: 'BucketName', Value: Bucket }, { Name: 'StorageType', Value: StorageType }] })
    return Datapoints!.sort((a, b) => a.Timestamp!.getTime() - b.Timestamp!.getTime()).map(({ Average }) => Average)
  }
  assert.deepEqual(await read('BucketSizeBytes', 'StandardStorage'), [100, 101])
  assert.deepEqual(await read('BucketSizeBytes', 'StandardIAStorage'), [50, 50])
  assert.deepEqual(await read('NumberOfObjects', 'AllStorageTypes'), [2, 3])
  await s3.deleteBucketMetricsConfiguration({ Bucket, Id: 'all' })
  await cloud.clock.advance('1d')
  assert.equal((await read('NumberOfObjects', 'AllStorageTypes')).length, 2)
})
