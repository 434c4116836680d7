// Request metrics as CloudWatch tells them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudWatch } from '@aws-sdk/client-cloudwatch'
import type { Exchange } from '../../kernel/service.ts'
import { freshBucket, put, refused } from './account.fixture.ts'
import { valuesOf } from './request-metrics.ts'

test('requests are counted by the minute for each configuration that means them', async t => {
  const { cloud, s3, Bucket } = await freshBucket(t)
  await put(s3, Bucket, 'before')
  const configure = (Id: string, Filter?: { Prefix: string }) => s3.putBucketMetricsConfiguration({ Bucket, Id,
    MetricsConfiguration: { Id, ...(Filter && { Filter }) } })
  await configure('all')
  await configure('logs', { Prefix: 'logs/' })
  await put(s3, Bucket, 'logs/a', 'other')
  await (await s3.getObject({ Bucket, Key: 'logs/a' })).Body!.transformToString()
  await refused(s3.getObject({ Bucket, Key: 'none' }), 'NoSuchKey', 404)
  await s3.listObjectsV2({ Bucket })
  await s3.deleteObjects({ Bucket, Delete: { Objects: [{ Key: 'other' }] } })
  await cloud.clock.advance('1m')
  const { requestHandler, ...client } = cloud.client({ accessKeyId: '111122223333' })
  const watch = new CloudWatch({ ...client, requestHandler: requestHandler as never, maxAttempts: 1 })
  const read = async (FilterId: string, MetricName: string) => {
    const { Datapoints } = await watch.getMetricStatistics({ Namespace: 'AWS/S3', MetricName, Period: 60,
      Statistics: ['Sum', 'SampleCount'],
      StartTime: new Date('2027-03-10T10:00:00Z'), EndTime: new Date('2027-03-10T11:00:00Z'),
      Dimensions: [{ Name: 'BucketName', Value: Bucket }, { Name: 'FilterId', Value: FilterId }] })
    return Datapoints!.map(({ Sum, SampleCount }) => [Sum, SampleCount])
  }
  const body = 'body of logs/a'.length
  assert.deepEqual(await read('logs', 'AllRequests'), [[2, 2]])
  assert.deepEqual(await read('logs', 'BytesDownloaded'), [[body, 1]])
  assert.deepEqual(await read('logs', 'BytesUploaded'), [[body, 1]])
  assert.deepEqual(await read('all', 'PutRequests'), [[4, 4]])
  assert.deepEqual(await read('all', 'GetRequests'), [[2, 2]])
  assert.deepEqual(await read('all', 'ListRequests'), [[1, 1]])
  assert.deepEqual(await read('all', 'DeleteRequests'), [[1, 1]])
  assert.deepEqual((await read('all', '4xxErrors')).map(([sum]) => sum), [1])
})

test('what a request counts for', () => {
  const exchange = (method: string, status = 200, more: Partial<Exchange> = {}): Exchange =>
    ({ input: {}, request: { method, path: '/', query: '', headers: {} }, status, headers: {}, ...more })
  assert.deepEqual(valuesOf(exchange('HEAD', 404), 'HeadObject'), { 'AllRequests': 1, '4xxErrors': 1, '5xxErrors': 0, 'HeadRequests': 1 })
  assert.equal(valuesOf(exchange('POST'), 'SelectObjectContent')['SelectRequests'], 1)
  assert.equal(valuesOf(exchange('POST', 503), 'CreateMultipartUpload')['5xxErrors'], 1)
  assert.equal(valuesOf(exchange('GET', 200, { sizeBytes: 7 }), 'GetObject')['BytesDownloaded'], 7)
})
