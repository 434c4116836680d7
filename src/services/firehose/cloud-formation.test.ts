// A delivery stream by properties, through Cloud Control.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudControl } from '@aws-sdk/client-cloudcontrol'
import { account, bucketArn, freshAccount, refused, roleArn } from './account.fixture.ts'

test('made, changed and deleted', async t => {
  const { firehose, cloud } = await freshAccount(t)
  const control = new CloudControl({ ...cloud.client({ accessKeyId: account }), maxAttempts: 1 })
  const TypeName = 'AWS::KinesisFirehose::DeliveryStream'
  const done = async (change: Promise<{ ProgressEvent?: { RequestToken?: string } }>) => {
    const { ProgressEvent: begun } = await change
    await cloud.clock.advance('1m')
    const { ProgressEvent: event } = await control.getResourceRequestStatus({ RequestToken: begun!.RequestToken })
    assert.equal(event!.OperationStatus, 'SUCCESS', event!.StatusMessage)
    return event!.Identifier!
  }
  const Identifier = await done(control.createResource({ TypeName, DesiredState: JSON.stringify({
    DeliveryStreamName: 'd', ExtendedS3DestinationConfiguration: { RoleARN: roleArn, BucketARN: bucketArn, Prefix: 'a/' },
      Tags: [{ Key: 'k', Value: 'v' }],
  }) }))
  const read = async () =>
    JSON.parse((await control.getResource({ TypeName, Identifier })).ResourceDescription!.Properties!) as unknown
  const found = await read() as { Arn: string, ExtendedS3DestinationConfiguration: { Prefix: string }, Tags: object }
  assert.deepEqual([found.Arn, found.ExtendedS3DestinationConfiguration.Prefix, found.Tags],
    [`arn:aws:firehose:us-east-1:${account}:deliverystream/d`, 'a/', [{ Key: 'k', Value: 'v' }]])
  await done(control.updateResource({ TypeName, Identifier, PatchDocument: JSON.stringify([
    { op: 'replace', path: '/ExtendedS3DestinationConfiguration/Prefix', value: 'b/' }, { op: 'remove', path: '/Tags' },
  ]) }))
  const { DeliveryStreamDescription: changed } = await firehose.describeDeliveryStream({ DeliveryStreamName: 'd' })
  assert.deepEqual([changed!.VersionId, changed!.Destinations![0]!.ExtendedS3DestinationDescription!.Prefix], ['2', 'b/'])
  assert.deepEqual((await firehose.listTagsForDeliveryStream({ DeliveryStreamName: 'd' })).Tags, [])
  await done(control.deleteResource({ TypeName, Identifier }))
  await cloud.clock.advance('1m')
  await refused(firehose.describeDeliveryStream({ DeliveryStreamName: 'd' }), 'ResourceNotFoundException')
})
