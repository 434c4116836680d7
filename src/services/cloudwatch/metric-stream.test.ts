// Metric streams: made, turned off and on, and what they send to Firehose.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Firehose } from '@aws-sdk/client-firehose'
import { S3 } from '@aws-sdk/client-s3'
import { freshAccount, put, refused } from './account.fixture.ts'

const asked = {
  Name: 's', FirehoseArn: 'arn:aws:firehose:us-east-1:111122223333:deliverystream/d', RoleArn: 'arn:aws:iam::111122223333:role/r',
  OutputFormat: 'json' as const,
}

test('a stream is made, stopped, started, tagged and removed', async t => {
  const { watch } = await freshAccount(t)
  const { Arn: arn } = await watch.putMetricStream({ ...asked, IncludeFilters: [{ Namespace: 'shop' }], Tags: [{ Key: 'k', Value: 'v' }] })
  assert.equal(arn, 'arn:aws:cloudwatch:us-east-1:111122223333:metric-stream/s')
  assert.deepEqual((await watch.listTagsForResource({ ResourceARN: arn! })).Tags, [{ Key: 'k', Value: 'v' }])
  await watch.stopMetricStreams({ Names: ['s'] })
  const { State: state, IncludeFilters: filters } = await watch.getMetricStream({ Name: 's' })
  assert.deepEqual([state, filters], ['stopped', [{ Namespace: 'shop' }]])
  await watch.startMetricStreams({ Names: ['s'] })
  await watch.putMetricStream({ ...asked, Name: 't' })
  const first = await watch.listMetricStreams({ MaxResults: 1 })
  const second = await watch.listMetricStreams({ MaxResults: 1, NextToken: first.NextToken! })
  assert.deepEqual([first, second].map(({ Entries }) => Entries!.map(({ Name, State }) => [Name, State])),
    [[['s', 'running']], [['t', 'running']]])
  await watch.deleteMetricStream({ Name: 's' })
  await refused(watch.getMetricStream({ Name: 's' }), 'ResourceNotFoundException')
})

test('what cannot be a stream', async t => {
  const { watch } = await freshAccount(t)
  await refused(watch.putMetricStream({ ...asked, OutputFormat: 'xml' as 'json' }), 'ValidationException', /outputFormat/i)
  await refused(watch.putMetricStream({ ...asked, OutputFormat: 'opentelemetry1.0', StatisticsConfigurations: [
    { IncludeMetrics: [{ Namespace: 'a', MetricName: 'b' }], AdditionalStatistics: ['tm90'] }] }), 'InvalidParameterValueException',
      /percentiles/)
  await refused(watch.putMetricStream({ ...asked, FirehoseArn: 'arn:aws:sqs:us-east-1:111122223333:q' }),
    'InvalidParameterValueException', /sqs/)
  await refused(watch.putMetricStream({ ...asked, IncludeFilters: [{ Namespace: 'a' }], ExcludeFilters: [{ Namespace: 'b' }] }),
    'InvalidParameterCombinationException')
})

test('what comes in a minute is sent at its end; a stream that cannot publish says so in a metric', async t => {
  const { watch, cloud } = await freshAccount(t)
  await watch.putMetricStream({ ...asked, ExcludeFilters: [{ Namespace: 'other' }] })
  const errors = async () => {
    const { Datapoints: points } = await watch.getMetricStatistics({
      Namespace: 'AWS/CloudWatch/MetricStreams', MetricName: 'PublishErrorRate', Dimensions: [{ Name: 'MetricStreamName', Value: 's' }],
      StartTime: new Date('2027-01-01T00:00:00Z'), EndTime: new Date('2027-01-01T01:00:00Z'), Period: 60, Statistics: ['Sum'],
    })
    return points!.map(({ Sum }) => Sum)
  }
  await watch.putMetricData({ Namespace: 'other', MetricData: [{ MetricName: 'x', Value: 1 }] })
  await cloud.clock.advance('1m')
  assert.deepEqual(await errors(), [])
  await put(watch, 1)
  await cloud.clock.advance('1m')
  assert.deepEqual(await errors(), [1], 'there is no such delivery stream')
})

test('what a stream sends lands in the bucket of a delivery stream', async t => {
  const { watch, cloud } = await freshAccount(t)
  const settings = cloud.client({ accessKeyId: '111122223333' })
  const { requestHandler, ...rest } = settings
  const s3 = new S3({ ...rest, requestHandler: requestHandler as never, forcePathStyle: true })
  await s3.createBucket({ Bucket: 'metrics' })
  await new Firehose(settings).createDeliveryStream({ DeliveryStreamName: 'd', ExtendedS3DestinationConfiguration: {
    RoleARN: asked.RoleArn, BucketARN: 'arn:aws:s3:::metrics', BufferingHints: { IntervalInSeconds: 60, SizeInMBs: 1 } } })
  await cloud.clock.advance('1m')
  await watch.putMetricStream({ ...asked, StatisticsConfigurations: [
    { IncludeMetrics: [{ Namespace: 'shop', MetricName: 'orders' }], AdditionalStatistics: ['p50'] }] })
  const at = Math.floor(cloud.clock.now() / 60_000) * 60_000
  for (const value of [1, 2, 6]) await put(watch, value, { Dimensions: [{ Name: 'Store', Value: 'a' }], Unit: 'Count' })
  await cloud.clock.advance('3m')
  const { Contents: [object] = [] } = await s3.listObjectsV2({ Bucket: 'metrics' })
  const text = await (await s3.getObject({ Bucket: 'metrics', Key: object!.Key! })).Body!.transformToString()
  const lines = text.trimEnd().split('\n').map(line => JSON.parse(line) as { namespace: string }).filter(line => line.namespace === 'shop')
  assert.deepEqual(lines,
    [{ metric_stream_name: 's', account_id: '111122223333', region: 'us-east-1', namespace: 'shop', metric_name: 'orders',
    dimensions: { Store: 'a' }, timestamp: at, value: { max: 6, min: 1, sum: 9, count: 3, p50: 2 }, unit: 'Count' }])
})
