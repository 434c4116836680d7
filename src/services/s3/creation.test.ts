// Buckets made, found and removed: one name for all accounts of the partition, one region for each.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clientOf, freshAccount, freshBucket, put, refused, startAt } from './account.fixture.ts'

test('a bucket is made, seen and removed', async t => {
  const { s3 } = await freshAccount(t)
  const made = await s3.createBucket({ Bucket: 'first' })
  assert.equal(made.Location, '/first')
  const head = await s3.headBucket({ Bucket: 'first' })
  assert.equal(head.BucketRegion, 'us-east-1')
  const { Buckets, Owner } = await s3.listBuckets({})
  assert.deepEqual(Buckets!.map(({ Name, CreationDate }) => [Name, Math.floor(CreationDate!.getTime() / 1000) * 1000]),
    [['first', startAt]])
  assert.match(Owner!.ID!, /^[0-9a-f]{64}$/)
  await s3.deleteBucket({ Bucket: 'first' })
  await refused(s3.headBucket({ Bucket: 'first' }), 'NotFound', 404)
  const gone = await refused(s3.listObjectsV2({ Bucket: 'first' }), 'NoSuchBucket', 404)
  assert.equal(gone['BucketName'], 'first')
})

test('names that cannot be', async t => {
  const { s3 } = await freshAccount(t)
  await refused(s3.createBucket({ Bucket: 'Not_A_Name' }), 'InvalidBucketName', 400)
})

test('location constraints', async t => {
  const { cloud, s3 } = await freshAccount(t)
  const west = clientOf(cloud, '111122223333', { region: 'eu-west-1' })
  await refused(s3.createBucket({ Bucket: 'abc', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }),
    'IllegalLocationConstraintException', 400)
  await refused(s3.createBucket({ Bucket: 'abc', CreateBucketConfiguration: { LocationConstraint: 'us-east-1' as never } }),
    'InvalidLocationConstraint', 400)
  await refused(s3.createBucket({ Bucket: 'abc', CreateBucketConfiguration: { LocationConstraint: 'nowhere' as never } }),
    'InvalidLocationConstraint', 400)
  await west.createBucket({ Bucket: 'abc', CreateBucketConfiguration: { LocationConstraint: 'EU' } })
  assert.equal((await west.getBucketLocation({ Bucket: 'abc' })).LocationConstraint, 'eu-west-1')
  assert.equal((await s3.getBucketLocation({ Bucket: 'abc' })).LocationConstraint, 'eu-west-1')
  await s3.createBucket({ Bucket: 'def' })
  assert.equal((await s3.getBucketLocation({ Bucket: 'def' })).LocationConstraint, undefined)
})

test('only an empty bucket can be removed', async t => {
  const { s3, Bucket } = await freshBucket(t)
  await put(s3, Bucket, 'key')
  await refused(s3.deleteBucket({ Bucket }), 'BucketNotEmpty', 409)
  await s3.deleteObject({ Bucket, Key: 'key' })
  await s3.createMultipartUpload({ Bucket, Key: 'begun' })
  await s3.deleteBucket({ Bucket })
  await s3.createBucket({ Bucket })
  assert.equal((await s3.listMultipartUploads({ Bucket })).Uploads, undefined)
  await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } })
  await put(s3, Bucket, 'key')
  await s3.deleteObject({ Bucket, Key: 'key' })
  await refused(s3.deleteBucket({ Bucket }), 'BucketNotEmpty', 409, /all versions/)
})

test('buckets are listed in pages, by prefix and region', async t => {
  const { cloud, s3 } = await freshAccount(t)
  const west = clientOf(cloud, '111122223333', { region: 'eu-west-1' })
  for (const Bucket of ['a-1', 'a-2', 'b-1']) await s3.createBucket({ Bucket })
  await west.createBucket({ Bucket: 'a-3', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } })
  const names = (list: { Buckets?: { Name?: string }[] }) => list.Buckets?.map(({ Name }) => Name)
  const first = await s3.listBuckets({ MaxBuckets: 2 })
  assert.deepEqual(names(first), ['a-1', 'a-2'])
  const second = await s3.listBuckets({ MaxBuckets: 2, ContinuationToken: first.ContinuationToken! })
  assert.deepEqual(names(second), ['a-3', 'b-1'])
  assert.equal(second.ContinuationToken, undefined)
  assert.deepEqual(names(await s3.listBuckets({ Prefix: 'a-' })), ['a-1', 'a-2', 'a-3'])
  const western = await s3.listBuckets({ BucketRegion: 'eu-west-1' })
  assert.deepEqual(western.Buckets!.map(({ Name, BucketRegion }) => [Name, BucketRegion]), [['a-3', 'eu-west-1']])
  await refused(s3.listBuckets({ ContinuationToken: 'nonsense' }), 'InvalidArgument', 400)
})

test('a reset account gives its names back', async t => {
  const { cloud, s3 } = await freshAccount(t)
  const other = clientOf(cloud, '222233334444')
  await s3.createBucket({ Bucket: 'mine' })
  await other.createBucket({ Bucket: 'theirs' })
  await cloud.reset({ account: '111122223333' })
  await other.createBucket({ Bucket: 'mine' })
  await refused(s3.createBucket({ Bucket: 'theirs' }), 'BucketAlreadyExists', 409)
})
