// Tags of buckets, seen by S3 and by whoever asks for tags by ARN.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ResourceGroupsTaggingAPI } from '@aws-sdk/client-resource-groups-tagging-api'
import { freshBucket, refused } from './account.fixture.ts'

test('a bucket\'s tags are replaced as a whole, and found by ARN', async t => {
  const { cloud, s3, Bucket } = await freshBucket(t)
  await s3.putBucketTagging({ Bucket, Tagging: { TagSet: [{ Key: 'a', Value: '1' }] } })
  await s3.putBucketTagging({ Bucket, Tagging: { TagSet: [{ Key: 'b', Value: '2' }] } })
  assert.deepEqual((await s3.getBucketTagging({ Bucket })).TagSet, [{ Key: 'b', Value: '2' }])
  const { requestHandler, ...settings } = cloud.client({ accessKeyId: '111122223333' })
  const tagging = new ResourceGroupsTaggingAPI({ ...settings, requestHandler: requestHandler as never })
  const { ResourceTagMappingList } = await tagging.getResources({})
  assert.deepEqual(ResourceTagMappingList, [{ ResourceARN: 'arn:aws:s3:::bucket', Tags: [{ Key: 'b', Value: '2' }] }])
  await s3.deleteBucketTagging({ Bucket })
  await refused(s3.getBucketTagging({ Bucket }), 'NoSuchTagSet', 404)
})
