// Buckets as requests find them: by account and by region.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clientOf, freshAccount, refused } from './account.fixture.ts'

test('a name belongs to one account of the partition', async t => {
  const { cloud, s3 } = await freshAccount(t)
  const other = clientOf(cloud, '222233334444')
  await s3.createBucket({ Bucket: 'mine' })
  await refused(other.createBucket({ Bucket: 'mine' }), 'BucketAlreadyExists', 409)
  await s3.createBucket({ Bucket: 'mine' })
  const west = clientOf(cloud, '111122223333', { region: 'eu-west-1' })
  await west.createBucket({ Bucket: 'western', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } })
  await refused(west.createBucket({ Bucket: 'western', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }),
    'BucketAlreadyOwnedByYou', 409)
  await refused(other.listObjectsV2({ Bucket: 'mine' }), 'AccessDenied', 403)
  const denied = await refused(other.headBucket({ Bucket: 'mine' }), 'Unknown', 403)
  assert.equal(denied.$response!.headers['x-amz-bucket-region'], 'us-east-1')
  assert.deepEqual((await other.listBuckets({})).Buckets ?? [], [])
  await s3.deleteBucket({ Bucket: 'mine' })
  await other.createBucket({ Bucket: 'mine' })
})

test('who calls another region is sent to the right one', async t => {
  const { cloud, s3 } = await freshAccount(t)
  const west = clientOf(cloud, '111122223333', { region: 'eu-west-1' })
  await west.createBucket({ Bucket: 'western', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } })
  const error = await refused(s3.listObjectsV2({ Bucket: 'western' }), 'PermanentRedirect', 301)
  assert.equal(error.$response!.headers['x-amz-bucket-region'], 'eu-west-1')
  const following = clientOf(cloud, '111122223333', { followRegionRedirects: true, maxAttempts: 2 })
  await following.putObject({ Bucket: 'western', Key: 'key', Body: 'x' })
  assert.equal((await west.listObjectsV2({ Bucket: 'western' })).KeyCount, 1)
})
