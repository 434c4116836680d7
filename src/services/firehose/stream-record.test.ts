// A stream that is being made takes no changes.

import { test } from 'node:test'
import { bucketArn, freshAccount, refused, roleArn } from './account.fixture.ts'

test('changes wait for the stream to be active', async t => {
  const { firehose } = await freshAccount(t, { lifecycle: 'real' })
  await firehose.createDeliveryStream({ DeliveryStreamName: 'd', S3DestinationConfiguration: { RoleARN: roleArn, BucketARN: bucketArn } })
  await refused(firehose.startDeliveryStreamEncryption({ DeliveryStreamName: 'd' }), 'ResourceInUseException', /not active/)
  await refused(firehose.startDeliveryStreamEncryption({ DeliveryStreamName: 'none' }), 'ResourceNotFoundException', /Firehose none/)
})
