// Which destinations there are, and what they may say.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CreateDeliveryStreamCommandInput } from '@aws-sdk/client-firehose'
import { bucketArn, freshAccount, refused, roleArn } from './account.fixture.ts'

test('one destination, of those that there are', async t => {
  const { firehose, cloud } = await freshAccount(t)
  const bucket = { RoleARN: roleArn, BucketARN: bucketArn }
  const make = (input: Partial<CreateDeliveryStreamCommandInput>) => firehose.createDeliveryStream({ DeliveryStreamName: 'd', ...input })
  await refused(make({}), 'InvalidArgumentException', /Exactly one destination/)
  await refused(make({ S3DestinationConfiguration: bucket, ExtendedS3DestinationConfiguration: bucket }), 'InvalidArgumentException',
    /Exactly one/)
  await refused(make({ SplunkDestinationConfiguration: { HECEndpoint: 'https://x', HECEndpointType: 'Raw', S3Configuration: bucket } }),
    'NotImplemented', /Splunk has no engine/)
  const extended = (more: object) => make({ ExtendedS3DestinationConfiguration: { ...bucket, ...more } })
  await refused(extended({ CompressionFormat: 'Snappy' }), 'NotImplemented', /Snappy/)
  await refused(extended({ S3BackupMode: 'Enabled' }), 'InvalidArgumentException', /S3BackupConfiguration/)
  await refused(extended({ DataFormatConversionConfiguration: { Enabled: true } }), 'InvalidArgumentException', /required/)
  await refused(extended({ Prefix: '!{timestamp:yyyy}/' }), 'InvalidArgumentException', /ErrorOutputPrefix/)
  await refused(make({ S3DestinationConfiguration: bucket, DeliveryStreamType: 'MSKAsSource' }), 'NotImplemented')
  await make({ HttpEndpointDestinationConfiguration: {
    EndpointConfiguration: { Url: 'https://example.com/in', Name: 'in', AccessKey: 'secret' }, S3Configuration: bucket,
  } })
  await cloud.clock.advance('1m')
  const { DeliveryStreamDescription: found } = await firehose.describeDeliveryStream({ DeliveryStreamName: 'd' })
  const { HttpEndpointDestinationDescription: http } = found!.Destinations![0]!
  assert.deepEqual([http!.EndpointConfiguration, http!.RetryOptions, http!.S3BackupMode],
    [{ Url: 'https://example.com/in', Name: 'in' }, { DurationInSeconds: 300 }, 'FailedDataOnly'])
})
