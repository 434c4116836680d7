// RenameObject: one object under another key, its conditions, and the client's token.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clientOf, directoryBucket, freshAccount, refused, textOf, zonal } from './account.fixture.ts'

test('an object gets another key and stays what it was', async t => {
  const { s3, Bucket } = await directoryBucket(t)
  const { ETag } = await s3.putObject({ Bucket, Key: 'old', Body: 'hello', Metadata: { who: 'me' } })
  await s3.renameObject({ Bucket, Key: 'dir/new name', RenameSource: 'old' })
  await refused(s3.getObject({ Bucket, Key: 'old' }), 'NoSuchKey', 404)
  const head = await s3.headObject({ Bucket, Key: 'dir/new name' })
  assert.deepEqual([head.ETag, head.Metadata], [ETag, { who: 'me' }])
  assert.equal(await textOf(s3, Bucket, 'dir/new name'), 'hello')
  await s3.putObject({ Bucket, Key: 'there', Body: 'other' })
  await s3.renameObject({ Bucket, Key: 'there', RenameSource: 'dir/new%20name' })
  assert.equal(await textOf(s3, Bucket, 'there'), 'hello')
  assert.equal((await s3.listObjectsV2({ Bucket })).KeyCount, 1)
})

test('what does not hold of source or destination leaves both as they were', async t => {
  const { s3, Bucket } = await directoryBucket(t)
  const { ETag } = await s3.putObject({ Bucket, Key: 'a', Body: 'a' })
  await s3.putObject({ Bucket, Key: 'b', Body: 'b' })
  const to = { Bucket, Key: 'b', RenameSource: 'a' }
  const later = new Date('2028-01-01')
  const cases = [{ DestinationIfNoneMatch: '*' }, { DestinationIfMatch: ETag! }, { SourceIfMatch: '"x"' }, { SourceIfNoneMatch: ETag! },
    { SourceIfModifiedSince: later }, { DestinationIfModifiedSince: later }, { SourceIfUnmodifiedSince: new Date(0) },
    { DestinationIfUnmodifiedSince: new Date(0) }]
  for (const conditions of cases) await refused(s3.renameObject({ ...to, ...conditions }), 'PreconditionFailed', 412)
  await refused(s3.renameObject({ Bucket, Key: 'c', RenameSource: 'a', DestinationIfMatch: '*' }), 'PreconditionFailed', 412)
  await refused(s3.renameObject({ Bucket, Key: 'c', RenameSource: 'none' }), 'NoSuchKey', 404)
  await refused(s3.renameObject({ Bucket, Key: 'a', RenameSource: 'a' }), 'InvalidRequest', 400)
  assert.deepEqual([await textOf(s3, Bucket, 'a'), await textOf(s3, Bucket, 'b')], ['a', 'b'])
  await s3.renameObject({ ...to, SourceIfMatch: ETag!, DestinationIfUnmodifiedSince: later })
  assert.equal(await textOf(s3, Bucket, 'b'), 'a')
})

test('a token makes a rename happen once, for a day', async t => {
  const { cloud, s3, Bucket } = await directoryBucket(t)
  await s3.putObject({ Bucket, Key: 'a', Body: 'x' })
  const rename = { Bucket, Key: 'b', RenameSource: 'a', ClientToken: 'token-1' }
  await s3.renameObject(rename)
  await s3.renameObject(rename)
  await refused(s3.renameObject({ ...rename, Key: 'c' }), 'IdempotencyParameterMismatch', 400)
  await cloud.clock.advance('25h')
  // The SDK's own clock has not been wound, so another client opens the next session.
  await refused(clientOf(cloud, '111122223333', zonal).renameObject(rename), 'NoSuchKey', 404)
})

test('other buckets have no renames', async t => {
  const { s3 } = await freshAccount(t)
  await s3.createBucket({ Bucket: 'plain' })
  await s3.putObject({ Bucket: 'plain', Key: 'a', Body: 'x' })
  await refused(s3.renameObject({ Bucket: 'plain', Key: 'b', RenameSource: 'a' }), 'MethodNotAllowed', 405)
})
