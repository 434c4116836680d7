// What the sweep does to versions, uploads and large objects.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesOf, freshBucket, keysOf, put, refused, ruled, startAt } from './account.fixture.ts'

test('versions: markers, noncurrent ones and lone markers', async t => {
  const { cloud, s3, Bucket } = await freshBucket(t)
  await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } })
  await ruled(s3, Bucket, { Expiration: { Days: 1 }, NoncurrentVersionExpiration: { NoncurrentDays: 2 } },
    { ID: 'markers', Expiration: { ExpiredObjectDeleteMarker: true } })
  await put(s3, Bucket, 'key')
  const shape = async () => {
    const { Versions = [], DeleteMarkers = [] } = await s3.listObjectVersions({ Bucket })
    return [Versions.length, DeleteMarkers.length]
  }
  await cloud.clock.set('2027-03-12T00:00:00Z')
  assert.deepEqual(await shape(), [1, 1])
  await cloud.clock.set('2027-03-14T00:00:00Z')
  assert.deepEqual(await shape(), [0, 0])
})

test('so many newer noncurrent versions are kept', async t => {
  const { cloud, s3, Bucket } = await freshBucket(t)
  await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } })
  await ruled(s3, Bucket, { NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: 2 } })
  for (let i = 0; i < 5; i += 1) await put(s3, Bucket, 'key')
  await cloud.clock.advance('3d')
  assert.equal((await s3.listObjectVersions({ Bucket })).Versions!.length, 3)
})

test('transitions go down only, and leave small objects where they are', async t => {
  const { cloud, s3, Bucket } = await freshBucket(t)
  await ruled(s3, Bucket, { Transitions: [{ Days: 30, StorageClass: 'STANDARD_IA' }, { Days: 60, StorageClass: 'GLACIER' }],
    Expiration: { Days: 90 } })
  await s3.putObject({ Bucket, Key: 'large', Body: bytesOf(128 * 1024) })
  await put(s3, Bucket, 'small')
  const classOf = async (Key: string) => (await s3.headObject({ Bucket, Key })).StorageClass
  await cloud.clock.advance('31d')
  assert.deepEqual([await classOf('large'), await classOf('small')], ['STANDARD_IA', undefined])
  await cloud.clock.advance('30d')
  assert.equal(await classOf('large'), 'GLACIER')
  await refused(s3.getObject({ Bucket, Key: 'large' }), 'InvalidObjectState', 403)
  await cloud.clock.advance('30d')
  assert.deepEqual(await keysOf(s3, Bucket), [])
})

test('unfinished uploads are given up', async t => {
  const { cloud, s3, Bucket } = await freshBucket(t)
  await ruled(s3, Bucket, { ID: 'abort', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } })
  const upload = await s3.createMultipartUpload({ Bucket, Key: 'key' })
  assert.deepEqual([upload.AbortDate, upload.AbortRuleId], [new Date('2027-03-18T00:00:00Z'), 'abort'])
  await s3.uploadPart({ Bucket, Key: 'key', UploadId: upload.UploadId!, PartNumber: 1, Body: bytesOf(100_000) })
  await cloud.clock.set('2027-03-17T23:59:59Z')
  assert.equal((await s3.listMultipartUploads({ Bucket })).Uploads!.length, 1)
  await cloud.clock.set('2027-03-18T00:00:00Z')
  assert.equal((await s3.listMultipartUploads({ Bucket })).Uploads, undefined)
})

test('a lock outlasts a rule', async t => {
  const { cloud, s3 } = await freshBucket(t)
  const Bucket = 'locked'
  await s3.createBucket({ Bucket, ObjectLockEnabledForBucket: true })
  await ruled(s3, Bucket, { NoncurrentVersionExpiration: { NoncurrentDays: 1 } })
  await s3.putObject({ Bucket, Key: 'key', Body: 'x', ObjectLockMode: 'COMPLIANCE',
    ObjectLockRetainUntilDate: new Date(startAt + 10 * 86_400_000) })
  await put(s3, Bucket, 'key')
  await cloud.clock.advance('5d')
  assert.equal((await s3.listObjectVersions({ Bucket })).Versions!.length, 2)
  await cloud.clock.advance('7d')
  assert.equal((await s3.listObjectVersions({ Bucket })).Versions!.length, 1)
})

test('a marker left alone by a delete goes, and a tag that comes later counts', async t => {
  const { cloud, s3, Bucket } = await freshBucket(t)
  await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } })
  await ruled(s3, Bucket,
    { ID: 'markers', Expiration: { ExpiredObjectDeleteMarker: true } },
    { ID: 'tagged', Filter: { Tag: { Key: 'brief', Value: 'yes' } }, Expiration: { Days: 1 } })
  const { VersionId } = await s3.putObject({ Bucket, Key: 'alone', Body: 'x' })
  await s3.deleteObject({ Bucket, Key: 'alone' })
  await put(s3, Bucket, 'tagged')
  await cloud.clock.advance('3d')
  assert.equal((await s3.listObjectVersions({ Bucket })).DeleteMarkers!.length, 1)
  await s3.deleteObject({ Bucket, Key: 'alone', VersionId: VersionId! })
  await s3.putObjectTagging({ Bucket, Key: 'tagged', Tagging: { TagSet: [{ Key: 'brief', Value: 'yes' }] } })
  await cloud.clock.advance('1d')
  assert.deepEqual((await s3.listObjectVersions({ Bucket })).DeleteMarkers!.map(({ Key }) => Key), ['tagged'])
})
