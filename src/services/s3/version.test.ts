// Versions and delete markers: kept, listed, brought back and destroyed.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshBucket, put, refused, textOf } from './account.fixture.ts'

test('a versioned bucket keeps what is overwritten and deleted', async t => {
  const { s3, Bucket } = await freshBucket(t)
  assert.equal((await s3.getBucketVersioning({ Bucket })).Status, undefined)
  await put(s3, Bucket, 'key')
  await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } })
  const { VersionId: second } = await s3.putObject({ Bucket, Key: 'key', Body: 'second' })
  const { VersionId: third } = await s3.putObject({ Bucket, Key: 'key', Body: 'third' })
  assert.match(second!, /^\w{32}$/)
  assert.equal(await textOf(s3, Bucket, 'key'), 'third')
  assert.equal(await textOf(s3, Bucket, 'key', second), 'second')
  assert.equal(await textOf(s3, Bucket, 'key', 'null'), 'body of key')

  const gone = await s3.deleteObject({ Bucket, Key: 'key' })
  assert.equal(gone.DeleteMarker, true)
  const missing = await refused(s3.getObject({ Bucket, Key: 'key' }), 'NoSuchKey', 404)
  assert.equal(missing.$response!.headers['x-amz-delete-marker'], 'true')
  const marker = await refused(s3.getObject({ Bucket, Key: 'key', VersionId: gone.VersionId! }), 'MethodNotAllowed', 405)
  assert.equal(marker.$response!.headers['allow'], 'DELETE')

  const { Versions, DeleteMarkers } = await s3.listObjectVersions({ Bucket })
  assert.deepEqual(Versions!.map(({ VersionId, IsLatest }) => [VersionId, IsLatest]), [[third, false], [second, false], ['null', false]])
  assert.deepEqual(DeleteMarkers!.map(({ VersionId, IsLatest }) => [VersionId, IsLatest]), [[gone.VersionId, true]])

  const back = await s3.deleteObject({ Bucket, Key: 'key', VersionId: gone.VersionId! })
  assert.deepEqual([back.DeleteMarker, back.VersionId], [true, gone.VersionId])
  assert.equal(await textOf(s3, Bucket, 'key'), 'third')
  await s3.deleteObject({ Bucket, Key: 'key', VersionId: third! })
  assert.equal(await textOf(s3, Bucket, 'key'), 'second')
  await s3.deleteObject({ Bucket, Key: 'key', VersionId: 'null' })
  await refused(s3.getObject({ Bucket, Key: 'key', VersionId: third! }), 'NoSuchVersion', 404)
  await refused(s3.getObject({ Bucket, Key: 'key', VersionId: 'no version!' }), 'InvalidArgument', 400)
  const left = await s3.listObjectVersions({ Bucket })
  assert.deepEqual(left.Versions!.map(({ VersionId, IsLatest }) => [VersionId, IsLatest]), [[second, true]])
})

test('while versioning is suspended the null version is replaced', async t => {
  const { s3, Bucket } = await freshBucket(t)
  await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } })
  const { VersionId: first } = await s3.putObject({ Bucket, Key: 'key', Body: 'first' })
  await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Suspended' } })
  for (const Body of ['a', 'b']) assert.equal((await s3.putObject({ Bucket, Key: 'key', Body })).VersionId, 'null')
  await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } })
  const { VersionId: last } = await s3.putObject({ Bucket, Key: 'key', Body: 'last' })
  await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Suspended' } })
  const { VersionId: marker } = await s3.deleteObject({ Bucket, Key: 'key' })
  assert.equal(marker, 'null')
  const { Versions } = await s3.listObjectVersions({ Bucket })
  assert.deepEqual(Versions!.map(({ VersionId }) => VersionId), [last, first])
})
