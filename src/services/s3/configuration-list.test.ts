// Settings of which there may be many.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshBucket, refused } from './account.fixture.ts'

test('lists of numbered settings', async t => {
  const { s3, Bucket } = await freshBucket(t)
  for (let i = 0; i < 102; i += 1) {
    const Id = `id-${String(i).padStart(3, '0')}`
    await s3.putBucketMetricsConfiguration({ Bucket, Id, MetricsConfiguration: { Id } })
  }
  const first = await s3.listBucketMetricsConfigurations({ Bucket })
  assert.deepEqual([first.MetricsConfigurationList!.length, first.IsTruncated], [100, true])
  const second = await s3.listBucketMetricsConfigurations({ Bucket, ContinuationToken: first.NextContinuationToken! })
  assert.deepEqual(second.MetricsConfigurationList!.map(({ Id }) => Id), ['id-100', 'id-101'])
  await refused(s3.deleteBucketMetricsConfiguration({ Bucket, Id: 'none' }), 'NoSuchConfiguration', 404)
})
