// Delivery streams: made, described, listed, deleted.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, bucketArn, freshAccount, made, put, refused, roleArn, written } from './account.fixture.ts'

test('states on the clock, and the whole description', async t => {
  const here = await freshAccount(t, { lifecycle: 'real' })
  const { firehose, cloud } = here
  const createdAt = new Date(cloud.clock.now())
  const { DeliveryStreamARN: arn } = await firehose.createDeliveryStream({
    DeliveryStreamName: 'd', ExtendedS3DestinationConfiguration: { RoleARN: roleArn, BucketARN: bucketArn, Prefix: 'in/' },
    Tags: [{ Key: 'a', Value: 'b' }],
  })
  assert.equal(arn, `arn:aws:firehose:us-east-1:${account}:deliverystream/d`)
  const described = async () => (await firehose.describeDeliveryStream({ DeliveryStreamName: 'd' })).DeliveryStreamDescription!
  assert.equal((await described()).DeliveryStreamStatus, 'CREATING')
  await refused(put(here, 'd', 'x'), 'ResourceNotFoundException')
  await refused(firehose.deleteDeliveryStream({ DeliveryStreamName: 'd' }), 'ResourceInUseException')
  await cloud.clock.advance('1m')
  const bucket = {
    RoleARN: roleArn, BucketARN: bucketArn, Prefix: 'in/', BufferingHints: { SizeInMBs: 5, IntervalInSeconds: 300 },
    CompressionFormat: 'UNCOMPRESSED', EncryptionConfiguration: { NoEncryptionConfig: 'NoEncryption' },
      CloudWatchLoggingOptions: { Enabled: false },
  }
  assert.deepEqual(await described(), {
    DeliveryStreamName: 'd', DeliveryStreamARN: arn, DeliveryStreamStatus: 'ACTIVE', DeliveryStreamType: 'DirectPut', VersionId: '1',
    CreateTimestamp: createdAt, HasMoreDestinations: false, DeliveryStreamEncryptionConfiguration: { Status: 'DISABLED' },
    Destinations: [{ DestinationId: 'destinationId-000000000001', S3DestinationDescription: bucket,
      ExtendedS3DestinationDescription: { ...bucket, S3BackupMode: 'Disabled', ProcessingConfiguration: { Enabled: false } } }],
  })
  await refused(made(here, 'd'), 'ResourceInUseException', /^Firehose d is already present under accountId 111122223333$/)
  await put(here, 'd', 'never')
  await firehose.deleteDeliveryStream({ DeliveryStreamName: 'd' })
  assert.equal((await described()).DeliveryStreamStatus, 'DELETING')
  await cloud.clock.advance('1h')
  await refused(described(), 'ResourceNotFoundException', /^Firehose d under account 111122223333 not found\.$/)
  assert.deepEqual(await written(here), [])
})

test('lists by name and type', async t => {
  const here = await freshAccount(t)
  for (const name of ['c', 'a', 'b']) await made(here, name)
  const { firehose } = here
  const page = await firehose.listDeliveryStreams({ Limit: 2 })
  assert.deepEqual([page.DeliveryStreamNames, page.HasMoreDeliveryStreams], [['a', 'b'], true])
  const rest = await firehose.listDeliveryStreams({ ExclusiveStartDeliveryStreamName: 'b' })
  assert.deepEqual([rest.DeliveryStreamNames, rest.HasMoreDeliveryStreams], [['c'], false])
  assert.deepEqual((await firehose.listDeliveryStreams({ DeliveryStreamType: 'KinesisStreamAsSource' })).DeliveryStreamNames, [])
})
