// Archives: not to be read, fetched for a while, lapsing by themselves.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Cloud } from '../../index.ts'
import { clientOf, refused, startAt, textOf } from './account.fixture.ts'

test('a restore takes its time, and lapses', async t => {
  const cloud = await Cloud.open({ lifecycle: 'real', now: startAt })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  const s3 = clientOf(cloud, '111122223333')
  const Bucket = 'bucket'
  const at = { Bucket, Key: 'key' }
  await s3.createBucket({ Bucket })
  await s3.putObject({ ...at, Body: 'cold', StorageClass: 'GLACIER' })
  const cold = await refused(s3.getObject(at), 'InvalidObjectState', 403)
  assert.equal(cold['StorageClass'], 'GLACIER')
  await refused(s3.copyObject({ Bucket, Key: 'copy', CopySource: 'bucket/key' }), 'ObjectNotInActiveTierError', 403)
  const restore = (Days: number, Tier: 'Standard' | 'Expedited' = 'Standard') =>
    s3.restoreObject({ ...at, RestoreRequest: { Days, GlacierJobParameters: { Tier } } })
  assert.equal((await restore(2)).$metadata.httpStatusCode, 202)
  assert.equal((await s3.headObject(at)).Restore, 'ongoing-request="true"')
  await refused(restore(2), 'RestoreAlreadyInProgress', 409)
  await cloud.clock.advance('4h')
  await refused(s3.getObject(at), 'InvalidObjectState', 403)
  await cloud.clock.advance('1h')
  assert.equal(await textOf(s3, Bucket, 'key'), 'cold')
  assert.equal((await s3.headObject(at)).Restore, 'ongoing-request="false", expiry-date="Sat, 13 Mar 2027 00:00:00 GMT"')
  assert.equal((await restore(5)).$metadata.httpStatusCode, 200)
  assert.equal((await s3.headObject(at)).Restore, 'ongoing-request="false", expiry-date="Tue, 16 Mar 2027 00:00:00 GMT"')
  await cloud.clock.set('2027-03-16T00:00:00Z')
  await refused(s3.getObject(at), 'InvalidObjectState', 403)
  assert.equal((await s3.headObject(at)).Restore, undefined)
})

test('what cannot be restored', async t => {
  const cloud = await Cloud.open({ now: startAt })
  t.after(() => cloud.close())
  const s3 = clientOf(cloud, '111122223333')
  const Bucket = 'bucket'
  await s3.createBucket({ Bucket })
  await s3.putObject({ Bucket, Key: 'warm', Body: 'x' })
  await s3.putObject({ Bucket, Key: 'deep', Body: 'x', StorageClass: 'DEEP_ARCHIVE' })
  await refused(s3.restoreObject({ Bucket, Key: 'warm', RestoreRequest: { Days: 1 } }), 'InvalidObjectState', 403)
  await refused(s3.restoreObject({ Bucket, Key: 'deep', RestoreRequest: { Days: 1, GlacierJobParameters: { Tier: 'Expedited' } } }),
    'InvalidArgument', 400)
  await refused(s3.restoreObject({ Bucket, Key: 'deep', RestoreRequest: {} }), 'InvalidArgument', 400)
})
