// Tags of access points and buckets.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshControl, refused } from './account.fixture.ts'

test('access points bear tags from their making on', async t => {
  const { control, AccountId } = await freshControl(t)
  const { AccessPointArn: ResourceArn } = await control.createAccessPoint({ AccountId, Name: 'team', Bucket: 'bucket',
    Tags: [{ Key: 'a', Value: '1' }] })
  const at = { AccountId, ResourceArn: ResourceArn! }
  await control.tagResource({ ...at, Tags: [{ Key: 'a', Value: '2' }, { Key: 'b', Value: '' }] })
  assert.deepEqual((await control.listTagsForResource(at)).Tags, [{ Key: 'a', Value: '2' }, { Key: 'b', Value: '' }])
  await control.untagResource({ ...at, TagKeys: ['a'] })
  assert.deepEqual((await control.listTagsForResource(at)).Tags, [{ Key: 'b', Value: '' }])
})

test('a bucket\'s tags are those that S3 tells', async t => {
  const { control, s3, AccountId } = await freshControl(t)
  const at = { AccountId, ResourceArn: 'arn:aws:s3:::bucket' }
  assert.deepEqual((await control.listTagsForResource(at)).Tags ?? [], [])
  await control.tagResource({ ...at, Tags: [{ Key: 'k', Value: 'v' }] })
  assert.deepEqual((await s3.getBucketTagging({ Bucket: 'bucket' })).TagSet, [{ Key: 'k', Value: 'v' }])
  await control.untagResource({ ...at, TagKeys: ['k'] })
  await refused(s3.getBucketTagging({ Bucket: 'bucket' }), 'NoSuchTagSet', 404)
})

test('what cannot be tagged, or is no tag, is refused', async t => {
  const { control, AccountId } = await freshControl(t)
  const tag = (ResourceArn: string, ...Tags: { Key: string, Value: string }[]) => control.tagResource({ AccountId, ResourceArn, Tags })
  const bucket = 'arn:aws:s3:::bucket'
  await refused(tag('arn:aws:s3:::none', { Key: 'k', Value: 'v' }), 'NoSuchResource', 404)
  await refused(tag('arn:aws:s3:us-east-1:111122223333:accesspoint/none', { Key: 'k', Value: 'v' }), 'NoSuchResource', 404)
  await refused(tag('arn:aws:s3:eu-west-1:111122223333:accesspoint/none', { Key: 'k', Value: 'v' }), 'InvalidRequest', 400)
  await refused(tag(bucket, { Key: 'aws:k', Value: 'v' }), 'InvalidTag', 400)
  await refused(tag(bucket, { Key: 'k', Value: '1' }, { Key: 'k', Value: '2' }), 'InvalidTag', 400)
  await refused(tag(bucket, ...Array.from({ length: 51 }, (_, i) => ({ Key: `k${i}`, Value: '' }))), 'TooManyTags', 400)
})
