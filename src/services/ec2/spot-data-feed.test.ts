// The data feed: a file for each hour in which a spot instance ran.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { S3 } from '@aws-sdk/client-s3'
import { account, fleetMarket } from './spot.fixture.ts'

test('each hour in which one ran has a file; afterwards there are none', async t => {
  const { contract, ec2, image, set } = await fleetMarket(t)
  await set('m5.large', 500)
  await assert.rejects(ec2.describeSpotDatafeedSubscription({}), { name: 'InvalidSpotDatafeed.NotFound' })
  const s3 = new S3({ ...contract.cloud.client(), forcePathStyle: true })
  await s3.createBucket({ Bucket: 'feed' })
  const { SpotDatafeedSubscription: feed } = await ec2.createSpotDatafeedSubscription({ Bucket: 'feed', Prefix: 'spot' })
  assert.deepEqual([feed!.State, feed!.OwnerId, feed!.Prefix], ['Active', account, 'spot'])
  await ec2.requestSpotInstances({
    SpotPrice: '0.07', LaunchSpecification: { ImageId: image, InstanceType: 'm5.large', Placement: { AvailabilityZone: 'us-east-1a' } },
  })
  await contract.cloud.clock.advance('90m')
  await set('m5.large', 900)
  await contract.cloud.clock.advance('1d')
  const { Contents: found = [] } = await s3.listObjectsV2({ Bucket: 'feed' })
  assert.deepEqual(found.map(({ Key }) => Key!.replace(/\w{8}\.gz$/, 'ID.gz')),
    [`spot/${account}.2027-03-01-00.001.ID.gz`, `spot/${account}.2027-03-01-01.001.ID.gz`])
  const { Body } = await s3.getObject({ Bucket: 'feed', Key: found[0]!.Key! })
  const [, fields, line = ''] = gunzipSync(await Body!.transformToByteArray()).toString().trim().split('\n')
  assert.match(fields!, /^#Fields: Timestamp UsageType Operation InstanceID/)
  const [, usage, , , , most, price, charge] = line.split('\t')
  assert.deepEqual([usage, most, price], ['SpotUsage:m5.large', '0.07 USD', '0.048 USD'])
  assert.ok(parseFloat(charge!) > 0.047 && parseFloat(charge!) <= 0.048, charge)
  await ec2.deleteSpotDatafeedSubscription({})
  await assert.rejects(ec2.describeSpotDatafeedSubscription({}), { name: 'InvalidSpotDatafeed.NotFound' })
})

test('a bucket that cannot be written is a fault of the subscription', async t => {
  const { contract, ec2, image, set } = await fleetMarket(t)
  await set('m5.large', 500)
  await ec2.createSpotDatafeedSubscription({ Bucket: 'nowhere-at-all' })
  await ec2.requestSpotInstances({
    LaunchSpecification: { ImageId: image, InstanceType: 'm5.large', Placement: { AvailabilityZone: 'us-east-1a' } },
  })
  await contract.cloud.clock.advance('2h')
  const { SpotDatafeedSubscription: feed } = await ec2.describeSpotDatafeedSubscription({})
  assert.deepEqual([feed!.State, feed!.Fault!.Code], ['Inactive', 'InaccessibleStorageLocation'])
})
